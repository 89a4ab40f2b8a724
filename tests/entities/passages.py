"""Texts for the tests of this folder, from invented sentences."""

from pipelines.entities import find_people, find_quotes
from pipelines.records import Person, Published, Quote, Text, Units

NO_UNITS = Units()


def text_of(*paragraphs: str, title: str | None = None) -> Text:
    return Text("https://a.test/1", "https://a.test/1", title, (), None, "id", None, paragraphs, (), Published())


def people_of(*paragraphs: str, title: str | None = None) -> tuple[Person, ...]:
    return find_people(text_of(*paragraphs, title=title), NO_UNITS)


def told(*paragraphs: str, title: str | None = None) -> list[tuple[str, str | None, str | None]]:
    """Name, role and rank of everyone who may be published."""
    people = people_of(*paragraphs, title=title)
    return [(person.name, person.role, person.rank) for person in people if person.category == "official"]


def private(*paragraphs: str) -> list[tuple[str, str]]:
    """Name and category of everyone who may not."""
    return [(person.name, person.category) for person in people_of(*paragraphs) if person.category != "official"]


def quotes_of(*paragraphs: str) -> tuple[Quote, ...]:
    text = text_of(*paragraphs)
    return find_quotes(text, find_people(text, NO_UNITS))


def said(*paragraphs: str) -> list[tuple[str | None, str]]:
    """Speaker and words of every quote."""
    return [(quote.speaker, quote.text) for quote in quotes_of(*paragraphs)]
