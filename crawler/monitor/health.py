"""The health of a source, told from its run records alone: zero rows must not look like no news. Pure.

A verdict names the state, since when it holds, what was seen, and what a person can do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

from crawler.monitor.records import CHALLENGE, RunRecord

State = Literal["fine", "quiet", "silent", "broken", "blocked", "gone", "failing", "never tried"]
NEEDS_A_PERSON = frozenset({"silent", "broken", "blocked", "gone", "failing"})

BLOCKED_REASONS = frozenset({"http-401", "http-403", "http-429", "http-451", "captcha", "robots-unreachable"})
GONE_REASONS = frozenset({"dns", "http-404", "http-410"})
LEAST_PAGES = 5
MOST_RECENT = 10
LEAST_HISTORY = 3
BROKEN_SHARE, SOUND_SHARE = 0.5, 0.2
COLLAPSED = 0.3
HABIT_FACTOR, LEAST_SILENCE = 3, timedelta(days=2)

ADVICE: dict[str, str] = {
    "fine": "",
    "quiet": "",
    "silent": "open the site: did it move its news, or its feed?",
    "broken": "try `lapaswire check SLUG`: the layout may have changed",
    "blocked": "slow down (`delay` in the source file), or ask the site for permission",
    "gone": "try `lapaswire add URL` with the site's new address, or remove the source file",
    "failing": "try again later; `lapaswire check SLUG` tells what the site answers",
    "never tried": "run `lapaswire crawl SLUG`",
}


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a source with its evidence."""

    state: State
    since: datetime | None
    seen: str

    @property
    def advice(self) -> str:
        """What a person can do; empty where nothing is needed."""
        return ADVICE[self.state]


def health_of(runs: Sequence[RunRecord], now: datetime) -> Health:
    """The health after `runs` (oldest first) at `now`."""
    if not runs:
        return Health("never tried", None, "no run yet")
    state, seen = _verdict(runs, now)
    return Health(state, _since(runs, now, state), seen)


def _since(runs: Sequence[RunRecord], now: datetime, state: State) -> datetime:
    """The start of the oldest run, going back without a gap, after which the state was the same."""
    since = runs[-1].started_at
    for end in range(len(runs) - 1, 0, -1):
        last = runs[end - 1]
        if _verdict(runs[:end], last.finished_at or last.started_at)[0] != state:
            break
        since = last.started_at
    return since


def _verdict(runs: Sequence[RunRecord], now: datetime) -> tuple[State, str]:
    last = runs[-1]
    if unreachable := _unreachable(last):
        return unreachable
    if broken := _broken(runs):
        return "broken", broken
    return _silence(runs, now)


def _unreachable(run: RunRecord) -> tuple[State, str] | None:
    """Blocked, gone or failing, when no discovery address answered or every page was refused."""
    refused = sum(count for reason, count in run.failed.items() if reason in BLOCKED_REASONS)
    refused += sum(count for reason, count in run.rejected.items() if reason in CHALLENGE)
    answers = run.answered + run.unchanged + run.pages - sum(run.rejected[reason] for reason in CHALLENGE)
    told = ", ".join(f"{reason} × {count}" for reason, count in run.failed.most_common(3))
    if refused and refused >= max(answers, 1):
        return "blocked", told or "the site shows a challenge instead of its pages"
    if run.answered or run.unchanged or run.pages or not run.failures:
        return None
    if all(reason in GONE_REASONS for reason in run.failed):
        return "gone", told
    return "failing", told


def _broken(runs: Sequence[RunRecord]) -> str | None:
    """What fell against the source's own history, if anything did."""
    links_before = [run.found for run in runs[:-1] if run.answered]
    last = runs[-1]
    if last.answered and not last.found and not last.unchanged and links_before and min(links_before) > 0:
        return "the discovery addresses answer, and hold no links any more"
    now, then = _rates(runs, "unreadable", "pages")
    if now >= BROKEN_SHARE and then <= SOUND_SHARE:
        return f"{now:.0%} of the pages gave no text, {then:.0%} before"
    for name, told in (("dated", "publication dates an article"), ("characters", "characters an article")):
        now, then = _rates(runs, name, "accepted")
        if now < COLLAPSED * then:
            return f"{now:.2g} instead of {then:.2g} {told}"
    return None


def _rates(runs: Sequence[RunRecord], name: str, per: str) -> tuple[float, float]:
    """How often `name` per `per` in the last runs and before; both 0 where too little is known to tell."""
    count = 1
    while count < MOST_RECENT and _total(runs[-count:], per) < LEAST_PAGES:
        count += 1
    recent, before = runs[-count:], runs[:-count]
    if _total(recent, per) < LEAST_PAGES or len(before) < LEAST_HISTORY or not _total(before, per):
        return 0.0, 0.0
    return _total(recent, name) / _total(recent, per), _total(before, name) / _total(before, per)


def _total(runs: Sequence[RunRecord], name: str) -> int:
    return sum(getattr(run, name) for run in runs)


def _silence(runs: Sequence[RunRecord], now: datetime) -> tuple[State, str]:
    """Fine where the last run brought links; else quiet or silent by the source's own habit."""
    fresh = [run.started_at for run in runs if run.fresh]
    if runs[-1].fresh:
        return "fine", f"{runs[-1].fresh} new links"
    if not fresh:
        waited = now - runs[0].started_at
        return ("silent" if waited > LEAST_SILENCE * HABIT_FACTOR else "quiet"), "no link ever"
    gaps = [later - earlier for earlier, later in pairwise(fresh)]
    habit = max(gaps, default=LEAST_SILENCE)
    waited = now - fresh[-1]
    told = f"nothing new for {_days(waited)}" + (f"; the longest pause so far was {_days(habit)}" if gaps else "")
    return ("silent" if waited > max(habit * HABIT_FACTOR, LEAST_SILENCE) else "quiet"), told


def _days(span: timedelta) -> str:
    return f"{span / timedelta(days=1):.1f} days" if span >= timedelta(days=1) else f"{span / timedelta(hours=1):.0f} h"
