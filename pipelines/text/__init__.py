"""Clean text: from the bytes of a page to its headline, names, dateline, paragraphs and publication instant."""

from pipelines.text.decode import decode
from pipelines.text.join import join_pages
from pipelines.text.read import read

__all__ = ["decode", "join_pages", "read"]
