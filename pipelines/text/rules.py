"""The table of boilerplate as compiled rules; the table itself tells how to extend it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.tables import toml_table
from pipelines.text.phrases import any_of

TABLE = "boilerplate.toml"
LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `name` is id and version as told in `removed`; without `sentences` it leaves sentences alone.

    Lines in which `unless` is found stay.
    """

    name: str
    pattern: re.Pattern[str]
    place: str = "any"
    longest: int = LONGEST_LINE
    sentences: bool = True
    unless: re.Pattern[str] | None = None


@cache
def rules(kind: str) -> tuple[Rule, ...]:
    """The rules of one kind of table: lines, inline, stops."""
    return tuple(_rule(row) for row in toml_table(TABLE)[kind])


@cache
def labels() -> tuple[Rule, ...]:
    """The label rules; a pattern matches at the start of a line, the longest label first."""
    found = []
    for row in toml_table(TABLE)["labels"]:
        found.append(Rule(_name(row), re.compile(rf"(?:{_either(row['words'])})(?!\w)", re.IGNORECASE)))
    return tuple(found)


@cache
def invitations() -> tuple[Rule, ...]:
    """Lines that ask the reader to follow the site somewhere: an inviting verb, a channel, and nobody who speaks."""
    found = []
    for row in toml_table(TABLE)["invitations"]:
        verbs, channels, unless = (_either(row[key]) for key in ("verbs", "channels", "unless"))
        told = rf"\W{{0,4}}(?:{verbs})(?!\w)(?!.*(?<!\w)(?:{unless})(?!\w)).*?(?<!\w)(?:{channels})(?!\w).*"
        found.append(Rule(_name(row), re.compile(rf"(?![“\"]){told}", re.IGNORECASE)))
    return tuple(found)


@cache
def pictured() -> tuple[Rule, ...]:
    """Words of captions that end as a sentence; they hold for lines right below a picture alone."""
    found = []
    for row in toml_table(TABLE)["pictured"]:
        begins, holds = _either(row["begins"]), _either(row["holds"])
        pattern = rf"(?:{begins})(?!\w).*|.*(?<!\w)(?:{holds})(?!\w).*"
        found.append(Rule(_name(row), re.compile(pattern, re.IGNORECASE)))
    return tuple(found)


@cache
def sign_off_words() -> frozenset[str]:
    """The words that a sign-off consists of."""
    return frozenset(word for row in toml_table(TABLE)["endings"] for word in row["words"])


def _either(words: list[str]) -> str:
    """A pattern for any of the words, the longest first, with any blanks in them."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.sub(r"\s+", r"\\s+", re.escape(word).replace(r"\ ", " ")) for word in longest_first)


def _rule(row: dict[str, Any]) -> Rule:
    return Rule(
        _name(row),
        any_of(row["phrases"]),
        row.get("place", "any"),
        row.get("longest", LONGEST_LINE),
        row.get("sentences", True),
        _whole_words(row["unless"]) if "unless" in row else None,
    )


def _whole_words(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(words)})(?!\w)", re.IGNORECASE)


def _name(row: dict[str, Any]) -> str:
    return f"{row['id']}/{row['version']}"
