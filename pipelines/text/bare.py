"""Pages that answer and show no article: an empty shell or a challenge speaks of no prison either, and is no news."""

from pipelines.records import Document, Rejected, SourceFacts
from pipelines.text.read import read

FEWEST_PARAGRAPHS = 3
UNREADABLE = frozenset({"challenge", "shell", "no-text", "error-page"})


def instead_of_off_topic(document: Document, source: SourceFacts) -> Rejected | None:
    """The fault of a page without paragraphs that was found off topic; None for pages that may well be articles.

    Most pages have paragraphs: then it costs two scans.
    """
    if document.markup.count("<p>") + document.markup.count("<p ") >= FEWEST_PARAGRAPHS:
        return None
    text = read(document, source)
    return text if isinstance(text, Rejected) and text.reason in UNREADABLE else None
