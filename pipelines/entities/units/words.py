"""The words of `seeds/gazetteer/words.toml` as patterns."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.entities.units.names import key
from pipelines.tables import toml_table

_BRACKET = r"\s*\([^()\d]{2,40}\)"
_NOT_IN_WORD = r"(?<![^\W_])"
_WORD_ENDS = r"(?![^\W_])"
_GLUED = r"(?<=[a-z])(?=[A-Z])"
"""Where a blank was forgotten: "LapasKelas", "PolresTuban"."""
_LETTER = r"(?:[\s./-]{0,2}([ABab]))?"
_NUMBER = rf"(III|II|I|3|2|1){_LETTER}"
_MISTYPED = rf"(III|II|I|3|2|1|[Il]{{2,3}}){_LETTER}"
"""Also with small l for I ("Kelas llB")."""
_CLASS_ENDS = rf"(?:{_WORD_ENDS}|(?<=[AB])(?=[A-Z][a-z]))"


@dataclass(frozen=True, slots=True)
class Head:
    """What the words at the head of a unit's name say; `role` where they name its head or a part of it."""

    kind: str
    subtype: str | None
    role: bool
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of the grammar of unit names."""

    heads: dict[str, Head]
    head: re.Pattern[str]
    bracket: re.Pattern[str]
    unit_class: re.Pattern[str]
    subtype: re.Pattern[str]
    subtypes: dict[str, str]
    between: re.Pattern[str]
    meanings: dict[str, str]
    joining: re.Pattern[str]
    listing: re.Pattern[str]
    last: re.Pattern[str]
    before_person: re.Pattern[str]
    national: re.Pattern[str]
    no_place: frozenset[str]
    directions: frozenset[str]
    never: frozenset[str]
    in_headlines: frozenset[str]
    person_too: frozenset[str]


@cache
def words() -> Words:
    """The patterns, made once a process. Raises TableError."""
    table = toml_table("gazetteer/words.toml")
    heads = dict(_heads(table["head"]))
    subtypes = {plain(word): subtype for subtype, same in table["subtype"].items() for word in same}
    meanings = {plain(word): meaning for meaning, same in table["between"].items() for word in same}
    joining = _either(table["joining"]["words"])
    class_words = _either(table["class"]["words"])
    return Words(
        heads=heads,
        head=re.compile(rf"{_NOT_IN_WORD}{_heads_pattern(table['head'])}(?:{_WORD_ENDS}|{_GLUED})"),
        bracket=re.compile(_BRACKET),
        unit_class=re.compile(rf"\s*[-–]?\s*(?:(?i:{class_words}\.?[\s-]*{_MISTYPED})|{_NUMBER}){_CLASS_ENDS}"),
        subtype=_leading(subtypes),
        subtypes=subtypes,
        between=_leading(meanings),
        meanings=meanings,
        joining=re.compile(rf"(?:{_BRACKET})?\s*(?:,\s*(?:{joining})?|[-–&/]|{joining})\s*", re.I),
        listing=re.compile(r",\s*"),
        last=re.compile(rf",?\s+{_either(table['joining']['last'])}\s+"),
        before_person=re.compile(rf"{_NOT_IN_WORD}{_either(table['before_person']['words'])}\.?\s*$"),
        national=_leading(table["national"]["words"]),
        no_place=frozenset(plain(word) for word in table["no_place"]["words"]),
        directions=frozenset(plain(word) for word in table["directions"]["words"]),
        never=frozenset(plain(word) for word in table["common"]["never"]),
        in_headlines=frozenset(plain(word) for word in (*table["common"]["headline"], *table["common"]["never"])),
        person_too=frozenset(key(word) for word in table["person_too"]["words"]),
    )


def plain(word: str) -> str:
    """A word as it is looked up: small letters, without brackets and dots, single blanks.

    The Turkish i with and without dot counts as i, as it does in patterns that ignore case.
    """
    folded = re.sub(r"\([^()]*\)|[.\s]", " ", word).casefold().replace("i\u0307", "i").replace("\u0131", "i")
    return " ".join(folded.split())


def class_of(match: re.Match[str]) -> str:
    """The class in its official form ("2 a" is IIA), of a match of `unit_class`."""
    number, letter = (match[1], match[2]) if match[1] else (match[3], match[4])
    roman = {"1": "I", "2": "II", "3": "III"}.get(number, "I" * len(number))
    return roman + (letter or "").upper() if roman == "II" else roman


def _heads(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Head]]:
    for row in rows:
        for word in row["names"]:
            yield plain(word), Head(row["kind"], row.get("subtype"), False, row.get("place"))
        for word in row["roles"]:
            yield plain(word), Head(row["kind"], row.get("subtype"), True, row.get("place"))


def _heads_pattern(rows: list[dict[str, Any]]) -> str:
    """Capitals alone (LP) are matched as they are, for "lp" is no prison; all others in any case."""
    every = [word for row in rows for word in (*row["names"], *row["roles"])]
    capitals = [word for word in every if word.isupper()]
    others = [word for word in every if not word.isupper()]
    return f"(?:(?i:{_either(others)})|{_either(capitals)})"


def _leading(known: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\s*({_either(known)}){_WORD_ENDS}\.?", re.I)


def _either(known: Iterable[str]) -> str:
    """Any of the words, the longest first."""
    ordered = sorted(set(known), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_parts(word) for word in ordered) + ")"


def _parts(word: str) -> str:
    return rf"(?:{_BRACKET})?\s+".join(re.escape(part).replace(r"\.", r"\.?\s*") for part in word.split())
