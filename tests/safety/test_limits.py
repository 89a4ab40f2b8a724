"""Types of answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.safety.limits import is_readable_type


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
