"""Generated articles for measuring: same number, same text, unit and day."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import accumulate

from pipelines.dedup import fingerprint
from pipelines.records import Article
from tests.support.articles import MONDAY, article, edited
from tests.support.articles import text as body

UNITS, DAYS = 600, 3650
KINDS = ("visit", "search", "urine_test", "agreement", "transfer", "training", "smuggling")
STOCK, STOCK_EACH = 200, 2
"""Sentences that many releases use, the common ones far more often, and how many of them a release has: of two
releases of other units some four in a hundred share two sampled runs of words, as those of the real press do."""
CHANGED = 0.1
"""Share of the words that a copy changes."""
Cell = tuple[int, int]


def cell(number: int) -> Cell:
    """Unit and day of the article number so-and-so, both as numbers."""
    chance = random.Random(number)
    return chance.randrange(UNITS), chance.randrange(DAYS)


def generated(number: int, site: str = "situs-a.test") -> Article:
    """The article number so-and-so."""
    unit, day = cell(number)
    chance = random.Random(-number)
    told = MONDAY + timedelta(days=day)
    return article(
        f"https://{site}/{number}",
        (*body(number, 8), " ".join(chance.choices(_stock(), cum_weights=_weights(), k=STOCK_EACH))),
        place=f"Kota{unit}",
        day=told,
        published=told + timedelta(days=chance.randrange(2)),
        kind=chance.choice(KINDS),
    )


def copied(number: int, share: float = CHANGED, site: str = "situs-b.test") -> Article:
    """The same article as another site carries it: some words are others, the last paragraph is left out."""
    told = generated(number, site)
    paragraphs = edited(told.paragraphs, number, share)
    return replace(told, paragraphs=paragraphs, fingerprint=fingerprint(paragraphs))


def numbers_near(cells: set[Cell], size: int, days: int) -> Iterator[int]:
    """The articles up to `size` that lie within so many days of one of the cells, at its unit."""
    wanted = {(unit, day + shift) for unit, day in cells for shift in range(-days, days + 1)}
    return (number for number in range(1, size + 1) if cell(number) in wanted)


@cache
def _stock() -> tuple[str, ...]:
    return tuple(paragraph for seed in range(STOCK) for paragraph in body(-1 - seed, 1))


@cache
def _weights() -> tuple[float, ...]:
    return tuple(accumulate(1 / rank for rank in range(1, STOCK + 1)))


def probe(size: int, turn: int) -> Article:
    """What is stored for measuring beside the releases 1 to `size`: a new article and a copy of one by turns."""
    return copied(_original(size, turn)) if turn % 2 else generated(size + 1 + turn)


def probed_cells(size: int, turns: int) -> set[Cell]:
    """Unit and day of the articles that are stored for measuring."""
    return {cell(_original(size, turn) if turn % 2 else size + 1 + turn) for turn in range(turns)}


def _original(size: int, turn: int) -> int:
    return random.Random(turn).randint(1, size)
