"""A document becomes its readable text."""

import trafilatura

from pipelines.records import PLAIN_TEXT, Document, Published, Rejected, SourceFacts, Text, rejected
from pipelines.urls import canonical


def read(document: Document, source: SourceFacts) -> Text | Rejected:
    """First version."""
    page = document.page
    if document.media_type == PLAIN_TEXT:
        lines = [" ".join(line.split()) for line in document.markup.splitlines() if line.strip()]
        title = lines.pop(0) if lines and not lines[0].endswith(".") else None
    else:
        found = trafilatura.bare_extraction(document.markup, include_comments=False)
        if not isinstance(found, trafilatura.settings.Document):
            return rejected(page, "no-text")
        title, lines = found.title, [line for line in (found.text or "").splitlines() if line.strip()]
    return Text(page.url, canonical(page.url), title, (), None, "id", None, tuple(lines), (), Published())
