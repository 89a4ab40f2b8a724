"""A unit as a text names it, and the longest known name at a position."""

import re
from dataclasses import dataclass

from pipelines.entities.units.gazetteer import gazetteer, sort_of
from pipelines.entities.units.names import key
from pipelines.entities.units.words import plain, words

_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_SEPARATOR = re.compile(r"['’`]?(?:\.\s?|\s?[-–&/]\s?|\s{1,2})?")
_SENTENCE_END = re.compile(r"[.!?…]\W*$")
_LONGEST_PLACE = 7
"""Words of the longest name: "Pulau Ambon dan Pulau-Pulau Lease"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit as the text names it. `place` is None where none is told; `known` says that the gazetteer has the name.

    `meaning` is `city`, `regency` or `province` where the text says so, `end` the end of all that belongs to the name;
    `shared` says that the place is that of the unit behind it ("Lapas" in "Lapas dan Rutan Kendari").
    """

    paragraph: int | None
    start: int
    end: int
    text: str
    kind: str
    role: bool = False
    unit_class: str | None = None
    subtype: str | None = None
    meaning: str | None = None
    place: str | None = None
    known: bool = False
    shared: bool = False


def sorts_of(kind: str, meaning: str | None = None) -> tuple[str, ...]:
    """Under which sorts of the gazetteer a place behind a head is looked up."""
    if kind != "BNN":
        return (sort_of(kind),)
    return {None: ("BNNP", "BNNK"), "province": ("BNNP",)}.get(meaning, ("BNNK",))


def place_at(text: str, start: int, sorts: tuple[str, ...]) -> int | None:
    """The end of the longest name at `start` that the gazetteer knows among the sorts, or None.

    The first word has a capital. None too where a direction follows ("Papua Selatan" is not Papua), and where the name
    is a common word: always for some ("Kapolres Baru"), in headlines for others ("Polsek Saling Bantu").
    """
    tables = [gazetteer().named[sort] for sort in sorts if sort in gazetteer().named]
    first = _word_at(text, start)
    if first is None or not (text[first.start()].isupper() or text[first.start()].isdigit()):
        return None
    ends = [first.end()]
    while len(ends) < _LONGEST_PLACE and (further := _word_at(text, ends[-1])):
        ends.append(further.end())
    names = ((end, key(text[first.start() : end])) for end in reversed(ends))
    found = next((end for end, name in names if any(name in table for table in tables)), None)
    return None if found and (direction_at(text, found) or _is_common(text, first.start(), found)) else found


def is_running(text: str) -> bool:
    """Whether it is running text, where only names have capitals: it ends like a sentence, or most words are small."""
    first_letters = [word[0] for word in text.split()]
    return bool(_SENTENCE_END.search(text)) or sum(map(str.islower, first_letters)) * 3 > len(first_letters)


def _is_common(text: str, start: int, end: int) -> bool:
    name = plain(text[start:end])
    return name in words().in_headlines and (name in words().never or not is_running(text))


def direction_at(text: str, position: int) -> int | None:
    """The end of a direction ("Selatan") at `position`, or None."""
    word = _WORD.match(text, position + 1) if text[position : position + 1] == " " else None
    return word.end() if word and word[0][0].isupper() and plain(word[0]) in words().directions else None


def _word_at(text: str, start: int) -> re.Match[str] | None:
    separator = _SEPARATOR.match(text, start)
    return _WORD.match(text, separator.end() if separator else start)
