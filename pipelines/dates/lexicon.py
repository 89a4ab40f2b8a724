"""The tables of `seeds/calendar.toml` and its neighbours as lookups and pieces of regular expressions."""

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from pipelines.tables import toml_table

CALENDAR = "calendar.toml"
LOOKALIKES = "dates-lookalikes.toml"
PATTERNS = "dates-patterns.toml"
ROLES = "dates-roles.toml"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def either(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first; a space in a word matches any number of spaces."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", "[ ]+") for word in ordered) + ")"


@cache
def patterns_of(section: str, key: str) -> re.Pattern[str]:
    """The patterns of a list of the table of roles, as one."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in toml_table(ROLES)[section][key]))


@cache
def weekday_names() -> tuple[str, ...]:
    """The seven names as shown, Monday first."""
    return tuple(toml_table(CALENDAR)["weekdays"])


@cache
def month_names() -> tuple[str, ...]:
    """The twelve names as shown, January first."""
    return tuple(toml_table(CALENDAR)["months"])


def _numbered(section: str, names: tuple[str, ...]) -> dict[str, int]:
    spellings = toml_table(CALENDAR)[section]
    return {word: names.index(name) for name, words in spellings.items() for word in words}


@cache
def weekdays() -> dict[str, int]:
    """Spelling → day of the week (Monday 0), those understood alone."""
    return _numbered("weekdays", weekday_names())


@cache
def weekdays_beside_digits() -> dict[str, int]:
    """Spelling → day of the week, all that are understood beside digits."""
    return weekdays() | _numbered("weekdays_beside_digits", weekday_names())


@cache
def months() -> dict[str, int]:
    """Spelling → month (1 to 12), those understood alone."""
    return {word: number + 1 for word, number in _numbered("months", month_names()).items()}


@cache
def months_beside_digits() -> dict[str, int]:
    """Spelling → month, all that are understood beside digits."""
    short = _numbered("months_beside_digits", month_names())
    return months() | {word: number + 1 for word, number in short.items()}


@cache
def month_of(word: str) -> int | None:
    """The month of a spelling, of a roman number, or of a slip of the pen at most two letters away from one name."""
    if word in months_beside_digits():
        return months_beside_digits()[word]
    if word in ROMAN:
        return ROMAN.index(word) + 1
    if len(word) < 4:
        return None
    near = [
        number + 1
        for number, name in enumerate(month_names())
        if len(name) > 3 and DamerauLevenshtein.distance(word, name) <= (2 if len(name) > 5 and len(word) > 4 else 1)
    ]
    return near[0] if len(near) == 1 else None


@cache
def day_parts() -> dict[str, str]:
    """Spelling → name of the part of the day."""
    return {word: name for name, words in toml_table(CALENDAR)["day_parts"].items() for word in words}


@cache
def words_of(table: str, section: str) -> frozenset[str]:
    """The `words` of a section of a table."""
    return frozenset(toml_table(table)[section]["words"])


def number_of(words: str) -> int | None:
    """The value of Indonesian number words or digits ("dua ribu dua puluh lima" is 2025), None where they are none."""
    if words.isdigit():
        return int(words)
    table = toml_table(CALENDAR)["numbers"]
    total = unit = 0
    for word in words.split():
        value = table["values"].get(word)
        factor = table["factors"].get(word)
        if value is not None:
            total, unit = (total + value, unit) if value >= 10 else (total, unit + value)
        elif word == table["teen"]:
            unit += 10
        elif factor == 1000:
            total, unit = (total + unit) * factor, 0
        elif factor is not None:
            total, unit = total + unit * factor, 0
        else:
            return None
    return total + unit if words.strip() else None


@cache
def number_words() -> str:
    """A pattern for one or more number words."""
    table = toml_table(CALENDAR)["numbers"]
    single = either([*table["values"], *table["factors"], table["teen"]])
    return rf"{single}(?:[ ]+{single}){{0,7}}"
