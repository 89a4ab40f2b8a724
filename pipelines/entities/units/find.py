"""Where a text names units: heads, class, subtype and place, read from left to right."""

import re
from dataclasses import dataclass, replace

from pipelines.entities.units.mention import Mention, is_running, place_at, sorts_of
from pipelines.entities.units.series import joined, listed
from pipelines.entities.units.unknown import unknown_place
from pipelines.entities.units.words import Head, class_of, plain, words

_MOST_STEPS = 12
"""Words and brackets between a head and its place."""
_BEFORE = 20
"""Characters in front of a head that tell whether a person is spoken of."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What stands between a head and the end of the name."""

    end: int
    unit_class: str | None = None
    subtype: str | None = None
    meaning: str | None = None
    place: str | None = None
    steps: int = 0


def find(text: str, paragraph: int | None) -> list[Mention]:
    """Every unit that the paragraph names, in order; also heads without a place ("Lapas")."""
    found: list[Mention] = []
    position = 0
    while match := words().head.search(text, position):
        head = words().heads[plain(match[0])]
        start = _Name(match.end(), subtype=head.subtype, place=head.place)
        name = start if head.place else _name(text, start, head)
        found.append(_mention(text, paragraph, match, head, name))
        found += listed(text, found[-1])
        position = found[-1].end
    return joined(text, found, lambda mention: name_end(text, mention))


def name_end(text: str, mention: Mention) -> int:
    """Where the words of a mention without place end, its subtype and class included."""
    head = words().heads[plain(mention.text)]
    return _name(text, _Name(mention.end), head).end


def _mention(text: str, paragraph: int | None, match: re.Match[str], head: Head, name: _Name) -> Mention:
    known = name.place is not None
    before_person = bool(words().before_person.search(text, max(0, match.start() - _BEFORE), match.start()))
    sure = paragraph is not None and not before_person and _told(name, head) and is_running(text)
    if not known and (end := unknown_place(text, name.end, head, sure=sure)):
        name = replace(name, end=end, place=_surface(text, name.end, end))
    end = name.end if name.place else match.end()
    return Mention(
        paragraph,
        match.start(),
        end,
        text[match.start() : end],
        head.kind,
        head.role or before_person,
        name.unit_class,
        name.subtype,
        name.meaning,
        name.place,
        known,
    )


def _told(name: _Name, head: Head) -> bool:
    """Whether the name of a place must follow: behind a class or a subtype in running text, and behind "Polsek"."""
    return head.kind == "Polsek" or bool(name.unit_class) or name.subtype not in (None, head.subtype)


def _name(text: str, name: _Name, head: Head) -> _Name:
    """Reads on from `name.end`: a place, or words that may stand in front of it."""
    place_end = place_at(text, name.end, sorts_of(head.kind, name.meaning))
    between = words().between.match(text, name.end)
    here = replace(name, end=place_end, place=_surface(text, name.end, place_end)) if place_end else None
    if here and not (between and between.end() == place_end):
        return _with_class_behind(text, here)
    further = _step(text, replace(name, steps=name.steps + 1), between)
    if further is None or further.steps > _MOST_STEPS:
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
