"""What pages wish of robots."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from crawler.archive.wishes import wishes_of

HTML = {"Content-Type": "text/html; charset=utf-8"}


def wishes(headers: dict[str, str | list[str]], body: bytes = b"") -> set[str]:
    return set(wishes_of(Response("https://koran.id/", headers=headers, body=body), "lapaswire"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("noindex", {"noindex"}),
        ("noarchive, nofollow", {"noarchive"}),
        ("none", {"noindex"}),
        ("all", set()),
        ("lapaswire: noarchive", {"noarchive"}),
        ("LapasWire: noindex, noarchive", {"noindex", "noarchive"}),
        ("googlebot: noindex, noarchive", set()),
        ("max-snippet: -1, noarchive", {"noarchive"}),
        ("unavailable_after: 25 Jun 2030 15:00:00 GMT", set()),
        (["googlebot: noindex", "noarchive"], {"noarchive"}),
        ("", set()),
    ],
)
def test_header(tag: str | list[str], found: set[str]) -> None:
    assert wishes(HTML | {"X-Robots-Tag": tag}) == found


@pytest.mark.parametrize(
    ("element", "found"),
    [
        ('<meta name="robots" content="noindex, follow">', {"noindex"}),
        ("<META CONTENT='noarchive' NAME='ROBOTS'/>", {"noarchive"}),
        ("<meta name=robots content=noarchive>", {"noarchive"}),
        ('<meta name="lapaswire" content="none">', {"noindex"}),
        ('<meta name="googlebot" content="noindex">', set()),
        ('<meta name="robots" content="index, follow, max-image-preview:large">', set()),
        ('<meta name="description" content="noindex">', set()),
        ("<p>noindex noarchive</p>", set()),
    ],
)
def test_meta(element: str, found: set[str]) -> None:
    page = f"<html><head>{element}</head></html>".encode()
    assert wishes(HTML, page) == found
    assert wishes(HTML | {"Content-Encoding": "gzip"}, gzip.compress(page)) == found
    assert wishes(HTML | {"Content-Encoding": "deflate"}, zlib.compress(page)) == found


@pytest.mark.parametrize("media_type", ["application/json; charset=UTF-8", "application/rss+xml", "text/xml"])
def test_feeds_and_apis_say_noindex_of_their_own_address(media_type: str) -> None:
    assert wishes({"Content-Type": media_type, "X-Robots-Tag": "noindex, noarchive"}) == {"noarchive"}


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", "", "gzip, br"]))
def test_any_body_has_wishes_or_none(body: bytes, encoding: str) -> None:
    wishes(HTML | {"Content-Encoding": encoding}, body)
    wishes(HTML, b"<meta " + body + b">")
