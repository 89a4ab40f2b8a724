"""Types and packed bodies."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.safety.limits import is_readable_type, unpacked


@pytest.mark.parametrize(
    ("content_type", "readable"),
    [
        ("text/html; charset=utf-8", True),
        ("TEXT/HTML", True),
        ("application/xhtml+xml", True),
        ("application/rss+xml", True),
        ("application/ld+json", True),
        ("application/x-gzip", True),
        ("application/octet-stream", True),
        ("html", True),
        ("image/svg+xml", False),
        ("image/jpeg", False),
        ("video/mp4", False),
        ("application/pdf", False),
        ("application/zip", False),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
        ("font/woff2", False),
    ],
)
def test_types(content_type: str, readable: bool) -> None:
    assert is_readable_type(content_type) is readable


@given(st.text(max_size=50))
def test_any_type_has_a_verdict(content_type: str) -> None:
    is_readable_type(content_type)


@given(st.binary(max_size=500))
def test_packed_and_plain_bodies(body: bytes) -> None:
    assert unpacked(gzip.compress(body), 500) == body
    if not body.startswith(b"\x1f\x8b"):
        assert unpacked(body, 10) == body


def test_bombs_and_broken_ones_are_told() -> None:
    with pytest.raises(ValueError, match="more than 1000 bytes"):
        unpacked(gzip.compress(bytes(10**7)), 1000)
    with pytest.raises(ValueError, match="broken gzip"):
        unpacked(b"\x1f\x8bbukan gzip", 1000)


def test_of_a_torn_body_what_there_is() -> None:
    whole = gzip.compress(b"<url/>" * 10_000)
    assert unpacked(whole[:-20], 10**6).startswith(b"<url/>")
