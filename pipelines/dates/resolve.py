"""The passes that resolve all expressions of a text: complete days first, then what hangs on them, conflicts last."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from pipelines.dates.calendar import agrees, day_of, latest
from pipelines.dates.conflicts import settle
from pipelines.dates.items import Item
from pipelines.dates.printed import printed_day
from pipelines.dates.readings import NOWHERE, Anchors, Reading, unresolved
from pipelines.dates.spoken import spoken_day
from pipelines.records import Anchor

OUTSIDE = ("header", "related")
LOOSE_FRAMES = (*OUTSIDE, "letter", "illustration", "operation")
STATEMENT_REACH = 3


def resolve(items: list[Item], anchors: Anchors) -> None:
    """Fills the reading of every item."""
    anchors = _printed(items, anchors)
    _same_day_two_years(items)
    for item in items:
        if item.reading is None and item.expression.relative is None:
            item.reading = _weekday_alone(item, items, anchors)
    for item in items:
        if item.reading is None:
            item.reading = _relative(item, items, anchors)
    known = frozenset(day for item in items if item.frame.kind not in OUTSIDE for day in _days(item))
    for item in items:
        if item.reading is not None and item.reading.conflict:
            item.reading = settle(item.expression, item.reading, anchors, known)


def _days(item: Item) -> tuple[date, ...]:
    return item.reading.days if item.reading is not None else ()


def _printed(items: list[Item], anchors: Anchors) -> Anchors:
    """Complete days first; the days they name are then anchors of those without a year."""
    printed = [item for item in items if item.digits]
    for item in printed:
        first, last = item.expression.first, item.expression.last or item.expression.first
        if item.expression.instant or (last and last.year and first and first.day):
            # The head and the foot of a page may be of another day than its text, such as that of a later visit.
            of_text = item.frame.kind not in OUTSIDE
            item.reading = printed_day(item.expression, anchors if of_text else replace(anchors, today=None))
    named = [day for item in printed if item.frame.kind not in OUTSIDE for day in (_days(item)[:1] + _days(item)[-1:])]
    months = [item.expression.first for item in printed if item.expression.first and item.expression.first.day is None]
    named += [date(month.year, month.month, 15) for month in months if month.year and month.month]
    of_page = [day for item in printed if item.frame.kind == "header" for day in _days(item)[:1]]
    anchors = replace(anchors, days=tuple(dict.fromkeys(named)), page_days=tuple(dict.fromkeys(of_page)))
    for item in printed:
        if item.reading is None:
            item.reading = printed_day(item.expression, anchors)
    return anchors


def _same_day_two_years(items: list[Item]) -> None:
    """One day and month printed with two years in a row: the year that a weekday proves nearby is right."""
    proven = {
        day
        for item in items
        for day in _days(item)
        if item.reading and item.reading.weekday and item.reading.weekday.agrees
    }
    told = [day for item in items for day in _days(item)[:1]]
    for item in items:
        reading = item.reading
        if reading is None or reading.start is None or reading.weekday is not None or reading.method != "complete":
            continue
        rivals = {day for day in told if _a_year_apart(day, reading.start) and _is_near(day, proven)}
        if len(rivals) == 1 and not _is_near(reading.start, proven):
            item.reading = _moved(reading, reading.start, rivals.pop())


def _a_year_apart(day: date, other: date) -> bool:
    return (day.month, day.day) == (other.month, other.day) and abs(day.year - other.year) == 1


def _is_near(day: date, proven: Iterable[date]) -> bool:
    return any(abs((day - other).days) <= 31 for other in proven)


def _moved(reading: Reading, printed: date, start: date) -> Reading:
    """The reading in the year of the other day; a range that ends on a leap day has no such end there and stays."""
    end = (
        day_of(reading.end.year + start.year - printed.year, reading.end.month, reading.end.day)
        if reading.end
        else None
    )
    if reading.end and end is None:
        return reading
    issues = ("year-disagrees-with-text",)
    return replace(
        reading, start=start, end=end, method="settled", confidence=0.5, issues=issues, alternatives=(printed,)
    )


def _weekday_alone(item: Item, items: list[Item], anchors: Anchors) -> Reading:
    """The day that the text names on this weekday, else the most recent one before the publication or the statement."""
    expression = item.expression
    assert expression.weekday is not None
    weekday = (expression.weekday - 1) % 7 if expression.eve else expression.weekday
    today = None if anchors.weak else anchors.today
    speaker = _statement_of(item, items)
    told = _told_on(weekday, items, today)
    if speaker is not None and expression.direction < 0 and told in _days(speaker):
        # "Sejak Senin lalu …, kata Kalapas, Senin (19/5)": the Monday before the one on which it is said.
        return spoken_day(expression, told, Anchor(told.isoformat(), "statement"), 0.9)
    if told is not None and expression.direction <= 0 and expression.last_weekday is None:
        return spoken_day(replace(expression, direction=0), told, Anchor(told.isoformat(), "text"), 0.93)
    if today is not None:
        planned = item.frame.kind == "planned" and item.frame.weight >= 2 and expression.direction == 0
        if planned:
            return spoken_day(replace(expression, direction=1), today, anchors.anchor, 0.72)
        return spoken_day(expression, today, anchors.anchor, 0.92)
    dateline = {day for other in items if other.frame.kind == "dateline" for day in _days(other)}
    if len(dateline) == 1:
        day = dateline.pop()
        return spoken_day(expression, day, Anchor(day.isoformat(), "dateline"), 0.85)
    return _beside_others(item, items)


def _told_on(weekday: int, items: Iterable[Item], today: date | None) -> date | None:
    """The one day on this weekday that the text names with digits, in the week before the publication."""
    days = {item.reading.start for item in _dated(items) if item.reading and item.reading.start}
    fitting = {day for day in days if day.weekday() == weekday and (today is None or 0 <= (today - day).days <= 6)}
    return fitting.pop() if len(fitting) == 1 else None


def _dated(items: Iterable[Item]) -> list[Item]:
    """The items that name a day of the report with digits."""
    return [
        item
        for item in items
        if item.digits and item.reading and item.reading.precision == "day" and item.reading.start
        if item.frame.kind not in LOOSE_FRAMES
    ]


def _beside_others(item: Item, items: list[Item]) -> Reading:
    """Without a publication day: a statement follows its event, an event precedes its statement, by a few days."""
    assert item.expression.weekday is not None
    speaks = item.frame.kind == "statement"
    others = [other for other in _dated(items) if (other.frame.kind == "statement") != speaks]
    proven = [other for other in others if other.expression.weekday is not None] or others
    days = {other.reading.start: other for other in proven if other.reading and other.reading.start}
    if len(days) != 1:
        return unresolved("weekday", NOWHERE, "no-anchor")
    day, other = next(iter(days.items()))
    forward = speaks and other.frame.kind != "planned"
    distance = (
        (item.expression.weekday - day.weekday()) % 7 if forward else (day.weekday() - item.expression.weekday) % 7
    )
    if distance > STATEMENT_REACH:
        return unresolved("weekday", NOWHERE, "no-anchor")
    anchor = Anchor(day.isoformat(), "event" if speaks else "statement")
    found = latest(item.expression.weekday, date.fromordinal(day.toordinal() + (distance if forward else 0)))
    return spoken_day(replace(item.expression, eve=False), found, anchor, 0.85)


def _relative(item: Item, items: list[Item], anchors: Anchors) -> Reading:
    relative = item.expression.relative
    assert relative is not None
    if relative.base == "text":
        return _from_text(item, items)
    speaker = _statement_of(item, items)
    if (
        speaker is not None
        and speaker.reading is not None
        and speaker.reading.start is not None
        and relative.base != "month"
    ):
        anchor = Anchor(speaker.reading.start.isoformat(), "statement")
        night = speaker.expression.day_part == "malam"
        confidence = 0.9 if speaker.reading.confidence >= 0.8 else 0.6
        return spoken_day(item.expression, speaker.reading.start, anchor, confidence, night=night)
    if anchors.today is None or anchors.weak:
        return _only_day(item, items)
    if speaker is not None and speaker.reading is not None and speaker.reading.conflict and relative.base != "month":
        return spoken_day(item.expression, anchors.today, anchors.anchor, 0.6)
    if item.frame.quoted and relative.base == "today" and (heard := _speech_day(items, anchors.today)):
        return spoken_day(item.expression, heard, Anchor(heard.isoformat(), "event"), 0.7)
    return spoken_day(item.expression, anchors.today, anchors.anchor, 0.91)


def _statement_of(item: Item, items: list[Item]) -> Item | None:
    """The date of the statement that the words stand in: of the sentence, else (in a quote) the nearest."""
    spoken = [
        other
        for other in items
        if other is not item and other.frame.kind in ("statement", "occasion") and other.block.kind == "body"
    ]
    same = [other for other in spoken if other.sentence == item.sentence]
    if same and (item.frame.quoted or same[0].expression.start > item.expression.start):
        return same[0]
    if not item.frame.quoted:
        return None
    statements = [other for other in spoken if other.frame.kind == "statement"]
    near = [other for other in statements if abs(other.sentence - item.sentence) <= 1]
    before = [other for other in statements if other.sentence < item.sentence]
    return next(iter(near or before[-1:] or statements), None)


def _speech_day(items: list[Item], today: date) -> date | None:
    """The day of the reported event, where words in a quote were most likely said at it."""
    days = {
        item.reading.start
        for item in items
        if item.reading
        and item.digits
        and item.reading.precision == "day"
        and item.reading.start
        and item.frame.kind in ("plain", "occasion")
    }
    recent = {day for day in days if 0 <= (today - day).days <= STATEMENT_REACH}
    return recent.pop() if len(recent) == 1 and today not in recent else None


def _only_day(item: Item, items: list[Item]) -> Reading:
    """Without a publication day "hari ini" is the only day that the text reports on, "besok, Rabu" the next one."""
    relative = item.expression.relative
    days = {day for other in items if other.frame.kind not in LOOSE_FRAMES and other.digits for day in _days(other)}
    if relative is None or relative.base != "today" or len(days) != 1:
        return unresolved("relative", NOWHERE, "no-anchor")
    if relative.offset and item.expression.weekday is None:
        return unresolved("relative", NOWHERE, "no-anchor")
    day = days.pop()
    if not agrees(day + timedelta(days=relative.offset), item.expression.weekday):
        return unresolved("relative", NOWHERE, "weekday-disagrees")
    return spoken_day(item.expression, day, Anchor(day.isoformat(), "text"), 0.85)


def _from_text(item: Item, items: list[Item]) -> Reading:
    """ "keesokan harinya": counted from the day named last, else from the next one of the sentence."""
    relative = item.expression.relative
    assert relative is not None
    position = items.index(item)
    dated = [
        other
        for other in items
        if other.reading
        and other.reading.precision == "day"
        and other.reading.start
        and other.frame.kind not in (*OUTSIDE, "letter")
    ]
    before = [other for other in dated if items.index(other) < position]
    behind = [other for other in dated if items.index(other) > position and other.sentence == item.sentence]
    chosen = next(iter(before[-1:] or behind[:1]), None)
    if chosen is None or chosen.reading is None or chosen.reading.start is None:
        return unresolved("relative-to-text", NOWHERE, "no-anchor")
    day = date.fromordinal(chosen.reading.start.toordinal() + relative.offset)
    confidence = 0.85 if chosen in behind or chosen.sentence >= item.sentence - 2 else 0.6
    return Reading(day, None, "day", "relative-to-text", Anchor(chosen.reading.start.isoformat(), "text"), confidence)
