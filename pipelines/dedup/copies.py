"""When two articles carry one release: what is compared, how, and where the line lies.

The rules look at the two articles only, so the answer is the same whoever came first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.dedup.facts import Facts, Meeting, acquainted, any_gap, event_gap, gap, meeting, published_gap
from pipelines.dedup.figures import figures, other_figures
from pipelines.dedup.fingerprint import all_words, samples, shingles
from pipelines.dedup.sentences import alignment, sentences, shared_quote

NEAR_DAYS = 3
"""Days between two copies of one release at most, counted between events or between publications."""
CONTAINED = 0.29
"""Least share of the shorter text's shingles in the other where unit and day agree; sentences must agree as well."""
ALIGNED = 0.34
"""Least share of the shorter text whose sentences stand in the other, where no longer quote is shared."""
CONTAINED_IN_DOUBT = 0.5
"""The same share where days do not quite agree, or neither tells a place."""
CONTAINED_IN_THE_DARK = 0.7
"""The same share where no day, or no place, of one can be held against the other: sites reuse sentences for years."""
SERIES_DAYS = 1
"""Where event and publication both lie further apart, a text of the same sentences tells of the next time."""
SAME_FIGURES = 0.5
"""Share of the fewer figures that a copy with a misprinted day has in common with the others at least."""
NEVER = 1.01
"""More than any share."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One article as deduplication sees it."""

    facts: Facts
    sentences: tuple[str, ...]
    quotes: tuple[str, ...]
    shingles: frozenset[int]
    runs: frozenset[int]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two belong together: how surely (0..1), and the rule that said so."""

    score: float
    rule: str


def copy_of(facts: Facts, paragraphs: Iterable[str], quotes: Iterable[str]) -> Copy:
    """An article made ready for comparison."""
    texts = tuple(paragraphs)
    told = all_words(texts)
    told_figures = figures(texts, facts.days)
    return Copy(facts, sentences(texts), tuple(quotes), shingles(told), samples(told), told_figures)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that the larger one holds."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def conflict(one: Facts, other: Facts) -> bool:
    """Whether two articles cannot be one release whatever their texts say: other units, or another time."""
    return meeting(one, other) == Meeting.APART or _other_time(one, other)


def same_release(one: Copy, other: Copy) -> Verdict | None:
    """The verdict for two articles, or None where they do not carry one release."""
    if conflict(one.facts, other.facts):
        return None
    share = containment(one.shingles, other.shingles)
    least = max(_least_by_day(one.facts, other.facts), _least_by_place(one, other))
    if share < least or _next_in_series(one, other):
        return None
    if share >= CONTAINED_IN_DOUBT:
        return Verdict(round(share, 4), "text")
    if alignment(one.sentences, other.sentences) >= ALIGNED:
        return Verdict(round(share, 4), "text and sentences")
    return Verdict(round(share, 4), "text and quote") if shared_quote(one.quotes, other.quotes) else None


def _other_time(one: Facts, other: Facts) -> bool:
    """Whether all that is known of the days speaks against one release.

    One near pair is enough: days are misprinted, and sites take texts over late.
    """
    event, published = event_gap(one, other), published_gap(one, other)
    if event is not None and published is not None:
        return min(event, published) > SERIES_DAYS
    known = event if event is not None else published if published is not None else gap(one.days, other.days)
    return known is not None and known > NEAR_DAYS


def _next_in_series(one: Copy, other: Copy) -> bool:
    """Whether the form of a text was filled in anew the day after: other officers, or other figures."""
    if not event_gap(one.facts, other.facts) or not published_gap(one.facts, other.facts):
        return False
    mine, theirs = one.facts.officers, other.facts.officers
    if mine and theirs and not acquainted(mine, theirs):
        return True
    return other_figures(one.figures, other.figures, SAME_FIGURES)


def _least_by_day(one: Facts, other: Facts) -> float:
    """How much must be contained as far as the days tell; a misprinted day shows in texts of one day."""
    if any_gap(one, other) is None:
        return CONTAINED_IN_THE_DARK
    return CONTAINED_IN_DOUBT if event_gap(one, other) and published_gap(one, other) != 0 else CONTAINED


def _least_by_place(one: Copy, other: Copy) -> float:
    """How much must be contained as far as the places tell: more than there can be where they speak against it.

    A text in which no unit was recognised may still name the place of the other's.
    """
    if meeting(one.facts, other.facts) != Meeting.UNKNOWN or one.facts.around & other.facts.around:
        return CONTAINED
    if _tells(one, other.facts.places) or _tells(other, one.facts.places):
        return CONTAINED
    if one.facts.around and other.facts.around:
        return NEVER
    return CONTAINED_IN_THE_DARK if one.facts.around or other.facts.around else CONTAINED_IN_DOUBT


def _tells(copy: Copy, places: tuple[str, ...]) -> bool:
    """Whether the main one of some folded places is named in the text."""
    return bool(places) and places[0] in "".join(copy.sentences).replace(" ", "")
