"""Where a text names units: heads, class, subtype and place, read from left to right."""

import re
from dataclasses import dataclass, replace

from pipelines.entities.units.gazetteer import gazetteer, sort_of
from pipelines.entities.units.names import key
from pipelines.entities.units.words import Head, class_of, plain, words

_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_SEPARATOR = re.compile(r"(?:\.\s?|\s?[-–&/]\s?|\s{1,2})?")
_LONGEST_PLACE = 7
"""Words of the longest name: "Pulau Ambon dan Pulau-Pulau Lease"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit as the text names it. `place` is None where none is told; `known` says that the gazetteer has the name.

    `meaning` is `city`, `regency` or `province` where the text says so, `end` the end of all that belongs to the name.
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


@dataclass(frozen=True, slots=True)
class _Name:
    """What stands between a head and the end of the name."""

    end: int
    unit_class: str | None = None
    subtype: str | None = None
    meaning: str | None = None
    place: str | None = None


def find(text: str, paragraph: int | None) -> list[Mention]:
    """Every unit that the paragraph names, in order; also heads without a place ("Lapas")."""
    found: list[Mention] = []
    position = 0
    while match := words().head.search(text, position):
        head = words().heads[plain(match[0])]
        name = _name(text, _Name(match.end(), subtype=head.subtype), head)
        found.append(_mention(text, paragraph, match, head, name))
        position = found[-1].end
    return _with_joined(text, found)


def sorts_of(kind: str, meaning: str | None = None) -> tuple[str, ...]:
    """Under which sorts of the gazetteer a place behind a head is looked up."""
    if kind != "BNN":
        return (sort_of(kind),)
    return {None: ("BNNP", "BNNK"), "province": ("BNNP",)}.get(meaning, ("BNNK",))


def _mention(text: str, paragraph: int | None, match: re.Match[str], head: Head, name: _Name) -> Mention:
    end = name.end if name.place else match.end()
    return Mention(
        paragraph,
        match.start(),
        end,
        text[match.start() : end],
        head.kind,
        head.role,
        name.unit_class,
        name.subtype,
        name.meaning,
        name.place,
        name.place is not None,
    )


def _name(text: str, name: _Name, head: Head) -> _Name:
    """Reads on from `name.end`: a place, or words that may stand in front of it."""
    place_end = place_at(text, name.end, sorts_of(head.kind, name.meaning))
    between = words().between.match(text, name.end)
    here = replace(name, end=place_end, place=_surface(text, name.end, place_end)) if place_end else None
    if here and not (between and between.end() == place_end):
        return _with_class_behind(text, here)
    further = _step(text, name, between)
    if further is None:
        return here or name
    reached = _name(text, further, head)
    return here if here and not reached.place else reached


def _step(text: str, name: _Name, between: re.Match[str] | None) -> _Name | None:
    """One word, bracket, class or subtype further, with what it says; None where none of them follows."""
    if between:
        meaning = words().meanings[plain(between[1])]
        return replace(name, end=between.end(), meaning=name.meaning if meaning == "empty" else meaning)
    if bracket := words().bracket.match(text, name.end):
        return replace(name, end=bracket.end())
    if found := words().unit_class.match(text, name.end):
        return replace(name, end=found.end(), unit_class=class_of(found))
    if found := words().subtype.match(text, name.end):
        subtype = words().subtypes[plain(found[1])]
        return replace(name, end=found.end(), subtype=subtype if name.subtype in (None, "Khusus") else name.subtype)
    return None


def _with_class_behind(text: str, name: _Name) -> _Name:
    """The class may stand behind the place too: "Lapas Cilegon Kelas IIA"."""
    found = words().unit_class.match(text, name.end)
    if found and name.unit_class is None and found[1]:
        return replace(name, end=found.end(), unit_class=class_of(found))
    return name


def _surface(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" -–/")


def place_at(text: str, start: int, sorts: tuple[str, ...]) -> int | None:
    """The end of the longest name at `start` that the gazetteer knows among the sorts, or None."""
    first = _word_at(text, start)
    if first is None or not (text[first.start()].isupper() or text[first.start()].isdigit()):
        return None
    found, word = None, first
    tables = [gazetteer().named[sort] for sort in sorts if sort in gazetteer().named]
    for _ in range(_LONGEST_PLACE):
        name = key(text[first.start() : word.end()])
        if any(name in table for table in tables):
            found = word.end()
        further = _word_at(text, word.end())
        if further is None:
            break
        word = further
    return found


def _word_at(text: str, start: int) -> re.Match[str] | None:
    separator = _SEPARATOR.match(text, start)
    return _WORD.match(text, separator.end() if separator else start)


def _with_joined(text: str, found: list[Mention]) -> list[Mention]:
    """Gives heads without a place that of the unit they are joined to: "Lapas dan Rutan Kendari"."""
    for index in range(len(found) - 2, -1, -1):
        mention, following = found[index], found[index + 1]
        between = text[_end_of_words(text, mention) : following.start]
        if (
            mention.place
            or not following.place
            or mention.kind in ("BNN", "Polri")
            or not words().joining.fullmatch(between)
        ):
            continue
        known = any(key(following.place) in gazetteer().named[sort] for sort in sorts_of(mention.kind))
        if known:
            found[index] = replace(mention, place=following.place, known=True)
    return found


def _end_of_words(text: str, mention: Mention) -> int:
    """Where the words of a mention without place end, its subtype and class included."""
    head = words().head.match(text, mention.start)
    return _name(text, _Name(mention.end), words().heads[plain(head[0])]).end if head else mention.end
