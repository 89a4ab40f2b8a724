"""Which of the ways that work a source needs: the fewest that lead to every article seen."""

from collections import defaultdict
from collections.abc import Iterable

from crawler.discovery.links import Link, fold
from crawler.probe.records import Trial
from crawler.sources import Discover


def choose(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    """The ways to follow, in the order of preference.

    A way is taken when it leads to articles that no earlier one led to; then one that reaches back, if none does yet.
    """
    working = [trial for trial in trials if trial.works]
    lists = sorted((each for each in working if each.ask.way == "listing"), key=_reach, reverse=True)
    working = [each for each in working if each.ask.way != "listing"] + lists
    chosen: list[Trial] = []
    covered: set[str] = set()
    for trial in working:
        if trial.keys - covered and not any(each.ask.way == "wordpress" for each in chosen):
            chosen.append(trial)
            covered |= trial.keys
    if not any(trial.deep for trial in chosen):
        chosen += [trial for trial in working if trial.deep and trial not in chosen][:1]
    return tuple(chosen)


def _reach(trial: Trial) -> tuple[bool, bool, int]:
    """A list of everything before one that has to be searched, one with further pages before one without."""
    return "{word}" not in trial.template, trial.deep, len(trial.keys)


def discover_of(chosen: Iterable[Trial]) -> Discover:
    """The chosen ways as a source file tells them."""
    told: dict[str, list[str]] = defaultdict(list)
    for trial in chosen:
        told[trial.ask.way].append(trial.template)
    return Discover(
        feeds=tuple(told["feed"]),
        sitemaps=tuple(told["sitemap"]),
        wordpress=next(iter(told["wordpress"]), None),
        listings=tuple(told["listing"]),
    )


def all_links(trials: Iterable[Trial]) -> tuple[Link, ...]:
    """Every article that the ways led to, newest first."""
    return fold(link for trial in trials for link in trial.links)
