"""Texts for the tests of linking."""

from pipelines.entities import link_units
from pipelines.records import Published, SourceFacts, Text, Units

Tuple = tuple[str | None, ...]


def text_of(*paragraphs: str, title: str | None = None, dateline: str | None = None) -> Text:
    address = "https://contoh.example/1"
    return Text(address, address, title, (), None, "id", dateline, paragraphs, (), Published())


def link(*paragraphs: str, title: str | None = None, dateline: str | None = None, region: str | None = None) -> Units:
    return link_units(text_of(*paragraphs, title=title, dateline=dateline), SourceFacts(region=region))


def prisons(units: Units) -> list[Tuple]:
    return [(unit.kind, unit.unit_class, unit.subtype, unit.place) for unit in units.prisons]


def police(units: Units) -> list[Tuple]:
    return [(unit.level, unit.place) for unit in units.police]


def ids(units: Units) -> list[str | None]:
    return [*(unit.id for unit in units.prisons), *(unit.id for unit in units.police)]
