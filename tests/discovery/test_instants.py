"""Instants as sites write them; a wrong one is none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.instants import instant
from tests.discovery.kit import NOW


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 03 Feb 2025 10:11:12 +0700", "2025-02-03T10:11:12+07:00"),
        ("Mon, 03 Feb 25 10:11:12 +0700", "2025-02-03T10:11:12+07:00"),
        ("Senin, 03 Feb 2025", "2025-02-03T00:00:00+08:00"),
        ("Senin, 3 Februari 2025 | 10:11 WIB", "2025-02-03T10:11:00+07:00"),
        ("Senin, 03 Feb 2025 10:11:12 WIT", "2025-02-03T10:11:12+09:00"),
        ("Jum'at, 17 Januari 2025 - 13:30 wib", "2025-01-17T13:30:00+07:00"),
        ("Sab, 08 Feb 2025 10:00:00 +0800", "2025-02-08T10:00:00+08:00"),
        ("Min, 4 Agu 2024 07:00", "2024-08-04T07:00:00+08:00"),
        ("12 Nop 24 08:00", "2024-11-12T08:00:00+08:00"),
        ("03/02/2025 10:11", "2025-02-03T10:11:00+08:00"),
        ("2025-02-03", "2025-02-03T00:00:00+08:00"),
        ("2025-02-03T03:11:12Z", "2025-02-03T03:11:12+00:00"),
        ("2025-02-03 T10:11:12Z", "2025-02-03T10:11:12+00:00"),
        ("1738552272", "2025-02-03T03:11:12+00:00"),
    ],
)
def test_reads(text: str, expected: str) -> None:
    found = instant(text, "Asia/Makassar", NOW)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "kemarin",
        "Thu, 01 Jan 1970 07:00:00 +0700",
        "2025-13-40",
        "Mon, 32 Foo 2025",
        "2031-01-01",
        "10:11",
        "99",
        "-",
    ],
)
def test_gives_nothing_for(text: str) -> None:
    assert instant(text, "Asia/Jakarta", NOW) is None


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1996, 1, 1), max_value=datetime(2025, 5, 1)))
def test_what_is_written_is_read(at: datetime) -> None:
    at = at.replace(microsecond=0)
    assert instant(at.strftime("%a, %d %b %Y %H:%M:%S +0700"), "Asia/Jakarta", NOW) == instant(
        at.isoformat() + "+07:00", "Asia/Jakarta", NOW
    )


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_sane_instant_or_none(text: str) -> None:
    found = instant(text, "Asia/Jakarta", NOW)
    assert found is None or (found.tzinfo and found.year >= 1995 and found.astimezone(UTC) <= NOW + timedelta(days=1))
