"""Resolves months and ranges of months: "Maret 2025", "akhir Januari", "Agustus tahun lalu", "Januari hingga Mei"."""

from datetime import date

from pipelines.dates.calendar import ONE_DAY, shift_month
from pipelines.dates.readings import NOWHERE, Anchors, Reading, unresolved
from pipelines.dates.terms import Expression, PartialDay
from pipelines.records import Anchor

SOON = 3


def printed_month(expression: Expression, anchors: Anchors) -> Reading:
    """A month, or a range of months, which counts from the first day of the first to the last day of the last."""
    first = expression.first
    assert first is not None and first.month is not None
    if expression.weekday is not None:
        return unresolved("month", NOWHERE, "day-missing")
    if expression.last is not None:
        return _range(expression, first, expression.last, anchors)
    if first.year is not None:
        return Reading(date(first.year, first.month, 1), None, "month", "month", NOWHERE, 0.95)
    near = _nearest(first.month, expression, anchors)
    return _by_text(first.month, expression.direction, anchors) if near is None else _month(near, anchors.anchor, 0.8)


def _month(start: date, anchor: Anchor, confidence: float, method: str = "nearest-year") -> Reading:
    return Reading(start, None, "month", method, anchor, confidence)


def _nearest(month: int, expression: Expression, anchors: Anchors) -> date | None:
    """The month nearest to the publication, or in the year that "tahun lalu" tells; None where no publication is."""
    if anchors.today is None or anchors.weak:
        return None
    relative = expression.relative
    if relative is not None and relative.base == "year":
        return date(anchors.today.year + relative.offset, month, 1)
    return month_near(month, anchors.today, expression.direction)


def _by_text(month: int, direction: int, anchors: Anchors) -> Reading:
    """Without a publication day: the month nearest to the last day that the text names, else in its only year."""
    if anchors.days and (direction or not anchors.hints):
        named = max(anchors.days)
        anchor = Anchor(named.isoformat(), "text")
        return _month(month_near(month, named, direction), anchor, 0.45 if direction else 0.6, "year-of-text")
    years = {day.year for day in anchors.days} | {hint.year for hint in anchors.hints}
    if len(years) != 1 or direction:
        return unresolved("month", NOWHERE, "no-year")
    return _month(date(years.pop(), month, 1), Anchor("year", "text"), 0.6, "year-of-text")


def _range(expression: Expression, first: PartialDay, last: PartialDay, anchors: Anchors) -> Reading:
    """The days from the first month to the end of the last; a missing year is told by the publication."""
    assert first.month is not None and last.month is not None
    told = last.year is not None
    final = date(last.year, last.month, 1) if last.year is not None else _nearest(last.month, expression, anchors)
    if final is None:
        return unresolved("months", NOWHERE, "no-year")
    year = first.year or (final.year if first.month <= last.month else final.year - 1)
    start, end = date(year, first.month, 1), date(*shift_month(final, 1), 1) - ONE_DAY
    if start > end:
        return unresolved("months", NOWHERE, "impossible-date")
    return Reading(start, end, "range", "months", NOWHERE if told else anchors.anchor, 0.93 if told else 0.8)


def month_near(month: int, today: date, direction: int) -> date:
    """The nearest such month; it is past unless it follows within SOON months or the words say that it is to come."""
    ahead = (month - today.month) % 12
    later = direction > 0 or (direction == 0 and 0 < ahead <= SOON)
    offset = ahead if later or ahead == 0 else ahead - 12
    return date(*shift_month(today, offset), 1)
