"""When two articles carry one release: what is compared, how, and where the line lies.

The rules look at the two articles only, so the answer is the same whoever came first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.dedup.fingerprint import shingles, words

NEAR_DAYS = 3
"""Days between two copies of one release at most, counted between events or between publications."""
CONTAINED = 0.29
"""Least share of the shorter text's shingles that the other must hold."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article says of where and when; places are folded names, days count from year 1.

    `events` are all days of the reported event, empty where the text tells none.
    """

    site: str
    places: frozenset[str] = frozenset()
    prisons: tuple[str, ...] = ()
    police: tuple[str, ...] = ()
    events: tuple[int, ...] = ()
    published: int | None = None
    kind: str = "other"

    @property
    def days(self) -> tuple[int, ...]:
        """Every day under which the article may be looked for."""
        told = {*self.events, *(() if self.published is None else (self.published,))}
        return tuple(sorted(told))


@dataclass(frozen=True, slots=True)
class Copy:
    """One article as deduplication sees it."""

    facts: Facts
    paragraphs: tuple[str, ...]
    quotes: tuple[str, ...]
    shingles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two articles carry one release: how alike they are (0..1), and the rule that said so."""

    score: float
    rule: str


def copy_of(facts: Facts, paragraphs: Iterable[str], quotes: Iterable[str]) -> Copy:
    """An article made ready for comparison."""
    texts = tuple(paragraphs)
    return Copy(facts, texts, tuple(quotes), shingles([word for text in texts for word in words(text)]))


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that the larger one holds."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def conflict(one: Facts, other: Facts) -> str | None:
    """Why two articles cannot be one release, or None."""
    if one.prisons and other.prisons and not one.places & other.places:
        return "other units"
    if _apart(one.events, other.events) and _apart((one.published,), (other.published,)):
        return "other days"
    return None


def same_release(one: Copy, other: Copy) -> Verdict | None:
    """The verdict for two articles, or None where they do not carry one release."""
    if conflict(one.facts, other.facts):
        return None
    share = containment(one.shingles, other.shingles)
    return Verdict(round(share, 4), "shingles") if share >= CONTAINED else None


def _apart(one: Iterable[int | None], other: Iterable[int | None]) -> bool:
    """Whether two sets of days lie too far from each other; unknown days are never apart."""
    gaps = [abs(a - b) for a in one for b in other if a is not None and b is not None]
    return bool(gaps) and min(gaps) > NEAR_DAYS
