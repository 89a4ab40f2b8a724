"""From a text to its units."""

from pipelines.records import SourceFacts, Text, Units


def link_units(text: Text, source: SourceFacts) -> Units:
    """The units of both sides that title and paragraphs name, the main ones first."""
    return Units()
