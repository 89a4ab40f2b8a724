"""The pages of a split article become one text."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from pipelines.records import Text

T = TypeVar("T")


def join_pages(texts: tuple[Text, ...]) -> Text:
    """One text of all pages, given in order: what they repeat comes once."""
    first = texts[0]
    return replace(
        first,
        authors=next((text.authors for text in texts if text.authors), ()),
        editor=next((text.editor for text in texts if text.editor), None),
        paragraphs=_once(line for text in texts for line in text.paragraphs),
        removed=_once(gone for text in texts for gone in text.removed),
        captions=_once(caption for text in texts for caption in text.captions),
        issues=_once(issue for text in texts for issue in text.issues),
        next_pages=(),
    )


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
