"""The patterns of the lexer, made of the tables: what the words and numbers of a date look like in folded text."""

import re
from functools import cache

from pipelines.dates.lexicon import (
    CALENDAR,
    PATTERNS,
    day_parts,
    either,
    months,
    months_beside_digits,
    number_words,
    weekdays_beside_digits,
)
from pipelines.tables import TableError, toml_table

Patterns = tuple[tuple[str, re.Pattern[str]], ...]

_PIECE = re.compile(r"<<([a-z ]+)>>")


@cache
def digit_patterns() -> Patterns:
    """Names and patterns of what starts with a digit, in the order in which they are tried. Raises TableError."""
    return _compiled("digits")


@cache
def letter_patterns() -> Patterns:
    """Names and patterns of what starts with a letter, in the order in which they are tried. Raises TableError."""
    return _compiled("letters")


def _compiled(section: str) -> Patterns:
    return tuple((entry["name"], _pattern(entry)) for entry in toml_table(PATTERNS)[section])


def _pattern(entry: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(_filled(entry["pattern"]), re.VERBOSE)
    except (re.error, KeyError) as error:
        raise TableError(f'seeds/{PATTERNS}: pattern "{entry["name"]}": {error}') from error


def _filled(pattern: str) -> str:
    """The pattern with its pieces put in; a piece may hold others."""
    return _PIECE.sub(lambda piece: _filled(_pieces()[piece[1]]), pattern)


@cache
def _pieces() -> dict[str, str]:
    calendar = toml_table(CALENDAR)
    words = {
        "month": months_beside_digits(),
        "month alone": months(),
        "weekday": weekdays_beside_digits(),
        "market day": calendar["market_days"]["names"],
        "past": calendar["directions"]["past"],
        "future": calendar["directions"]["future"],
        "day from today": calendar["days_from_today"],
        "day from the text": calendar["days_from_the_text"],
    }
    groups = {name: either(spellings) for name, spellings in words.items()}
    whole = {name: rf"{groups[name]}(?![a-z])" for name in ("month", "month alone")}
    part = rf"{either(day_parts())}(?:[ ]+hari)?"
    return {**toml_table(PATTERNS)["pieces"], **groups, **whole, "day part": part, "number": number_words()}
