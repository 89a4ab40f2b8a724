"""Finds everyone whom an article names."""

from collections.abc import Sequence

from pipelines.entities.people import lexicons
from pipelines.entities.people.join import PRIVATE, Known, join
from pipelines.entities.people.private import BYNAME
from pipelines.entities.people.seen import Sighting, shortened
from pipelines.entities.people.sightings import sight
from pipelines.entities.people.voices import voices
from pipelines.records import Person, Police, Prison, Span, Text, Units


def find_people(text: Text, units: Units) -> tuple[Person, ...]:
    """Everyone named in title and paragraphs, in order of first mention, officials and others alike."""
    names = voices(text.paragraphs)
    seen: list[tuple[int | None, Sighting]] = [
        (index, sighting) for index, paragraph in enumerate(text.paragraphs) for sighting in sight(paragraph, names)
    ]
    return tuple(_person(known, units) for known in join(seen + _in_title(text.title or "", seen, names)))


def _in_title(
    title: str, seen: list[tuple[int | None, Sighting]], names: frozenset[str]
) -> list[tuple[int | None, Sighting]]:
    """Who is named in the headline, where every word is capitalised: names end at the first word that is surely none."""
    known = (
        names | lexicons.given_names() | {key for _, sighting in seen if sighting.name for key in sighting.name.words}
    )
    cut = [shortened(sighting, known) for sighting in sight(title, names) if sighting.name]
    return [
        (None, sighting) for sighting in cut if sighting and (sighting.role or sighting.name and sighting.name.rank)
    ]


def private_names(paragraphs: Sequence[str]) -> frozenset[str]:
    """Names, initials and by-names of the detainees, suspects and minors of an article, as written."""
    names = voices(paragraphs)
    people = join([(index, seen) for index, paragraph in enumerate(paragraphs) for seen in sight(paragraph, names)])
    private = [seen for known in people if _category(known) != "official" for _, seen in known.sightings if seen.name]
    bynames = {match[1] for paragraph in paragraphs for match in BYNAME.finditer(paragraph)}
    return frozenset({seen.name.text for seen in private if seen.name} | bynames)


def officials(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those who may be published: neither detainees, suspects nor minors."""
    return tuple(person for person in people if person.category == "official")


def _person(known: Known, units: Units) -> Person:
    fullest = known.longest
    assert fullest.name is not None
    names = [seen.name for _, seen in known.sightings if seen.name]
    unit = _unit(known, units)
    return Person(
        name=fullest.name.text,
        role=_role(known.role, unit),
        rank=next((name.rank for name in names if name.rank), None),
        titles=next((name.titles for name in names if name.titles), ()),
        unit=unit.id if unit else None,
        text=known.sightings[0][1].text,
        category=_category(known),
        spans=tuple(Span(place, seen.start, seen.end, seen.text) for place, seen in known.sightings),
    )


def _category(known: Known) -> str:
    ages = [seen.age for _, seen in known.sightings if seen.age is not None]
    if known.side == "minor" or any(age < lexicons.adult_age() for age in ages):
        return "minor"
    return "detainee" if known.side == "detainee" else "official"


def _role(role: str | None, unit: Prison | Police | None) -> str | None:
    """The office; where the text says "Kepala BNN Klaten", the unit tells its level."""
    told_short = role == "Kepala BNN" and isinstance(unit, Police) and unit.level in ("BNNK", "BNNP")
    return f"Kepala {unit.level}" if told_short and isinstance(unit, Police) else role


def _unit(known: Known, units: Units) -> Prison | Police | None:
    """The unit that stands where the person is told, else the only one of the office's side."""
    side = {"prison": units.prisons, "police": units.police}
    candidates: tuple[Prison | Police, ...] = side.get(known.side, (*units.prisons, *units.police))
    if known.role is None or known.side in ("other", *PRIVATE):
        return None
    for place, seen in known.sightings:
        for unit in candidates:
            if any(span.paragraph == place and span.start < seen.end and seen.start < span.end for span in unit.spans):
                return unit
    return candidates[0] if len(candidates) == 1 else None
