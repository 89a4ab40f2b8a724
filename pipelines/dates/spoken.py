"""Resolves what is told by distance: days of the week alone, "kemarin", "tiga hari lalu", "akhir pekan lalu"."""

from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

from pipelines.dates.calendar import agrees, check, coming, in_week, latest, shift_month
from pipelines.dates.readings import Reading, unresolved
from pipelines.dates.terms import Expression, Relative
from pipelines.records import Anchor

SATURDAY = 5


def spoken_day(
    expression: Expression, today: date, anchor: Anchor, confidence: float, *, night: bool = False
) -> Reading:
    """The reading of an expression without digits, counted from `today`.

    `night` tells that it is said late in the evening: "tadi malam" is then that same night.
    """
    if expression.relative is None:
        return _weekday(expression, today, anchor, confidence)
    if expression.relative.base in ("weekend", "month"):
        return _weekend_or_month(expression, expression.relative, today, anchor, confidence)
    if expression.relative.base in ("week", "ago", "year"):
        return _counted(expression, expression.relative, today, anchor, confidence)
    return _named(expression, expression.relative, today, anchor, confidence, night)


def _weekend_or_month(
    expression: Expression, relative: Relative, today: date, anchor: Anchor, confidence: float
) -> Reading:
    if relative.base == "month":
        start = date(*shift_month(today, relative.offset), 1)
        return Reading(start, None, "month", "relative-month", anchor, min(confidence, 0.9))
    if expression.weekday is not None and expression.weekday >= SATURDAY:
        day = in_week(expression.weekday, today, relative.offset)
        return _day(expression, day, "weekday-of-week", anchor, min(confidence, 0.88))
    saturday = in_week(SATURDAY, today, relative.offset)
    return Reading(saturday, saturday + timedelta(days=1), "range", "weekend", anchor, min(confidence, 0.85))


def _counted(expression: Expression, relative: Relative, today: date, anchor: Anchor, confidence: float) -> Reading:
    """ "Rabu pekan lalu" and "tiga hari lalu"; a week without a weekday is vague."""
    if relative.base == "ago":
        return _day(expression, _counted_day(relative.offset, today), "days-ago", anchor, confidence)
    if expression.weekday is None or relative.base == "year":
        return unresolved(relative.base, anchor, "vague")
    day = in_week(expression.weekday, today, relative.offset)
    return _day(expression, day, "weekday-of-week", anchor, min(confidence, 0.88))


def _named(
    expression: Expression, relative: Relative, today: date, anchor: Anchor, confidence: float, night: bool
) -> Reading:
    """ "kemarin", "hari ini", "tadi malam"; a weekday beside it has the last word."""
    same_night = night and relative.offset == -1 and expression.day_part == "malam"
    day = today if same_night else today + timedelta(days=relative.offset)
    if expression.weekday is None or agrees(day, expression.weekday, eve=expression.eve):
        return _day(expression, day, "relative", anchor, confidence + (0.05 if expression.weekday is not None else 0.0))
    if relative.offset > 0:
        return _day(expression, coming(expression.weekday, today), "weekday-to-come", anchor, min(confidence, 0.85))
    stated = (expression.weekday - 1) % 7 if expression.eve else expression.weekday
    back = latest(stated, today, before=relative.offset < 0)
    issue = () if relative.offset == -1 else ("weekday-disagrees",)
    return _day(expression, back, "weekday-past", anchor, min(confidence, 0.88 if not issue else 0.6), *issue)


def _weekday(expression: Expression, today: date, anchor: Anchor, confidence: float) -> Reading:
    """A weekday alone is the most recent one, the anchor's own day included."""
    assert expression.weekday is not None
    if expression.eve:
        day = latest((expression.weekday - 1) % 7, today)
        return _day(expression, day, "weekday", anchor, min(confidence, 0.85))
    if expression.direction > 0:
        return _day(expression, coming(expression.weekday, today), "weekday-to-come", anchor, min(confidence, 0.9))
    day = latest(expression.weekday, today, before=expression.direction < 0)
    if expression.last_weekday is not None:
        end = latest(expression.last_weekday, today)
        start = latest(expression.weekday, end)
        return Reading(start, end, "range", "weekdays", anchor, min(confidence, 0.7))
    return _day(expression, day, "weekday-past" if expression.direction < 0 else "weekday", anchor, confidence)


def _day(expression: Expression, day: date, method: str, anchor: Anchor, confidence: float, *issues: str) -> Reading:
    proof = check(day, expression.weekday, eve=expression.eve)
    return Reading(day, None, "day", method, anchor, round(min(confidence, 0.97), 2), proof, issues)


def _counted_day(offset: int, today: date) -> date:
    return days_ago(-offset, today) if offset < 0 else today + timedelta(days=offset)


@lru_cache(maxsize=1024)
def days_ago(number: int, today: date) -> date:
    """ "tiga hari yang lalu", counted by dateparser from noon of the anchor."""
    base = datetime(today.year, today.month, today.day, 12)  # noqa: DTZ001 - a wall clock without a zone
    found = dateparser.parse(f"{number} hari yang lalu", languages=["id"], settings={"RELATIVE_BASE": base})
    return found.date() if found else today - timedelta(days=number)
