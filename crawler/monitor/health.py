"""The health of a source, told from its run records alone: zero rows must not look like no news. Pure.

A verdict names the state, since when it holds, what was seen, and what a person can do. All runs are gone through once,
oldest first: a source is judged against what was usual for it before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from crawler.monitor.habits import Habit
from crawler.monitor.records import CHALLENGE, GIVEN_UP, RunRecord

State = Literal["fine", "quiet", "silent", "broken", "blocked", "gone", "failing", "never tried"]
NEEDS_A_PERSON = frozenset({"silent", "broken", "blocked", "gone", "failing"})

BLOCKED_PAGES = frozenset({"http-401", "http-403", "http-429", "http-451", "captcha", "slow-down"})
BLOCKED_SITE = BLOCKED_PAGES | {"robots"}
GONE_REASONS = frozenset({"unknown-host", "http-404", "http-410"})
PASSING = frozenset({"unknown-host"})
LEAST_VISITS = 3
RARELY = 0.26  # lists hold links: after three that did, one that does not is no chance
COLLAPSED = 0.3
HABIT_FACTOR, LEAST_SILENCE, UNKNOWN_HABIT = 3, timedelta(days=2), timedelta(days=7)

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


Verdict = tuple[State, str]


@dataclass(slots=True)
class _Past:
    """What the runs so far have taught about a source."""

    runs: int = 0
    missed: int = 0
    empty_lists: Habit = field(default_factory=lambda: Habit(doubt=0, unlikely=RARELY))
    refused: Habit = field(default_factory=lambda: Habit(doubt=20))
    unreadable: Habit = field(default_factory=Habit)
    undated: Habit = field(default_factory=lambda: Habit(doubt=0))
    short: Habit = field(default_factory=lambda: Habit(doubt=0))
    accepted: int = 0
    characters: int = 0
    last_visit: datetime | None = None
    last_news: datetime | None = None
    pause_of_visits: timedelta | None = None
    pause_of_lists: timedelta = timedelta(0)


def health_of(runs: Sequence[RunRecord], now: datetime) -> Health:
    """The health after `runs` (oldest first) at `now`."""
    past, state, since, seen = _Past(), "never tried", None, "no run yet"
    for run in runs:
        at = now if run is runs[-1] else run.finished_at or run.started_at
        _learn(past, run)
        verdict, seen = _verdict(past, run, at)
        if verdict and verdict != state:
            state, since = verdict, run.started_at
    return Health(state, since, seen)  # type: ignore[arg-type]


def _learn(past: _Past, run: RunRecord) -> None:
    past.runs += 1
    past.missed = past.missed + 1 if _misses(run) else 0
    challenged = sum(run.rejected[reason] for reason in CHALLENGE)
    readable = run.pages - challenged
    if run.answered and not run.unchanged:
        past.empty_lists.add(not run.found, 1)
    blocked = _count(run, BLOCKED_PAGES)
    past.refused.add(challenged + blocked, run.pages + blocked)
    past.unreadable.add(run.unreadable, readable)
    past.undated.add(run.accepted - run.dated, run.accepted)
    _learn_length(past, run)
    _learn_pauses(past, run)


def _learn_length(past: _Past, run: RunRecord) -> None:
    """Articles count as short where their mean falls below COLLAPSED of what it was in sound runs."""
    if not run.accepted:
        return
    is_short = past.accepted > 0 and run.characters / run.accepted < COLLAPSED * past.characters / past.accepted
    past.short.add(run.accepted * is_short, run.accepted)
    if not is_short:
        past.accepted, past.characters = past.accepted + run.accepted, past.characters + run.characters


def _learn_pauses(past: _Past, run: RunRecord) -> None:
    """News came when it says so, where that lies after the visit before; else with the visit that brought it."""
    past.pause_of_lists = max(past.pause_of_lists, timedelta(seconds=run.pause))
    if run.fresh:
        told = datetime.fromisoformat(run.newest) if run.newest else None
        is_likely = told is not None and told <= run.started_at and (not past.last_visit or told > past.last_visit)
        came = told if told is not None and is_likely else run.started_at
        if past.last_news:
            past.pause_of_visits = max(past.pause_of_visits or timedelta(0), came - past.last_news)
        past.last_news = came
    past.last_visit = run.started_at


def _misses(run: RunRecord) -> bool:
    """Whether the site gave no answer at all."""
    return bool(run.failures) and not (run.answered or run.unchanged or run.pages)


def _count(run: RunRecord, reasons: frozenset[str]) -> int:
    return sum(run.failed[reason] for reason in reasons)


def _verdict(past: _Past, run: RunRecord, now: datetime) -> tuple[State | None, str]:
    """The state and what was seen; None where the former state holds on: one visit without an answer is no trouble."""
    if past.missed:
        state, seen = _unreachable(run)
        passes = (state == "failing" or PASSING & run.failed.keys()) and GIVEN_UP not in run.failed
        if passes and past.missed == 1 < past.runs:
            return None, f"no answer at the last visit: {seen}"
        return state, seen
    if past.refused.broken:
        told = ", ".join(f"{reason} × {count}" for reason, count in run.failed.items() if reason in BLOCKED_PAGES)
        return "blocked", told or "the site shows a challenge instead of its pages"
    return _broken(past) or _silence(past, run, now)


def _unreachable(run: RunRecord) -> Verdict:
    """Blocked, gone or failing: no discovery address answered."""
    if tries := run.failed[GIVEN_UP]:
        return "failing", f"given up after {tries} tries: its crawl ended its process each time"
    told = ", ".join(f"{reason} × {count}" for reason, count in run.failed.most_common(3))
    if run.moved:
        return "gone", f"moved: its addresses lead to {', '.join(run.moved)} now"
    if _count(run, BLOCKED_SITE):
        return "blocked", told
    return ("gone" if run.failed.keys() <= GONE_REASONS else "failing"), told


def _broken(past: _Past) -> Verdict | None:
    """What fell against the source's own history, if anything did."""
    if past.empty_lists.broken:
        return "broken", "the discovery addresses answer, and hold no links any more"
    unreadable = past.unreadable
    if unreadable.broken:
        return "broken", f"{unreadable.share:.0%} of the pages gave no text, {_before(unreadable)} before"
    if past.undated.broken:
        return "broken", f"{past.undated.share:.0%} of the articles have no date, {_before(past.undated)} before"
    if past.short.broken:
        return (
            "broken",
            f"the articles are far shorter than the {past.characters / past.accepted:.0f} characters before",
        )
    return None


def _before(habit: Habit) -> str:
    return f"{habit.usual_bad / habit.usual:.0%}" if habit.usual else "none"


def _silence(past: _Past, run: RunRecord, now: datetime) -> Verdict:
    """Fine where the last run brought links; else quiet or silent by the source's own habit."""
    if run.fresh:
        return "fine", f"{run.fresh} new links"
    if past.last_news is None:
        return ("silent" if past.runs > LEAST_VISITS else "quiet"), "no link ever"
    habit = past.pause_of_lists or past.pause_of_visits
    waited = now - past.last_news
    told = f"nothing new for {_days(waited)}" + (f"; the longest pause so far was {_days(habit)}" if habit else "")
    allowed = max((habit or UNKNOWN_HABIT) * HABIT_FACTOR, LEAST_SILENCE)
    return ("silent" if waited > allowed else "quiet"), told


def _days(span: timedelta) -> str:
    return f"{span / timedelta(days=1):.1f} days" if span >= timedelta(days=1) else f"{span / timedelta(hours=1):.0f} h"
