"""Finds everyone whom an article names."""

from collections.abc import Collection, Sequence

from pipelines.entities.people import lexicons
from pipelines.entities.people.join import PRIVATE, Known, Placed, join
from pipelines.entities.people.names import Name, read_rank
from pipelines.entities.people.private import BYNAME
from pipelines.entities.people.seen import Sighting, shortened
from pipelines.entities.people.sightings import sight
from pipelines.entities.people.voices import voices
from pipelines.entities.people.words import words_of
from pipelines.records import Person, Police, Prison, Span, Text, Units

_STOPS = (".", "!", ",", ";", ":", "”", '"')
_SHORT_WORD = 3
_LEAST_OF_HEADLINE = 5
_CAPITALS = 0.9


def find_people(text: Text, units: Units) -> tuple[Person, ...]:
    """Everyone named in paragraphs and title, in order of first mention, officials and others alike."""
    names = voices(text.paragraphs)
    seen = _in_paragraphs(text.paragraphs, names)
    return tuple(_person(known, units) for known in join(seen + _in_headline(text.title or "", None, seen, names)))


def officials(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those who may be published: neither detainees, suspects nor minors."""
    return tuple(person for person in people if person.category == "official")


def private_names(paragraphs: Sequence[str]) -> frozenset[str]:
    """Names, initials and by-names of the detainees, suspects and minors of an article, as written."""
    people = join(_in_paragraphs(paragraphs, voices(paragraphs)))
    private = [seen for known in people if _category(known) != "official" for _, seen in known.sightings]
    bynames = {match[1] for paragraph in paragraphs for match in BYNAME.finditer(paragraph)}
    return frozenset({seen.name.text for seen in private if seen.name} | bynames)


def _in_paragraphs(paragraphs: Sequence[str], names: frozenset[str]) -> list[Placed]:
    headlines = [index for index, paragraph in enumerate(paragraphs) if _is_headline(paragraph)]
    seen: list[Placed] = [
        (index, found)
        for index, paragraph in enumerate(paragraphs)
        if index not in headlines
        for found in sight(paragraph, names)
    ]
    inner = [placed for index in headlines for placed in _in_headline(paragraphs[index], index, seen, names)]
    return sorted(seen + inner, key=lambda placed: (placed[0] or 0, placed[1].start))


def _is_headline(paragraph: str) -> bool:
    """Whether a paragraph is a headline between others: capitals without a stop; "1. Kapolres AKBP Budi" is none."""
    every = words_of(paragraph)
    ranked = any(read_rank(every, at) for at in range(len(every)))
    if ranked or not every or every[0].key.isdigit() or paragraph.rstrip().endswith(_STOPS):
        return False
    words = [word.text for word in every if len(word.text) > _SHORT_WORD]
    return len(words) >= _LEAST_OF_HEADLINE and sum(word[0].isupper() for word in words) >= _CAPITALS * len(words)


def _in_headline(title: str, place: int | None, seen: list[Placed], names: frozenset[str]) -> list[Placed]:
    """Who is named in the headline, where every word is capitalised: names end at the first word not known as one."""
    told = {key for _, sighting in seen if sighting.name for key in sighting.name.words}
    cut = [shortened(sighting, names | lexicons.given_names() | told) for sighting in sight(title, names)]
    return [(place, seen) for seen in cut if seen and seen.name and _is_told_in_title(seen, seen.name, told)]


def _is_told_in_title(seen: Sighting, name: Name, told: Collection[str]) -> bool:
    """Whether a headline names a person: one whom the text names too, else a name behind an office or rank.

    Verbs are capitalised there and many are names as well: "Petugas Sita Ponsel", "Kapolres Bina Warga".
    """
    if not seen.role and not name.rank:
        return False
    if any(key in told for key in name.words):
        return True
    return name.words[0] not in lexicons.headline_words() and not (seen.role or "").islower()


def _person(known: Known, units: Units) -> Person:
    names = [seen.name for _, seen in known.sightings if seen.name]
    unit = _unit(known, units)
    return Person(
        name=max(names, key=lambda name: len(name.words)).text,
        role=_role(known.role, unit),
        rank=next((name.rank for name in names if name.rank), None),
        titles=next((name.titles for name in names if name.titles), ()),
        unit=unit.id if unit else None,
        text=known.sightings[0][1].text,
        category=_category(known),
        spans=tuple(Span(place, seen.start, seen.start + len(seen.text), seen.text) for place, seen in known.sightings),
    )


def _category(known: Known) -> str:
    ages = [seen.age for _, seen in known.sightings if seen.age is not None]
    if known.side == "minor" or any(age < lexicons.adult_age() for age in ages):
        return "minor"
    return "detainee" if known.side == "detainee" else "official"


def _role(role: str | None, unit: Prison | Police | None) -> str | None:
    """The office; where the text says "Kepala BNN Klaten", the unit tells its level."""
    if role == "Kepala BNN" and isinstance(unit, Police) and unit.level in ("BNNK", "BNNP"):
        return f"Kepala {unit.level}"
    return role


def _unit(known: Known, units: Units) -> Prison | Police | None:
    """The unit that stands where the person is told, else the only one of the office's side."""
    if known.role is None or known.side in ("other", *PRIVATE):
        return None
    sides: dict[str, tuple[Prison | Police, ...]] = {"prison": units.prisons, "police": units.police}
    candidates = sides.get(known.side, (*units.prisons, *units.police))
    for place, seen in known.sightings:
        for unit in candidates:
            if any(span.paragraph == place and span.start < seen.end and seen.start < span.end for span in unit.spans):
                return unit
    return candidates[0] if len(candidates) == 1 else None
