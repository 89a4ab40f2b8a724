"""The cheap look at a whole page before its text is extracted."""

from pipelines.records import Document, Rejected


def gate(document: Document) -> Rejected | None:
    """A rejection where the page cannot be on topic, else None."""
    return None
