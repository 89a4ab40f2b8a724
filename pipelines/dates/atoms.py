"""The lexer: finds the words and numbers that date expressions are made of, in one pass over the folded text."""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.dates.builders import BUILDERS
from pipelines.dates.folding import Folded
from pipelines.dates.lexicon import CALENDAR, PATTERNS, day_parts, either, months_beside_digits, weekdays_beside_digits
from pipelines.dates.patterns import digit_patterns, letter_patterns
from pipelines.dates.terms import Atom
from pipelines.tables import toml_table


@cache
def _trigger() -> re.Pattern[str]:
    """Where an atom may start: a number that hangs on nothing, or one of the words."""
    table = toml_table(CALENDAR)
    numbers = table["numbers"]["values"]
    words = {
        *toml_table(PATTERNS)["openers"]["words"],
        *weekdays_beside_digits(),
        *months_beside_digits(),
        *day_parts(),
        *table["days_from_today"],
        *table["days_from_the_text"],
        *table["directions"]["past"],
        *table["directions"]["future"],
        *numbers,
    }
    return re.compile(rf"(?<!\w)(?:(?<!\d[.,:\-/])\d|(?<!/){either(words)}(?![a-z]))")


def atoms_of(folded: Folded) -> Iterator[Atom]:
    """The atoms of the text, in order, not overlapping. Takes time linear in the length of the text."""
    position = 0
    lower = folded.lower
    trigger = _trigger()
    while found := trigger.search(lower, position):
        position = found.start()
        built = [] if _in_a_number(lower, position) else _build(lower, position, folded)
        while built:
            yield from built
            position = max(built[-1].end, position + 1)
            built = _build(lower, position, folded) if _runs_on(built[-1], lower) else []
        position = max(position, found.end())


def _runs_on(atom: Atom, lower: str) -> bool:
    """Whether digits are glued to the name of a weekday: "Rabu12 Maret"."""
    return atom.kind == "weekday" and lower[atom.end : atom.end + 1].isdigit()


def _in_a_number(lower: str, position: int) -> bool:
    """Whether a digit goes on with a number or a name ("Fd.2/11", "PK/12"); behind "tgl." or a weekday it does not."""
    before = lower[max(0, position - 1) : position]
    if not lower[position].isdigit() or before not in (".", "/", "-"):
        return False
    word = re.search(r"([a-z']+).$", lower[max(0, position - 12) : position])
    if word is None:
        return before == "/"
    return word[1] not in weekdays_beside_digits() and word[1] not in ("tgl", "pkl")


def _build(lower: str, position: int, folded: Folded) -> list[Atom]:
    patterns = digit_patterns() if lower[position].isdigit() else letter_patterns()
    for name, pattern in patterns:
        match = pattern.match(lower, position)
        if match and (built := BUILDERS[name](match, folded)):
            return built
    return []
