"""The tables of `seeds/calendar.toml` and its neighbours as lookups and pieces of regular expressions."""

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from pipelines.tables import toml_table

CALENDAR = "calendar.toml"
LOOKALIKES = "dates-lookalikes.toml"
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def either(words: Iterable[str]) -> str:
    """A group that matches any of the words, the longest first; a space in a word matches any white space of the line."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", "[ ]+") for word in ordered) + ")"


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
    if len(word) < 5:
        return None
    near = [
        number + 1
        for number, name in enumerate(month_names())
        if DamerauLevenshtein.distance(word, name) <= (2 if len(name) > 5 else 1)
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
    """The value of Indonesian number words or digits ("dua ribu dua puluh lima" → 2025), None where they are no number."""
    if words.isdigit():
        return int(words)
    if not words.strip():
        return None
    table = toml_table(CALENDAR)["numbers"]
    total = current = 0
    for word in words.split():
        if word in table["units"]:
            current += table["units"].index(word)
        elif word == table["ten"]:
            current += 10
        elif word == table["eleven"]:
            current += 11
        elif word == table["teen"]:
            current += 10
        elif word == table["tens"]:
            current = current // 10 * 10 + current % 10 * 10
        elif word == table["hundred"]:
            total += 100
        elif word == table["hundreds"]:
            total, current = total + current * 100, 0
        elif word == table["thousand"]:
            total += 1000
        elif word == table["thousands"]:
            total, current = (total + current) * 1000, 0
        else:
            return None
    return total + current


@cache
def number_words() -> str:
    """A pattern for one or more number words."""
    table = toml_table(CALENDAR)["numbers"]
    single = either(
        [
            *table["units"],
            *(table[key] for key in ("ten", "eleven", "teen", "tens", "hundred", "hundreds", "thousand", "thousands")),
        ]
    )
    return rf"{single}(?:[ ]+{single}){{0,7}}"
