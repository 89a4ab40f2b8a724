"""Places behind a unit's head that the gazetteer does not know for such a unit: reported, with no id."""

import re
from functools import cache

from pipelines.entities.units.gazetteer import gazetteer
from pipelines.entities.units.mention import direction_at
from pipelines.entities.units.names import key
from pipelines.entities.units.words import Head, plain, words
from pipelines.tables import toml_table

_NAMES = re.compile(r"\s([A-Z][a-z][^\W\d_]*(?:[ -][A-Z][a-z][^\W\d_]*){0,2})(?![^\W_])")
_OF_PROVINCES = ("Kanwil", "Polda")
_OF_REGENCIES = ("Lapas", "Rutan", "LPKA", "Bapas", "Polres", "Polresta", "Polrestabes", "Polres Metro", "Polsek")
"""Kinds of which there may be one that the gazetteer lacks, by the sort of place they are named after."""
_OF_POLICE = ("Polres", "Polresta", "Polrestabes", "Polres Metro", "Polsek")
_PROVINCE, _REGENCY = 2, 5
"""Lengths of their official codes."""


def unknown_place(text: str, position: int, head: Head, *, sure: bool) -> int | None:
    """The end of the name at `position`, where it is a place: one known as a regency or its capital, or any where the
    words before it make it `sure` that a name follows, and not the rest of the sentence. Behind an office only what
    stands before a rank: "Kapolsek Sukamaju AKP Budi" names the place, "Kapolsek Budi" does not."""
    names = _before_rank().match(text, position) if head.role else _NAMES.match(text, position)
    if names is None or plain(names[1].split()[0]) in words().no_place:
        return None
    if head.role:
        return names.end(1) if head.kind in _OF_POLICE else None
    if head.kind in _OF_PROVINCES:
        return _known(text, names.start(1), _PROVINCE)
    if head.kind not in _OF_REGENCIES:
        return None
    return _known(text, names.start(1), _REGENCY) or (names.end(1) if sure else None)


@cache
def _before_rank() -> re.Pattern[str]:
    """One or two names with a rank of the police behind them."""
    table = toml_table("people.toml")["ranks"]
    ranks = "|".join(re.escape(rank) for told, forms in table.items() for rank in (told, told.capitalize(), *forms))
    return re.compile(rf"\s([A-Z][a-z][^\W\d_]*(?: [A-Z][a-z][^\W\d_]*)?),?\s(?:{ranks})(?![^\W_])")


def _known(text: str, start: int, size: int) -> int | None:
    """The end of a place whose code has that size, with the direction behind it."""
    end = next((end for end in _ends(text, start) if any(len(code) == size for code in _codes(text[start:end]))), None)
    return direction_at(text, end) or end if end else None


def _ends(text: str, start: int) -> list[int]:
    """Where the words from `start` on end, the longest run first."""
    names = _NAMES.match(text, start - 1)
    return [start + match.end() for match in re.finditer(r"[^\W_]+", names[1])][::-1] if names else []


def _codes(name: str) -> frozenset[str]:
    return gazetteer().places.get(key(name), frozenset())
