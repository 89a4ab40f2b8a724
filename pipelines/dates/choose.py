"""Chooses the day of the reported event among the dates of a text, and gives every date its role."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from pipelines.dates.items import Item
from pipelines.dates.readings import Anchors
from pipelines.records import EventDay
from pipelines.tables import toml_table

Role = Literal["event", "statement", "publication", "other"]
TABLE = "dates-choice.toml"
CAPTION = 0.7
FRAMING = ("caption", "title")
ALONE = 9.0
SURE_PUSH = 3.0
_AND = re.compile(r"[ )]*,?[ ]*(?:dan|serta|maupun)[ ]+(?:(?:pada|hari|tanggal)[ ]+)*[(]?")
NEVER = ("header", "related", "illustration", "letter", "statement")


def choose_event(items: list[Item], anchors: Anchors) -> tuple[EventDay, Item | None]:
    """The day of the event with its item; none, with the reason, where the text does not tell it.

    Captions and the title are asked where the body tells no day; a title with another day makes it less sure.
    """
    body = [item for item in items if item.block.kind in ("body", "dateline")]
    spoken = any(item.frame.kind == "statement" for item in body)
    chosen = _best(body, items, anchors, spoken=spoken)
    if chosen is None:
        captions = [item for item in items if item.block.kind in FRAMING and item.expression.weekday is not None]
        chosen = _best([item for item in captions if item.digits], items, anchors, spoken=False)
    if chosen is None:
        return EventDay(issues=(_why_none(body),)), None
    item, margin = chosen
    if any(_coordinated(item, other) for other in body):
        return EventDay(issues=("several-events",)), None
    event = _event(item, margin)
    kind = item.block.kind
    if kind in FRAMING:
        event = replace(event, confidence=min(event.confidence, CAPTION), issues=(*event.issues, f"told-by-{kind}"))
    elif any(_contradicts(other, item) for other in items if other.block.kind == "title"):
        event = replace(event, confidence=min(event.confidence, CAPTION), issues=(*event.issues, "title-disagrees"))
    return event, item


def _contradicts(told: Item, chosen: Item) -> bool:
    """Whether the title tells another day, as the day of its news."""
    plain = told.frame.kind in ("plain", "occasion") and told.expression.weekday is not None and told.digits
    return plain and _may_be_event(told) and not _same(told, chosen)


def _best(among: list[Item], items: list[Item], anchors: Anchors, *, spoken: bool) -> tuple[Item, float] | None:
    """The best item and how far the next best day is behind it; None where no item is good enough."""
    candidates = [item for item in among if _may_be_event(item)]
    scores = {id(item): _score(item, items, anchors, spoken) for item in candidates}
    ranked = sorted(candidates, key=lambda item: -scores[id(item)])
    if not ranked or scores[id(ranked[0])] < _weight("threshold_beside_statement" if spoken else "threshold"):
        return None
    best = scores[id(ranked[0])]
    rivals = [scores[id(item)] for item in ranked if not _same(item, ranked[0])]
    return ranked[0], best - max(rivals, default=best - ALONE)


def _coordinated(item: Item, other: Item) -> bool:
    """Whether one clause tells both days as equals: "pada Senin (5/5) dan Rabu (14/5)"."""
    if item.block is not other.block or not (_may_be_event(item) and _may_be_event(other)) or _same(item, other):
        return False
    first, last = sorted((item.expression, other.expression), key=lambda expression: expression.start)
    return _AND.fullmatch(item.block.folded.lower, first.end, last.start) is not None


def _weight(name: str) -> float:
    return float(toml_table(TABLE)["weights"][name])


def _may_be_event(item: Item) -> bool:
    return item.reading is not None and item.reading.precision in ("day", "range") and item.frame.kind not in NEVER


def _why_none(body: Iterable[Item]) -> str:
    kinds = {item.frame.kind for item in body}
    if not kinds:
        return "no-date"
    if any(item.reading is None or item.reading.value is None for item in body if item.frame.kind not in NEVER):
        return "undecidable"
    return "only-statement" if "statement" in kinds else "only-other-dates"


def _score(item: Item, items: Iterable[Item], anchors: Anchors, spoken: bool) -> float:
    """How well the date fits the reported event; the weights are told in the table."""
    expression, frame = item.expression, item.frame
    assert item.reading is not None and item.reading.start is not None
    score = _weight("weekday") if expression.weekday is not None else 0.0
    score += _weight("bracketed") if expression.bracketed else 0.0
    score += _weight("digits") if item.digits else 0.0
    score += _weight("sentence") * min(item.sentence, 6)
    score += _weight("quoted") if frame.quoted else 0.0
    score += _push(item, anchors, spoken)
    score += (
        _weight("of_today") if expression.relative and expression.relative.base == "today" and not frame.quoted else 0.0
    )
    score += _age(item.reading.start, _reference(items, anchors))
    same = sum(1 for other in items if other is not item and other.frame.kind not in NEVER and _same(other, item))
    if spoken and anchors.today is not None and item.reading.start > anchors.today and expression.weekday is None:
        score += _weight("future_beside_statement")
    return score + _weight("told_again") * min(same, 2)


def _push(item: Item, anchors: Anchors, spoken: bool) -> float:
    """How far its words push the date away: earlier days always, coming days mostly where a statement is the news."""
    frame = item.frame
    if frame.kind not in ("earlier", "since", "dateline", "planned", "operation"):
        return 0.0
    push = _weight("push") * frame.weight
    last = (item.reading.end or item.reading.start) if item.reading is not None else None
    over = anchors.today is not None and last is not None and last <= anchors.today
    if frame.kind in ("earlier", "since", "dateline"):
        ahead = frame.kind != "dateline" and anchors.today is not None and not over
        return push + (_weight("deadline") if ahead else 0.0)
    feast = frame.weight >= SURE_PUSH and item.expression.weekday is None
    if (over or not spoken) and not feast:
        return push * _weight("plan_alone")
    return push + (_weight("plan_beside_statement") if frame.kind == "operation" else 0.0)


def _reference(items: Iterable[Item], anchors: Anchors) -> date | None:
    """The day from which the age of an event is counted: of the publication, else the latest that the text tells."""
    if anchors.today is not None and not anchors.weak:
        return anchors.today
    told = [
        item.reading
        for item in items
        if item.reading is not None and item.frame.kind in ("statement", "plain", "occasion")
    ]
    days = [day for reading in told for day in (reading.end or reading.start, *reading.alternatives[:1])]
    return max((day for day in days if day), default=None)


def _age(day: date, reference: date | None) -> float:
    if reference is None:
        return 0.0
    age = (reference - day).days
    if age < 0:
        return _weight("future")
    steps = toml_table(TABLE)["age"]
    return next((float(step["weight"]) for step in steps if age <= step["days"]), float(steps[-1]["weight"]))


def _same(left: Item, right: Item) -> bool:
    days = {*(left.reading.days if left.reading else ())} & {*(right.reading.days if right.reading else ())}
    return bool(days)


def _within(item: Item, event: Item) -> bool:
    """Whether all days of the item are days of the event; a longer operation that holds the event's day is another."""
    days = set(item.reading.days) if item.reading else set()
    return bool(days) and days <= set(event.reading.days if event.reading else ())


def _event(item: Item, margin: float) -> EventDay:
    reading = item.reading
    assert reading is not None and reading.start is not None
    pushed = item.frame.kind == "since" or item.frame.weight >= (2.0 if item.frame.kind == "earlier" else SURE_PUSH)
    margin = min(margin, _weight("margin_of_a_pushed_day")) if pushed else margin
    ceiling = next(float(step["confidence"]) for step in toml_table(TABLE)["margin"] if margin >= step["least"])
    issues = reading.issues if margin >= 1 or pushed else (*reading.issues, "other-days-compete")
    return EventDay(
        reading.start.isoformat(),
        reading.end.isoformat() if reading.end else None,
        item.text,
        round(min(reading.confidence, ceiling), 2),
        issues,
    )


def role_of(item: Item, event: Item | None, anchors: Anchors) -> Role:
    """What the date is the date of."""
    kind = item.frame.kind
    if kind == "header":
        day = item.reading.start if item.reading else None
        return "publication" if item.frame.cue or day == anchors.today else "other"
    if kind == "statement":
        return "statement"
    if event is None:
        return (
            "event"
            if kind in ("plain", "occasion") and item.reading is not None and item.reading.value is None
            else "other"
        )
    return "event" if kind not in NEVER and _within(item, event) else "other"
