"""The columns of an exported release: names, types and meaning, for every format and for the descriptions."""

COLUMNS = (
    "op", "seq", "id", "event_id", "title", "published_at", "authors", "editor", "language", "dateline", "paragraphs",
    "dates", "prisons", "police", "people", "quotes", "tags", "event", "appearances", "provenance",
)  # fmt: skip
