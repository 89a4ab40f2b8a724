"""The pages of a split article become one text."""

from dataclasses import replace

from pipelines.records import Text


def join_pages(texts: tuple[Text, ...]) -> Text:
    """The first page with the paragraphs of all pages in order; paragraphs that a later page repeats come once."""
    first = texts[0]
    return replace(first, paragraphs=tuple(dict.fromkeys(line for text in texts for line in text.paragraphs)))
