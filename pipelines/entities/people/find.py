"""Finds everyone whom an article names."""

from pipelines.entities.people import lexicons
from pipelines.entities.people.join import Known, join
from pipelines.entities.people.seen import Sighting
from pipelines.entities.people.sightings import sight
from pipelines.entities.people.voices import voices
from pipelines.records import Person, Police, Prison, Span, Text, Units


def find_people(text: Text, units: Units) -> tuple[Person, ...]:
    """Everyone named in title and paragraphs, in order of first mention, officials and others alike."""
    names = voices(text.paragraphs)
    seen: list[tuple[int | None, Sighting]] = [
        (index, sighting) for index, paragraph in enumerate(text.paragraphs) for sighting in sight(paragraph, names)
    ]
    return tuple(_person(known, units) for known in join(seen))


def officials(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those who may be published: neither detainees, suspects nor minors."""
    return tuple(person for person in people if person.category == "official")


def _person(known: Known, units: Units) -> Person:
    fullest = known.longest
    assert fullest.name is not None
    names = [seen.name for _, seen in known.sightings if seen.name]
    return Person(
        name=fullest.name.text,
        role=known.role,
        rank=next((name.rank for name in names if name.rank), None),
        titles=next((name.titles for name in names if name.titles), ()),
        unit=_unit(known, units),
        text=known.sightings[0][1].text,
        category=_category(known),
        spans=tuple(Span(place, seen.start, seen.end, seen.text) for place, seen in known.sightings),
    )


def _category(known: Known) -> str:
    ages = [seen.age for _, seen in known.sightings if seen.age is not None]
    if known.side == "minor" or any(age < lexicons.adult_age() for age in ages):
        return "minor"
    return "detainee" if known.side == "detainee" else "official"


def _unit(known: Known, units: Units) -> str | None:
    """The unit that the office names, else the only one of its side."""
    if known.role is None or known.side not in ("prison", "police"):
        return None
    candidates: tuple[Prison | Police, ...] = units.prisons if known.side == "prison" else units.police
    for place, seen in known.sightings:
        for unit in candidates:
            if any(span.paragraph == place and span.start < seen.end and seen.start < span.end for span in unit.spans):
                return unit.id
    return candidates[0].id if len(candidates) == 1 else None
