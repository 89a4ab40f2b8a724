"""The lists that people read: those in the menus, the usual places, archives by day, and the home page itself."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from crawler.discovery.asks import Ask
from crawler.discovery.links import day_of
from crawler.discovery.listings import asks, parse, today, with_day
from crawler.discovery.markup import UnreadableError, words
from crawler.discovery.plan import first, read
from crawler.probe.archives import dated_templates
from crawler.probe.menu import linked_lists
from crawler.probe.records import FetchError, Trial
from crawler.probe.ways import Site, attempt, feeds, first_that_work, posts, sitemaps

MOST_ARCHIVES = 2
MOST_FILLED = 7  # days or words
EARLIER = timedelta(days=40)  # in another month, too
SAME_FOR_ALL_DAYS = "shows the same for every day"


def try_all(site: Site) -> tuple[Trial, ...]:
    """Every way into the site that was tried, in the order of preference."""
    told = (*posts(site), *feeds(site), *sitemaps(site))
    return (*told, *listings(site, guess=not any(trial.deep for trial in told)))


def own_ways(site: Site) -> Iterator[Trial]:
    """The ways that the source file tells; of lists by day or word the first that holds something stands for all."""
    yield from (attempt(site, ask, ask.template or ask.url) for ask in first(site.aim) if not ask.may_be_empty)
    for template in site.aim.source.discover.listings:
        if "{year}" in template or "{word}" in template:
            filled = islice(asks(template, site.aim), MOST_FILLED)
            tried = (attempt(site, ask, template) for ask in filled)
            nothing = Trial(Ask("listing", template), template, issue="no articles")
            yield next((trial for trial in tried if trial.works), nothing)


def listings(site: Site, guess: bool) -> tuple[Trial, ...]:
    """The lists in the menu; to `guess`, also the first usual one that works, archives by day, then the home page."""
    usual = words("usual_listings") if guess and site.tree is not None else ()
    tried = tuple(first_that_work(site, "listing", linked_lists(site.tree, site.home.url, site.aim.source), usual))
    if site.tree is None or not guess or any(trial.deep for trial in tried):
        return tried
    tried += tuple(archives(site, tried))
    if any(trial.works for trial in tried):
        return tried
    return (*tried, attempt(site, Ask("listing", site.home.url), site.home.url))


def archives(site: Site, tried: Iterable[Trial]) -> Iterator[Trial]:
    """The lists of one day or month that the home page and the lists which work lead to."""
    shown = [site.home.url, *(trial.ask.url for trial in tried if trial.works)]
    templates = dict.fromkeys(template for url in shown for template in _templates_on(site, url))
    days = [day for url in shown for day in _days_on(site, url)]
    for template in tuple(templates)[:MOST_ARCHIVES]:
        yield _try_archive(site, template, max(days, default=today(site.aim)))


def _templates_on(site: Site, url: str) -> tuple[str, ...]:
    with suppress(FetchError, UnreadableError):
        return dated_templates(parse(site.fetch(url)), url, site.aim.source)
    return ()


def _days_on(site: Site, url: str) -> Iterator[date]:
    with suppress(FetchError):
        yield from filter(None, map(day_of, read(Ask("listing", url), site.fetch(url), site.aim).links))


def _try_archive(site: Site, template: str, day: date) -> Trial:
    """Tries the list of a day that has articles; what an earlier day shows too belongs to no day."""
    recent = attempt(site, Ask("listing", with_day(template, day)), template)
    if not recent.works:
        return recent
    earlier = attempt(site, Ask("listing", with_day(template, day - EARLIER)), template)
    own = tuple(link for link in recent.links if link.key not in earlier.keys)
    return replace(recent, links=own, deep=bool(own), issue=None if own else SAME_FOR_ALL_DAYS)
