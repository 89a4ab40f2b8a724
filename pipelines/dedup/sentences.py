"""Sentences of a text, and how much of one text stands in another, sentence by sentence."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from pipelines.dedup.fingerprint import words

_END = re.compile(r"(?<=[.!?])[\"”’']?\s+")
LEAST_WORDS = 4
"""Shorter sentences are too common to prove anything."""
ALIKE = 80
"""Two sentences are one when so many per cent of their characters agree: an editor's small changes pass."""
QUOTE_WORDS = 8
"""A shorter quote may be said twice."""


def sentences(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The sentences in normal form, without very short ones."""
    found = (words(sentence) for paragraph in paragraphs for sentence in _END.split(paragraph))
    return tuple(" ".join(some) for some in found if len(some) >= LEAST_WORDS)


def alignment(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of the shorter text (by characters) whose sentences stand in the other, with small changes at most."""
    shorter, longer = sorted((one, other), key=lambda text: (sum(map(len, text)), text))
    total = sum(map(len, shorter))
    if not total:
        return 0.0
    found = (s for s in shorter if process.extractOne(s, longer, scorer=fuzz.ratio, score_cutoff=ALIKE))
    return sum(map(len, found)) / total


def shared_quote(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both hold one and the same quote of some length."""
    mine, theirs = ({" ".join(words(quote)) for quote in quotes} for quotes in (one, other))
    return any(len(quote.split()) >= QUOTE_WORDS for quote in mine & theirs)
