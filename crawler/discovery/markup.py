"""What the readers of discovery share: XML that is read without trust, and plain words out of markup."""

import html
import re
import zlib
from functools import cache
from typing import cast

from lxml import etree

from pipelines.tables import toml_table

LARGEST_DOCUMENT = 64 << 20  # a sitemap may have 50 MB
_ROOT = re.compile(rb"<[A-Za-z]")


class UnreadableError(ValueError):
    """A document that discovery does not read; the message says why."""


def unpacked(body: bytes) -> bytes:
    """The bytes of a document, unpacked where they are gzip, whatever its name or headers say.

    A stream cut short gives what could be read. Raises UnreadableError beyond LARGEST_DOCUMENT bytes.
    """
    if not body.startswith(b"\x1f\x8b"):
        return _not_too_large(body)
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return _not_too_large(stream.decompress(body, LARGEST_DOCUMENT + 1))
    except zlib.error as error:
        raise UnreadableError(f"broken gzip: {error}") from error


def refuse_entities(body: bytes) -> None:
    """Raises UnreadableError where a document declares entities: no feed or sitemap needs them, bombs do."""
    head = body.replace(b"\x00", b"") if body[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in body[:4] else body
    root = _ROOT.search(head)
    if b"<!entity" in head[: root.start() if root else len(head)].lower():
        raise UnreadableError("declares XML entities")


def xml_parser() -> etree.XMLParser:
    """A parser that mends what is broken, expands nothing and fetches nothing."""
    return etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def local_name(node: etree._Element) -> str:
    """The name of an element without its namespace, in small letters."""
    tag = node.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def nodes(tree: etree._Element, path: str) -> list[etree._Element]:
    """The elements that an XPath finds."""
    return cast(list[etree._Element], tree.xpath(path))


def strings(tree: etree._Element, path: str) -> list[str]:
    """The attributes or texts that an XPath finds, trimmed."""
    return [str(found).strip() for found in cast(list[str], tree.xpath(path))]


def words_in(node: etree._Element) -> str:
    """The text of an element and all below it, on one line."""
    return " ".join(str(node.xpath("string()")).split())


def plain(markup: str | None, limit: int = 1000) -> str | None:
    """The words of a piece of HTML on one line, at most `limit` characters; None where there are none."""
    if not markup:
        return None
    words = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(markup[: limit * 20]))).split())
    return words[:limit] or None


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words of `seeds/discovery.toml`, in small letters."""
    return tuple(word.lower() for word in toml_table("discovery.toml")[name])


def _not_too_large(body: bytes) -> bytes:
    if len(body) > LARGEST_DOCUMENT:
        raise UnreadableError(f"more than {LARGEST_DOCUMENT >> 20} MB")
    return body
