"""Retry-After, and how a site's pace changes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.safety.pace import LEAST_SLOW_DELAY, MOST_SLOW_DELAY, Pace, retry_after, slower

NOW = datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Mon, 03 Feb 2025 04:06:06 GMT", 60),
        ("Mon, 03 Feb 2025 11:06:06 +0700", 60),
        ("Monday, 03-Feb-25 04:06:06 GMT", 60),
        ("Mon, 03 Feb 2020 04:06:06 GMT", 0),
        ("-5", None),
        ("1.5", None),
        ("nanti", None),
        ("", None),
        (None, None),
        ("²", None),
        ("Mon, 33 Feb 2025 04:06:06 GMT", None),
    ],
)
def test_retry_after(text: str | None, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


@given(st.text(max_size=60))
def test_any_header_is_read(text: str) -> None:
    seconds = retry_after(text, NOW)
    assert seconds is None or seconds >= 0


def test_every_complaint_slows_down_within_bounds() -> None:
    pace = Pace()
    delays = []
    for _ in range(8):
        pace = slower(pace, 0, None, NOW)
        delays.append(pace.delay)
    assert delays[0] >= LEAST_SLOW_DELAY
    assert delays == sorted(delays)
    assert delays[-1] == MOST_SLOW_DELAY


def test_a_site_that_is_asked_slowly_is_not_asked_faster_after_a_complaint() -> None:
    assert slower(Pace(), 100, None, NOW).delay >= 100


def test_the_longer_wait_holds() -> None:
    first = slower(Pace(), 2, 3600, NOW)
    second = slower(first, 2, 10, NOW)
    assert first.not_before == second.not_before == NOW + timedelta(hours=1)


def test_good_runs_ease_the_pace_until_it_is_forgotten() -> None:
    pace = Pace(16)
    for _ in range(6):
        pace = pace.eased()
    assert pace == Pace()
