"""Clean text: from the bytes of a page to its headline, names, dateline, paragraphs and publication instant."""

from pipelines.text.bare import instead_of_off_topic
from pipelines.text.decode import decode
from pipelines.text.join import join_pages
from pipelines.text.read import read
from pipelines.text.shapes import key as block_key

__all__ = ["block_key", "decode", "instead_of_off_topic", "join_pages", "read"]
