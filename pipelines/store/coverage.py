"""What was written about, counted: by unit of either side, regency, province, source or kind of event."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from pipelines.store.models import AppearanceRow, ReleaseRow, UnitRow

PRISON, POLICE = "prison", "police"


@dataclass(frozen=True, slots=True)
class Covered:
    """How many releases and events there are under a key, the newest event's day and the newest publication."""

    key: str
    releases: int
    events: int
    last_event: date | None
    last_published: datetime | None


def covered(session: Session, by: str, since: date | None = None) -> list[Covered]:
    """The counts by unit, police, regency, province, source or kind, the most covered first.

    Regency and province are those of prison-side units.
    """
    key = _key(by)
    releases = func.count(ReleaseRow.id.distinct())
    counts = (releases, func.count(ReleaseRow.event_id.distinct()))
    newest = (func.max(ReleaseRow.event_date), func.max(ReleaseRow.published_at))
    query = _joined(select(key, *counts, *newest), by).where(key.is_not(None))
    query = query.group_by(key).order_by(releases.desc(), key)
    if since is not None:
        query = query.where(func.coalesce(ReleaseRow.event_date, func.date(ReleaseRow.published_at)) >= since)
    return [Covered(*row) for row in session.execute(query)]


def days_of(session: Session, unit: str, year: int) -> Counter[date]:
    """On how many releases' event days of a year a unit was named, by day."""
    query = (
        select(ReleaseRow.event_date)
        .join(UnitRow, UnitRow.release_id == ReleaseRow.id)
        .where(UnitRow.unit == unit, ReleaseRow.event_date.between(date(year, 1, 1), date(year, 12, 31)))
    )
    return Counter(day for day in session.scalars(query) if day)


def _key(by: str) -> ColumnElement[Any]:
    columns: dict[str, Any] = {
        "unit": UnitRow.unit,
        "police": UnitRow.unit,
        "regency": UnitRow.regency,
        "province": UnitRow.province,
        "source": AppearanceRow.source,
        "kind": ReleaseRow.kind,
    }
    found: ColumnElement[Any] = columns[by]
    return found


def _joined(query: Select[Any], by: str) -> Select[Any]:
    if by == "kind":
        return query.select_from(ReleaseRow)
    if by == "source":
        return query.select_from(ReleaseRow).join(AppearanceRow, AppearanceRow.release_id == ReleaseRow.id)
    joined = query.select_from(ReleaseRow).join(UnitRow, UnitRow.release_id == ReleaseRow.id)
    return joined.where(UnitRow.side == (POLICE if by == "police" else PRISON))
