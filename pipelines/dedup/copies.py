"""When two articles carry one release: what is compared, how, and where the line lies.

The rules look at the two articles only, so the answer is the same whoever came first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.dedup.facts import Facts, Meeting, any_gap, event_gap, gap, meeting, published_gap
from pipelines.dedup.fingerprint import shingles, words
from pipelines.dedup.sentences import alignment, sentences, shared_quote

NEAR_DAYS = 3
"""Days between two copies of one release at most, counted between events or between publications."""
CONTAINED = 0.29
"""Least share of the shorter text's shingles in the other where unit and day agree; sentences must agree as well."""
ALIGNED = 0.34
"""Least share of the shorter text whose sentences stand in the other, where no longer quote is shared."""
CONTAINED_IN_DOUBT = 0.5
"""The same share where the units or days of the two do not quite agree."""
CONTAINED_UNDATED = 0.7
"""The same share where no day of one can be held against a day of the other: sites reuse their sentences for years."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One article as deduplication sees it."""

    facts: Facts
    sentences: tuple[str, ...]
    quotes: tuple[str, ...]
    shingles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two belong together: how surely (0..1), and the rule that said so."""

    score: float
    rule: str


def copy_of(facts: Facts, paragraphs: Iterable[str], quotes: Iterable[str]) -> Copy:
    """An article made ready for comparison."""
    texts = tuple(paragraphs)
    return Copy(facts, sentences(texts), tuple(quotes), shingles([word for text in texts for word in words(text)]))


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
    undated = any_gap(one.facts, other.facts) is None
    if share >= (CONTAINED_UNDATED if undated else CONTAINED_IN_DOUBT):
        return Verdict(round(share, 4), "text")
    if share < CONTAINED or undated or _doubt(one.facts, other.facts):
        return None
    if alignment(one.sentences, other.sentences) >= ALIGNED:
        return Verdict(round(share, 4), "text and sentences")
    return Verdict(round(share, 4), "text and quote") if shared_quote(one.quotes, other.quotes) else None


def _other_time(one: Facts, other: Facts) -> bool:
    """Whether all that is known of the days speaks against one release.

    One near pair is enough: days are misprinted, and sites take texts over late.
    """
    known = [days for days in (event_gap(one, other), published_gap(one, other)) if days is not None]
    if not known:
        crossed = gap(one.days, other.days)
        known = [] if crossed is None else [crossed]
    return bool(known) and min(known) > NEAR_DAYS


def _doubt(one: Facts, other: Facts) -> bool:
    """Whether unit or day do not quite agree, so that the texts must be more alike."""
    return meeting(one, other) < Meeting.BOTH or (event_gap(one, other) or 0) > 0
