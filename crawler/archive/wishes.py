"""What a page wishes of robots: `noarchive` and `noindex`, by X-Robots-Tag or a meta element."""

import re
import zlib

from scrapy.http import Response

NOARCHIVE = "noarchive"
NOINDEX = "noindex"
_HEAD = 64 * 1024  # bytes of a page, unpacked, in which its meta elements are looked for
_META = re.compile(rb"<meta\s[^>]{0,500}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_NAMED = re.compile(r"^\s*([a-z][a-z0-9_-]*)\s*:\s*(.*)$")
_TIMED = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")


def wishes_of(response: Response, token: str) -> frozenset[str]:
    """`noarchive`, `noindex` or both, as far as they concern the product token.

    `noindex` is taken from HTML only: feeds, searches by API and sitemaps carry it by habit, for their own address.
    """
    media_type = (response.headers.get("Content-Type") or b"text/html").split(b";")[0].strip().lower()
    html = media_type in (b"text/html", b"application/xhtml+xml")
    words = _header_words(response, token.lower())
    if html:
        words |= _meta_words(_beginning(response), token.lower())
    if "none" in words:
        words |= {NOINDEX}
    return frozenset(words & ({NOARCHIVE, NOINDEX} if html else {NOARCHIVE}))


def _header_words(response: Response, token: str) -> set[str]:
    words: set[str] = set()
    for line in response.headers.getlist("X-Robots-Tag"):
        text = line.decode("latin-1").lower()
        named = _NAMED.match(text)
        if named and named[1] not in _TIMED:
            if named[1] != token:
                continue
            text = named[2]
        words |= {word.strip() for word in text.split(",")}
    return words


def _meta_words(head: bytes, token: str) -> set[str]:
    words: set[str] = set()
    for element in map(bytes.lower, _META.findall(head)):
        if b"robots" not in element and token.encode() not in element:
            continue  # most by far
        values = {
            found[1]: (found[2] or found[3] or found[4] or b"").decode("latin-1")
            for found in _ATTRIBUTE.finditer(element)
        }
        if values.get(b"name", "").strip() in ("robots", token):
            words |= {word.strip() for word in values.get(b"content", "").split(",")}
    return words


def _beginning(response: Response) -> bytes:
    """The first bytes of the body, unpacked where it is packed."""
    encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
    if encoding not in (b"gzip", b"x-gzip", b"deflate"):
        return response.body[:_HEAD]
    try:
        return zlib.decompressobj(47).decompress(response.body, _HEAD)
    except zlib.error:
        return b""
