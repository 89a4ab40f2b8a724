"""Dates with proof: text and anchors in, date mentions and the day of the event out."""

from datetime import date

from pipelines.records import DateMention, EventDay, SourceFacts, Text


def date_article(text: Text, source: SourceFacts) -> tuple[tuple[DateMention, ...], EventDay]:
    """The dates of one article, and the day of the event that it reports."""
    return (), EventDay(issues=("no-date",))


def date_passage(text: str, published: date | None, zone: str | None) -> tuple[tuple[DateMention, ...], EventDay]:
    """The dates of a plain text, given the day it was published and the zone of its place, where known."""
    return (), EventDay(issues=("no-date",))
