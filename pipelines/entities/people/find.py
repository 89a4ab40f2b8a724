"""Finds everyone whom an article names."""

from pipelines.records import Person, Text, Units


def find_people(text: Text, units: Units) -> tuple[Person, ...]:
    """Everyone named in title and paragraphs, in order of first mention, officials and others alike."""
    del text, units
    return ()


def officials(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Those who may be published: neither detainees, suspects nor minors."""
    return tuple(person for person in people if person.category == "official")
