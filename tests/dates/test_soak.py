"""A million random texts: whatever stands in them, they are read without an error and in bounded time.

Twelve seeds of three kinds of text; each is a test of its own, so that a failure names its seed and a run can be
taken up again. A failing text is told whole.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from pipelines.dates import date_passage
from tests.dates.test_properties import (
    COMPLETE,
    FIRST,
    LAST,
    PIECES_OF_DATES,
    SENTENCE,
    WITH_ANCHOR,
    month,
    reads_anything,
)

TEXTS = 1_000_000
SEEDS = range(12)
SLIPS = 2000
SECONDS_A_TEXT = 1.0
LETTERS = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJ .,;:/-()[]\"'“”’–0123456789\n\t\u00a0\u200bİßæ漢🙂\u0663"


def plain(chance: Random) -> str:
    """Characters in any order, of any plane one time in eight."""
    length = chance.randrange(120)
    if chance.randrange(8):
        return "".join(chance.choices(LETTERS, k=length))
    return "".join(chr(chance.randrange(0x110000)) for _ in range(length))


def grammar_shaped(chance: Random) -> str:
    """Words and numbers of dates in any order, glued or apart."""
    return chance.choice((" ", "", ", ", " (")).join(chance.choices(PIECES_OF_DATES, k=chance.randrange(24)))


def mutated(chance: Random) -> str:
    """Sentences with days that lie near each other or a year apart, a few characters gone, doubled or foreign."""
    forms = [*COMPLETE.values(), *WITH_ANCHOR.values(), *RANGES]
    text = list(" ".join(SENTENCE.format(chance.choice(forms)(day)) for day in neighbours(chance)))
    for _ in range(chance.randrange(8)):
        at = chance.randrange(len(text))
        text[at] = chance.choice(("", text[at] * 2, text[at - 1], chance.choice(LETTERS)))
    return "".join(text)


RANGES: list[Callable[[date], str]] = [
    lambda day: f"{day.day} sampai {day.day + 1} {month(day)} {day.year}",
    lambda day: f"{day.day}/{day.month}-{day.day}/{day.month % 12 + 1}/{day.year}",
    lambda day: f"{month(day)} hingga {day.day} {month(day + timedelta(days=70))} {day.year}",
]


def neighbours(chance: Random) -> list[date]:
    """One to three days, often around the end of February or of the year."""
    year = chance.randrange(FIRST.year, LAST.year)
    base = chance.choice((date(year, 2, 28), date(year, 12, 31), date(year, 1, 1) + timedelta(chance.randrange(365))))
    steps = [chance.choice((0, 1, -1, 7, 365, 366, -365)) for _ in range(chance.randrange(1, 4))]
    return [base + timedelta(days=step) for step in steps]


def slipped(form: str, chance: Random) -> str:
    """The form with one character gone, doubled, exchanged with its neighbour or foreign."""
    at = chance.randrange(len(form) - 1)
    foreign = chance.choice("0123456789" if form[at].isdigit() else "abcdefghijklmnopqrstuvwxyz")
    put = chance.choice(("", form[at] * 2, foreign, form[at + 1] + form[at]))
    return form[:at] + put + form[at + (2 if len(put) == 2 and put[0] == form[at + 1] else 1) :]


def test_one_slip_of_the_pen_seldom_makes_another_sure_day() -> None:
    chance = Random(5)
    forms = [form for name, form in COMPLETE.items() if "weekday" in name]
    wrong = 0
    for _ in range(SLIPS):
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        text = SENTENCE.format(slipped(chance.choice(forms)(day), chance))
        mentions, _ = date_passage(text, day + timedelta(days=chance.randrange(4)), "WIB")
        sure = [mention.value for mention in mentions if mention.value and mention.confidence >= 0.8]
        wrong += any(value != day.isoformat() for value in sure)
    assert wrong / SLIPS <= 0.005


@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("text_of", [plain, grammar_shaped, mutated])
def test_a_million_texts_are_read(text_of: Callable[[Random], str], seed: int) -> None:
    chance = Random(f"{text_of.__name__} {seed}")
    for _ in range(TEXTS // (3 * len(SEEDS))):
        text, published = text_of(chance), published_of(chance)
        began = time.thread_time()
        try:
            reads_anything(text, published)
        except Exception as error:
            raise AssertionError(f"{text!r} published {published}") from error
        assert time.thread_time() - began < SECONDS_A_TEXT, repr(text)


def published_of(chance: Random) -> date | None:
    """A day of publication, none, or one that a broken clock tells."""
    if not chance.randrange(50):
        return chance.choice((date.min, date.max, date(1970, 1, 1), date(1990, 1, 1), date(2098, 12, 31)))
    return FIRST + timedelta(days=chance.randrange((LAST - FIRST).days)) if chance.randrange(3) else None
