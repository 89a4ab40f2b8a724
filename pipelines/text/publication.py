"""Weighs the witnesses and chooses the publication instant; the choice and every disagreement are told."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone, tzinfo

from pipelines.records import Published, Witness
from pipelines.text.witnesses import Told

SAME_INSTANT = timedelta(minutes=2)
FUTURE = timedelta(hours=26)
# Before this year no page was written: such stamps are the zero of a clock.
FIRST_YEAR = 1995
WEIGHTS = {
    "json-ld": 3.0,
    "meta": 2.5,
    "time": 2.6,
    "visible": 2.8,
    "feed": 2.0,
    "wordpress": 3.0,
    "sitemap": 1.0,
    "url": 0.6,
}
FINENESS = {"second": 3, "minute": 2, "hour": 1, "day": 0}


def choose(told: list[Told], zone: tzinfo, fetched_at: datetime, pacific: bool = False) -> Published:
    """The instant that the weightiest group of agreeing witnesses tells, or null where there is none.

    `pacific`: the site runs on software whose clock is Californian unless somebody sets it, so -07:00 is no slip there.
    """
    issues: list[str] = []
    real = [one for one in told if one.witness.at.year >= FIRST_YEAR]
    usable = _mended([one for one in real if one.witness.at - FUTURE <= fetched_at], zone, issues, pacific)
    if len(usable) < len(real):
        issues.append("published: a witness lies after the time of fetching")
    if not usable:
        return Published(issues=tuple(issues), witnesses=tuple(one.witness for one in told))
    best = max(
        usable,
        key=lambda one: (round(_support(one, usable), 2), FINENESS[one.witness.precision] > 0, -usable.index(one)),
    )
    finest = max(
        (one for one in usable if _agree(one, best)),
        key=lambda one: (FINENESS[one.witness.precision], WEIGHTS.get(one.witness.source, 1)),
    )
    chosen = finest.witness if finest.witness.at.date() == best.witness.at.date() else best.witness
    issues += [
        f"published: {one.witness.source} tells {one.witness.at.isoformat()}"
        for one in usable
        if not _compatible(one.witness, chosen)
    ]
    return Published(
        chosen.at, chosen.precision, chosen.source, tuple(dict.fromkeys(issues)), tuple(one.witness for one in usable)
    )


def _support(one: Told, others: list[Told]) -> float:
    """The weight of the kinds of witness that agree with this one; each kind counts once."""
    kinds: dict[str, float] = {}
    for other in others:
        weight = WEIGHTS.get(other.witness.source, 1.0)
        if _agree(one, other):
            kinds[other.witness.source] = max(kinds.get(other.witness.source, 0), weight)
        elif _compatible(other.witness, one.witness):
            kinds[other.witness.source] = max(kinds.get(other.witness.source, 0), 0.4 * weight)
    return sum(kinds.values()) - (1.5 if one.witness.precision == "day" else 0)


def _agree(one: Told, other: Told) -> bool:
    if one.witness.precision == "day" or other.witness.precision == "day":
        return one is other or (one.witness.precision == other.witness.precision and one.witness.at == other.witness.at)
    slack = timedelta(hours=1) if "hour" in (one.witness.precision, other.witness.precision) else SAME_INSTANT
    return abs(one.witness.at - other.witness.at) < slack


def _compatible(one: Witness, other: Witness) -> bool:
    """Whether two witnesses can both be right: the same instant, or the same day where one tells no more."""
    if "day" in (one.precision, other.precision):
        return one.at.date() == other.at.date()
    slack = timedelta(hours=1) if "hour" in (one.precision, other.precision) else SAME_INSTANT
    return abs(one.at - other.at) < slack


def _mended(told: list[Told], zone: tzinfo, issues: list[str], pacific: bool) -> list[Told]:
    """Offsets that are known lies are read as local time: a turned sign, or Z where the page shows the same clock."""
    clocks = [one for one in told if one.witness.source in ("visible", "time") and one.stamp.precision != "day"]
    shown = [one for one in clocks if _ahead(one)]
    mended = []
    for one in told:
        offset = one.stamp.offset
        ahead = None
        if offset is not None and not pacific and -offset == zone.utcoffset(one.stamp.clock):
            ahead = -offset
        elif (
            offset == timedelta(0)
            and one.stamp.precision != "hour"
            and (any(_same_clock(one, other) for other in shown if other is not one) or _is_shown_day(one, told, zone))
        ):
            ahead = _zone_of(one, shown, zone)
        if ahead is not None:
            issues.append(f"published: {one.witness.source} writes local time with a wrong offset")
            at = one.stamp.clock.replace(tzinfo=timezone(ahead)).astimezone(zone)
            one = Told(replace(one.witness, at=at), one.stamp)  # noqa: PLW2901
        mended.append(one)
    return [_with_told_offset(one, mended) for one in mended]


def _with_told_offset(one: Told, others: list[Told]) -> Told:
    """A clock without an offset is the instant of the stamp that shows the same clock with one."""
    if one.stamp.offset is not None or one.stamp.precision == "day":
        return one
    same = (other for other in others if other.stamp.offset and other.stamp.precision != "day")
    offset = next((other.stamp.offset for other in same if _same_clock(one, other)), None)
    if offset is None:
        return one
    at = one.stamp.clock.replace(tzinfo=timezone(offset)).astimezone(one.witness.at.tzinfo)
    return Told(replace(one.witness, at=at), one.stamp)


def _ahead(one: Told) -> bool:
    """Whether a shown time is local: no offset told, or one of Indonesia."""
    return one.stamp.offset is None or timedelta(hours=7) <= one.stamp.offset <= timedelta(hours=9)


def _same_clock(one: Told, other: Told) -> bool:
    return abs(one.stamp.clock - other.stamp.clock) < SAME_INSTANT


def _is_shown_day(one: Told, told: list[Told], zone: tzinfo) -> bool:
    """Whether the page shows the day that the stamp has before it is turned to the zone, and no other day."""
    days = {other.stamp.clock.date() for other in told if other.witness.source == "visible"}
    return days == {one.stamp.clock.date()} != {one.stamp.at(zone).date()}


def _zone_of(one: Told, shown: list[Told], zone: tzinfo) -> timedelta | None:
    return next(
        (other.stamp.offset for other in shown if _same_clock(one, other) and other.stamp.offset),
        zone.utcoffset(one.stamp.clock),
    )
