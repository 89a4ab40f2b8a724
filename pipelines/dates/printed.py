"""Resolves printed days: complete ones by the calendar, those without a year by the anchor that fits the weekday."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipelines.dates.calendar import ONE_DAY, agrees, check, day_of, nearest, shift_month, years_around
from pipelines.dates.conflicts import near_slip
from pipelines.dates.months import printed_month
from pipelines.dates.readings import NOWHERE, Anchors, Precision, Reading, unresolved
from pipelines.dates.terms import Expression, PartialDay
from pipelines.records import Anchor

CLOSE = 60
NEARBY = 45
TYPO_SPAN = 14
PAGE_REACH = 31
FAR = 400
AHEAD = 400
GENERATION = 9000
DOUBTFUL = 0.6
Span = tuple[date, date]
Rank = tuple[int, str]


def printed_day(expression: Expression, anchors: Anchors) -> Reading:
    """The reading of an expression that prints digits of a day or a month. May be a conflict for others to settle."""
    reading = _printed_day(expression, anchors)
    if reading.start is None or expression.first is None or expression.first.day is None:
        return reading
    issue, other = _doubt(expression, reading.start, anchors)
    if not issue:
        return reading
    issues, others = (*reading.issues, issue), (*reading.alternatives, *([other] if other else []))
    return replace(reading, confidence=min(reading.confidence, DOUBTFUL), issues=issues, alternatives=others)


def _printed_day(expression: Expression, anchors: Anchors) -> Reading:
    first = expression.first
    assert first is not None
    if expression.instant:
        return _instant(expression, anchors)
    if expression.broken:
        return unresolved("broken", anchors.anchor, "broken-digits", conflict=True)
    if first.day is None or first.month is None:
        return printed_month(expression, anchors) if first.day is None else _day_of_month(expression, anchors)
    last = expression.last or first
    relative = expression.relative
    if last.year is None and relative is not None and relative.base == "year" and anchors.today is not None:
        last = replace(last, year=anchors.today.year + relative.offset)
        first = last if expression.last is None else first
    if last.year is not None:
        return _complete(expression, first, last, anchors)
    if anchors.today is None:
        return _by_text(expression, first, last, anchors)
    return _by_today(expression, first, last, anchors, anchors.today)


def _span(first: PartialDay, end: date) -> date | None:
    """The first day of a range that ends on `end`; without a year of its own the latest such day before the end."""
    start = day_of(first.year or end.year, first.month, first.day)
    if start is not None and start > end and first.year is None:
        return day_of(end.year - 1, first.month, first.day)
    return start


def _fits(expression: Expression, start: date, end: date) -> bool:
    """Whether the stated weekdays belong to the days."""
    last_agrees = expression.last_weekday is None or expression.last is None or end.weekday() == expression.last_weekday
    return agrees(start, expression.weekday, eve=expression.eve) and last_agrees


def _reading(
    expression: Expression, start: date, end: date, method: str, anchor: Anchor, confidence: float, *issues: str
) -> Reading:
    if end < start:
        return unresolved(method, anchor, "range-ends-before-it-starts", alternatives=(start, end))
    precision: Precision = "range" if end != start else "day"
    proof = check(start, expression.weekday, eve=expression.eve)
    return Reading(start, end if end != start else None, precision, method, anchor, round(confidence, 2), proof, issues)


def _instant(expression: Expression, anchors: Anchors) -> Reading:
    """A time stamp counts in the zone of the page, where that is known."""
    printed = (expression.instant or "").replace(" ", "T", 1).upper()
    try:
        at = datetime.fromisoformat(printed)
    except ValueError:
        return unresolved("stamp", NOWHERE, "impossible-date")
    if day_of(at.year, at.month, at.day) is None:
        return unresolved("stamp", NOWHERE, "impossible-date")
    if at.tzinfo is not None and anchors.zone:
        at = at.astimezone(ZoneInfo(anchors.zone))
    return _reading(expression, at.date(), at.date(), "stamp", NOWHERE, 0.98)


def _complete(expression: Expression, first: PartialDay, last: PartialDay, anchors: Anchors) -> Reading:
    end = day_of(last.year, last.month, last.day)
    start = _span(first, end) if end else None
    if start is None or end is None or start > end:
        return unresolved("complete", anchors.anchor, "impossible-date", conflict=True)
    if not _fits(expression, start, end):
        return unresolved("complete", anchors.anchor, "weekday-disagrees", alternatives=(start,), conflict=True)
    if _out_of_time(start, anchors) and near_slip(expression, start, anchors, most=2):
        return unresolved("complete", anchors.anchor, "far-from-publication", alternatives=(start,), conflict=True)
    confidence = 0.99 if expression.weekday is not None else 0.97
    return _reading(expression, start, end, "complete", NOWHERE, confidence)


def _out_of_time(start: date, anchors: Anchors) -> bool:
    """Whether the day lies more than a year behind the publication, or a generation before it."""
    return anchors.today is not None and not -GENERATION <= (start - anchors.today).days <= AHEAD


def _doubt(expression: Expression, start: date, anchors: Anchors) -> tuple[str, date | None]:
    """What makes a day look like a slip of the pen, "" for most days, and the day that may be meant."""
    if expression.split:
        return "digits-before-the-day", None
    if other := near_slip(expression, start, anchors):
        return "a-slip-away-from-publication", other
    other = _other_year(expression, start, anchors)
    return ("year-far-from-publication", other) if other else ("", None)


def _other_year(expression: Expression, start: date, anchors: Anchors) -> date | None:
    """Without a weekday, last year looks like a slip where the same day of this year is days before the publication."""
    told = expression.last or expression.first
    if anchors.today is None or anchors.weak or expression.weekday is not None or told is None or told.year is None:
        return None
    here = nearest(years_around(PartialDay(start.day, start.month), anchors.today), anchors.today)
    if here is None or here == start or not 0 <= (anchors.today - here).days <= 3:
        return None
    return here if abs(start.year - here.year) == 1 and anchors.today.month in (1, 12) else None


def _by_today(expression: Expression, first: PartialDay, last: PartialDay, anchors: Anchors, today: date) -> Reading:
    """The matching day nearest to the publication; the stated weekday proves or disproves it."""
    ends = years_around(last, today)
    if anchors.weak:
        ends = [end for end in ends if end <= today + ONE_DAY] or ends
    if expression.direction and not anchors.weak:
        wanted = [end for end in ends if (end > today) == (expression.direction > 0) or end == today]
        ends = wanted or ends
    spans = [(start, end) for end in ends if (start := _span(first, end)) is not None]
    if not spans:
        return unresolved("day-month", anchors.anchor, "impossible-date", conflict=True)
    start, end = spans[0]
    proven = expression.weekday is not None or expression.last_weekday is not None
    if _fits(expression, start, end):
        trust = _trust(start, anchors, proven=proven, told=not proven and expression.direction != 0)
        return _reading(expression, start, end, "nearest-year", anchors.anchor, trust)
    fitting = [span for span in spans if _fits(expression, *span)]
    near_enough = abs((spans[0][0] - today).days) <= NEARBY
    if fitting and (not near_enough or anchors.weak):
        start, end = fitting[0]
        return _reading(expression, start, end, "weekday-picks-year", anchors.anchor, 0.75 if not anchors.weak else 0.7)
    others = tuple(span[0] for span in (spans[0], *fitting))
    return unresolved("day-month", anchors.anchor, "weekday-disagrees", alternatives=others, conflict=True)


def _trust(day: date, anchors: Anchors, *, proven: bool, told: bool) -> float:
    """Confidence of a day whose year comes from the publication; less where only the day of the fetch is known.

    `proven` by the weekday; `told` by "lalu" or "mendatang" on which side of the publication it lies.
    """
    age = (anchors.today - day).days if anchors.today else 0
    if age < 0:
        confidence = 0.94 if proven or told else 0.82
    elif age <= TYPO_SPAN:
        confidence = 0.98 if proven else 0.93
    elif age <= CLOSE:
        confidence = 0.95 if proven else 0.85
    else:
        confidence = 0.85 if proven or told else 0.75
    return confidence - (0.08 if anchors.weak else 0.0)


def _by_text(expression: Expression, first: PartialDay, last: PartialDay, anchors: Anchors) -> Reading:
    """Without a publication day: the year of other words of the text, where the weekday does not disprove it."""
    proven = expression.weekday is not None or expression.last_weekday is not None
    candidates = _candidates(first, last, anchors, proven)
    fitting = {span: rank for span, rank in candidates.items() if _fits(expression, *span)}
    if not proven:
        closest = min((rank[0] for rank in fitting.values()), default=0)
        fitting = {span: rank for span, rank in fitting.items() if rank[0] == closest}
    elif any(rank[0] <= CLOSE for rank in fitting.values()):
        fitting = {span: rank for span, rank in fitting.items() if rank[0] <= CLOSE}
    if not fitting:
        why = "weekday-disagrees" if candidates and proven else "no-year"
        return unresolved("day-month", NOWHERE, why, alternatives=_years_of_weekday(expression, first))
    if len(fitting) > 1:
        return unresolved(
            "day-month", NOWHERE, "several-years", alternatives=tuple(sorted(span[0] for span in fitting))
        )
    (start, end), (distance, words) = next(iter(fitting.items()))
    confidence = (0.95 if distance <= CLOSE else 0.85) if proven else (0.85 if distance <= CLOSE else 0.7)
    return _reading(expression, start, end, "year-of-text", Anchor(words, "text"), confidence)


def _candidates(first: PartialDay, last: PartialDay, anchors: Anchors, proven: bool) -> dict[Span, Rank]:
    """The days in the years that the text tells, with the distance to the words that tell it, and these words.

    A line of the page tells the year only of a day shortly before it that its weekday proves.
    """
    candidates: dict[Span, Rank] = {}
    for named in anchors.days:
        for end in years_around(last, named):
            _offer(candidates, first, end, abs((end - named).days), named.isoformat())
    for page in anchors.page_days if proven else ():
        for end in years_around(last, page):
            if 0 <= (page - end).days <= PAGE_REACH:
                _offer(candidates, first, end, FAR, page.isoformat())
    for hint in anchors.hints:
        told = nearest(years_around(last, hint.near), hint.near) if hint.near else None
        told = told or day_of(hint.year, last.month, last.day)
        if told is not None:
            _offer(candidates, first, told, FAR, hint.words)
    return candidates


def _offer(candidates: dict[Span, Rank], first: PartialDay, end: date, distance: int, words: str) -> None:
    start = _span(first, end)
    if start is not None and (span := (start, end)) and distance < candidates.get(span, (10_000, ""))[0]:
        candidates[span] = (distance, words)


def _years_of_weekday(expression: Expression, first: PartialDay) -> tuple[date, ...]:
    if expression.weekday is None:
        return ()
    days = (day_of(year, first.month, first.day) for year in range(2010, 2031))
    return tuple(day for day in days if day and agrees(day, expression.weekday, eve=expression.eve))


def _day_of_month(expression: Expression, anchors: Anchors) -> Reading:
    """ "tanggal 25", "tanggal 25 bulan ini", "besok tanggal 25"."""
    assert expression.first is not None
    today, relative = anchors.today, expression.relative
    if today is None or anchors.weak:
        return unresolved("day-of-month", NOWHERE, "no-anchor")
    told = relative.offset if relative and relative.base == "month" else None
    months = [shift_month(today, offset) for offset in ([told] if told is not None else [0, -1, 1])]
    days = [day for day in (day_of(*month, expression.first.day) for month in months) if day]
    if told is None and relative is not None and relative.base == "today":
        days.sort(key=lambda day: abs((day - today).days - relative.offset))
    elif told is None:
        ahead = expression.direction > 0 or (relative is not None and relative.offset > 0)
        days = sorted((day for day in days if (day > today) == ahead), key=lambda day: abs((day - today).days))
    if not days:
        return unresolved("day-of-month", anchors.anchor, "impossible-date")
    return _reading(expression, days[0], days[0], "day-of-month", anchors.anchor, 0.9 if told is not None else 0.72)
