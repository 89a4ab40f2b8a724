"""When two releases tell one event: unit, day and kind decide; the police and the words of the text weigh in.

Like the rules of releases these look at the two alone, so the order of arrival does not matter.
"""

from dataclasses import dataclass
from functools import cache

from pipelines.dedup.copies import Verdict
from pipelines.dedup.facts import Facts, Meeting, acquainted, any_gap, event_gap, leading_meeting
from pipelines.dedup.figures import figures, other_figures
from pipelines.dedup.fingerprint import words
from pipelines.tables import toml_table

NEAR_DAYS = 2
"""Days between two reports of one event at most: printed days are wrong on real pages."""
LATE_DAYS = 4
"""Days between an event and its publication, or between two publications, where an event's day is not told."""
ENOUGH = 0.7
"""Least score of two releases of one event."""
UNIT = {Meeting.SAME: 0.4, Meeting.BOTH: 0.4, Meeting.MENTIONED: 0.2, Meeting.SAME_PLACE: 0.1, Meeting.UNKNOWN: 0.0}
DAY = {0: 0.3, 1: 0.15, 2: 0.1}
NO_DAY = 0.1
POLICE = 0.1
OFFICER = 0.2
"""What an officer counts whom both name at one prison on one day: two writers may give one happening two kinds."""
POLICE_AND_DAY = 0.25
"""What other police on another day count against: a prison's head often calls on one office after the other."""
SAME_KIND, RELATED_KIND, OTHER_KIND = 0.2, 0.1, -0.2
WORDS_ALIKE = 0.27
"""Share of the longer words of one text in another above which two reports speak of the same things."""
ALIKE_WORDS = 0.1


SAME_DAY, NEAR_DAY = "unit, same day, kind", "unit, near day, kind"


@dataclass(frozen=True, slots=True)
class Story:
    """A release as clustering of events sees it."""

    facts: Facts
    text: str


def apart(one: Story, other: Story) -> bool:
    """Whether two releases cannot tell one event: other units, another time, or two things of one day."""
    if leading_meeting(one.facts, other.facts) == Meeting.APART:
        return True
    days = event_gap(one.facts, other.facts)
    if days == 0 and _kind(one.facts, other.facts) == OTHER_KIND:
        return _other_figures(one, other)
    if days is not None:
        return days > NEAR_DAYS
    return (any_gap(one.facts, other.facts) or 0) > LATE_DAYS


def same_event(one: Story, other: Story) -> Verdict | None:
    """The verdict for two releases, or None where they tell two events.

    Where one tells no day at all, the same officers must speak of the same things: unit, kind and police alone would
    fit any month's visit.
    """
    if apart(one, other) or (any_gap(one.facts, other.facts) is None and not _same_scene(one, other)):
        return None
    score = UNIT[leading_meeting(one.facts, other.facts)] + _day(one.facts, other.facts) + _kind(one.facts, other.facts)
    score = round(score + _police(one.facts, other.facts), 4)
    if ENOUGH - ALIKE_WORDS <= score < ENOUGH and _lifted(one, other):
        score = ENOUGH
    if score < ENOUGH or (event_gap(one.facts, other.facts) and _other_details(one, other)):
        return None
    return Verdict(min(score, 1.0), SAME_DAY if any_gap(one.facts, other.facts) == 0 else NEAR_DAY)


def _day(one: Facts, other: Facts) -> float:
    days = event_gap(one, other)
    if days is not None:
        return DAY[days]
    return NO_DAY if any_gap(one, other) is not None else 0.0


def _kind(one: Facts, other: Facts) -> float:
    if one.kind == other.kind:
        return SAME_KIND if one.kind != "other" else RELATED_KIND
    pair = frozenset((one.kind, other.kind))
    if "other" not in pair and pair not in _related():
        return OTHER_KIND
    return 0.0 if event_gap(one, other) else RELATED_KIND


@cache
def _related() -> frozenset[frozenset[str]]:
    """Kinds that two writers may give to one happening."""
    return frozenset(frozenset(pair) for pair in toml_table("related_kinds.toml")["pairs"])


def _police(one: Facts, other: Facts) -> float:
    days = event_gap(one, other)
    if acquainted(one.officers, other.officers):
        return OFFICER if days == 0 else POLICE
    if days:
        mine, theirs = (one.acting, other.acting) if one.acting and other.acting else (one.police, other.police)
        against = POLICE_AND_DAY
    else:
        mine, theirs, against = one.police, other.police, POLICE
    if not mine or not theirs:
        return 0.0
    return POLICE if set(mine) & set(theirs) else -against


def _other_details(one: Story, other: Story) -> bool:
    """Whether the two name other officers, or other figures: on another day that is the next of a series."""
    mine, theirs = one.facts.officers, other.facts.officers
    if mine and theirs and not acquainted(mine, theirs):
        return True
    return _other_figures(one, other)


def _other_figures(one: Story, other: Story) -> bool:
    return other_figures(figures([one.text], one.facts.days), figures([other.text], other.facts.days), 0)


def _lifted(one: Story, other: Story) -> bool:
    """Whether alike words make up for what is missing: not where the first was out before the other's day came."""
    if _out_before(one.facts, other.facts) or _out_before(other.facts, one.facts):
        return False
    return not _other_details(one, other) and _alike(one, other)


def _out_before(one: Facts, other: Facts) -> bool:
    """Whether one of two reports of different days was published before the other's, which the other told in time."""
    if not event_gap(one, other) or one.published is None or other.published is None:
        return False
    return one.published < min(other.events) <= other.published


def _same_scene(one: Story, other: Story) -> bool:
    return acquainted(one.facts.officers, other.facts.officers) and _alike(one, other)


def _alike(one: Story, other: Story) -> bool:
    """Whether two texts speak of the same things: longer words and numbers of the shorter stand in the other."""
    mine, theirs = (frozenset(filter(_tells, words(story.text))) for story in (one, other))
    least = min(len(mine), len(theirs))
    return least > 0 and len(mine & theirs) / least >= WORDS_ALIKE


def _tells(word: str) -> bool:
    return len(word) > 3 or word.isdigit()
