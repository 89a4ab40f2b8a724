"""Takes private names, and numbers that identify people, out of paragraphs that are passed on."""

import re
from collections.abc import Sequence
from functools import cache

from pipelines.entities.people import private_names
from pipelines.records import Person
from pipelines.tables import toml_table

_INITIALS = re.compile(r"[A-Z]{1,3}|[A-Z](?:\.\s?[A-Z]){1,3}\.?")
_LEAST_NAME = 3


def redact(paragraphs: Sequence[str], people: Sequence[Person]) -> tuple[str, ...]:
    """The paragraphs with marks in place of private names, initials and numbers.

    Private are the detainees, suspects and minors whom the paragraphs tell, and those of `people` who are no officials.
    A single word that is part of an official's name too stays.
    """
    kept = {word for person in people if person.category == "official" for word in person.name.split()}
    names = {*private_names(paragraphs), *(person.name for person in people if person.category != "official")}
    return tuple(_without_numbers(_without_names(paragraph, names, kept)) for paragraph in paragraphs)


def _without_names(paragraph: str, names: set[str], kept: set[str]) -> str:
    """Full names first, then their single words; initials only as whole words in capitals."""
    marks = toml_table("redact.toml")["marks"]
    for name in sorted(names, key=len, reverse=True):
        mark = marks["initials" if _INITIALS.fullmatch(name) else "name"]
        paragraph = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", mark, paragraph)
    for word in {word for name in names if not _INITIALS.fullmatch(name) for word in name.split()} - kept:
        if len(word) >= _LEAST_NAME and word[0].isupper():
            paragraph = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", marks["name"], paragraph)
    return paragraph


def _without_numbers(paragraph: str) -> str:
    for pattern, mark in _numbers():
        paragraph = pattern.sub(mark, paragraph)
    return paragraph


@cache
def _numbers() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["mark"]) for row in toml_table("redact.toml")["numbers"].values())
