"""The calendar's own logic: weekdays, nearest years, ranges. Pure; days in, days out."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from pipelines.dates.lexicon import weekday_names
from pipelines.dates.terms import PartialDay
from pipelines.records import WeekdayCheck

ONE_DAY = timedelta(days=1)


def day_of(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day, or None where there is no such day or a part is missing."""
    if year is None or month is None or day is None or not 1 <= month <= 12 or not 1900 <= year <= 2099:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def years_around(partial: PartialDay, anchor: date) -> list[date]:
    """The day and month in the years around the anchor, the nearest first; a leap day reaches further."""
    reach = 4 if (partial.day, partial.month) == (29, 2) else 1
    found = (day_of(year, partial.month, partial.day) for year in range(anchor.year - reach, anchor.year + reach + 1))
    return sorted((day for day in found if day), key=lambda day: (abs((day - anchor).days), day > anchor))


def agrees(day: date, weekday: int | None, *, eve: bool = False) -> bool:
    """Whether the day is the stated weekday; "malam Minggu" may be told of Saturday's or of Sunday's digits."""
    return weekday is None or day.weekday() == weekday or (eve and (day + ONE_DAY).weekday() == weekday)


def check(day: date, weekday: int | None, *, eve: bool = False) -> WeekdayCheck | None:
    """The stated weekday beside the calendar's."""
    if weekday is None:
        return None
    return WeekdayCheck(
        weekday_names()[weekday].capitalize(),
        weekday_names()[day.weekday()].capitalize(),
        agrees(day, weekday, eve=eve),
    )


def latest(weekday: int, anchor: date, *, before: bool = False) -> date:
    """The most recent such weekday, the anchor's own day included, unless only days before it are meant."""
    back = (anchor.weekday() - weekday) % 7
    return anchor - timedelta(days=back or (7 if before else 0))


def coming(weekday: int, anchor: date) -> date:
    """The next such weekday after the anchor."""
    return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)


def in_week(weekday: int, anchor: date, weeks: int) -> date:
    """The weekday in the calendar week (Monday to Sunday) that lies `weeks` from the anchor's."""
    return anchor + timedelta(days=weekday - anchor.weekday() + 7 * weeks)


def shift_month(anchor: date, months: int) -> tuple[int, int]:
    """Year and month that lie `months` from the anchor's."""
    index = anchor.year * 12 + anchor.month - 1 + months
    return index // 12, index % 12 + 1


def nearest(days: Iterable[date], anchor: date) -> date | None:
    """The day nearest to the anchor."""
    return min(days, key=lambda day: abs((day - anchor).days), default=None)
