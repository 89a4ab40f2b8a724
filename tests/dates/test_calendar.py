"""The calendar's logic and the number words, beside libraries."""

from datetime import date, datetime

import dateparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dates import date_passage
from pipelines.dates.calendar import coming, day_of, in_week, latest, shift_month, years_around
from pipelines.dates.lexicon import month_names, month_of, number_of
from pipelines.dates.spoken import days_ago
from pipelines.dates.terms import PartialDay

WEDNESDAY = date(2025, 3, 12)


def test_the_latest_weekday_is_the_anchors_own() -> None:
    assert latest(2, WEDNESDAY) == WEDNESDAY
    assert latest(2, WEDNESDAY, before=True) == date(2025, 3, 5)
    assert latest(3, WEDNESDAY) == date(2025, 3, 6)


def test_the_coming_weekday_lies_ahead() -> None:
    assert coming(2, WEDNESDAY) == date(2025, 3, 19)
    assert coming(3, WEDNESDAY) == date(2025, 3, 13)


def test_weeks_start_on_monday() -> None:
    assert in_week(6, WEDNESDAY, 0) == date(2025, 3, 16)
    assert in_week(0, WEDNESDAY, -1) == date(2025, 3, 3)


def test_years_around_reach_a_leap_day() -> None:
    assert years_around(PartialDay(29, 2), date(2025, 3, 1))[0] == date(2024, 2, 29)
    assert years_around(PartialDay(31, 12), date(2025, 1, 2))[0] == date(2024, 12, 31)


@pytest.mark.parametrize("parts", [(2025, 2, 30), (2025, 13, 1), (0, 1, 1), (None, 1, 1), (2023, 2, 29)])
def test_impossible_days_are_none(parts: tuple[int | None, int, int]) -> None:
    assert day_of(*parts) is None


def test_months_shift_over_the_year() -> None:
    assert shift_month(date(2025, 1, 10), -1) == (2024, 12)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("dua puluh lima", 25),
        ("sebelas", 11),
        ("lima belas", 15),
        ("seratus dua", 102),
        ("dua ribu dua puluh lima", 2025),
        ("", None),
        ("batu", None),
    ],
)
def test_number_words(words: str, number: int | None) -> None:
    assert number_of(words) == number


@pytest.mark.parametrize(
    ("word", "month"), [("pebruari", 2), ("ags", 8), ("vii", 7), ("febrauri", 2), ("tahun", None), ("maut", None)]
)
def test_spellings_of_months(word: str, month: int | None) -> None:
    assert month_of(word) == month


@settings(deadline=None)
@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)))
def test_dateparser_agrees_on_complete_days(day: date) -> None:
    words = f"{day.day} {month_names()[day.month - 1].capitalize()} {day.year}"
    found = dateparser.parse(words, languages=["id"], settings={"DATE_ORDER": "DMY"})
    assert isinstance(found, datetime)
    assert date_passage(f"Apel digelar pada {words}.", None, None)[0][0].value == found.date().isoformat()


def test_days_ago_are_counted_by_dateparser() -> None:
    assert days_ago(3, date(2025, 3, 2)) == date(2025, 2, 27)
