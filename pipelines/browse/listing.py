"""Which releases a reader asked to see: words, kind, province, unit, days; the newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from pipelines.store.models import AppearanceRow, ReleaseRow, UnitRow
from pipelines.store.search import search

PAGE_SIZE = 30
MOST_FOUND = 1000


Day = Annotated[date | None, BeforeValidator(lambda told: told or None)]


class Asked(BaseModel):
    """What a reader asked for; empty parts leave everything in. `page` counts from 1."""

    model_config = ConfigDict(frozen=True)

    words: str = ""
    kind: str = ""
    province: str = ""
    unit: str = ""
    since: Day = None
    until: Day = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A release in a list."""

    id: str
    title: str
    kind: str
    day: str | None
    published_at: str | None
    units: tuple[str, ...]
    appearances: int


def listed(session: Session, asked: Asked) -> tuple[list[Line], int]:
    """One page of the releases, and how many there are in all."""
    query = _narrowed(session, select(ReleaseRow.id), asked)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    newest = func.coalesce(ReleaseRow.event_date, func.date(ReleaseRow.published_at))
    page = query.order_by(newest.desc().nulls_last(), ReleaseRow.id.desc())
    ids = session.scalars(page.offset((asked.page - 1) * PAGE_SIZE).limit(PAGE_SIZE)).all()
    return [_line(session, session.get_one(ReleaseRow, number)) for number in ids], total


def choices(session: Session) -> dict[str, list[str]]:
    """The kinds and provinces that there are, for the form."""
    kinds = session.scalars(select(ReleaseRow.kind).distinct().order_by(ReleaseRow.kind))
    provinces = select(UnitRow.province).where(UnitRow.province.is_not(None)).distinct().order_by(UnitRow.province)
    return {"kinds": list(kinds), "provinces": [name for name in session.scalars(provinces) if name]}


def _narrowed(session: Session, query: Select[tuple[int]], asked: Asked) -> Select[tuple[int]]:
    if asked.words.strip():
        found = [each.id for each in search(session, asked.words, MOST_FOUND)]
        query = query.where(ReleaseRow.key.in_(found))
    if asked.kind:
        query = query.where(ReleaseRow.kind == asked.kind)
    if asked.province:
        query = query.where(ReleaseRow.id.in_(select(UnitRow.release_id).where(UnitRow.province == asked.province)))
    if asked.unit:
        query = query.where(ReleaseRow.id.in_(select(UnitRow.release_id).where(UnitRow.unit == asked.unit)))
    if asked.since:
        query = query.where(ReleaseRow.event_date >= asked.since)
    if asked.until:
        query = query.where(ReleaseRow.event_date <= asked.until)
    return query


def _line(session: Session, row: ReleaseRow) -> Line:
    units = select(UnitRow.name).where(UnitRow.release_id == row.id).order_by(UnitRow.side.desc(), UnitRow.position)
    count = select(func.count()).where(AppearanceRow.release_id == row.id)
    return Line(
        row.key,
        row.title,
        row.kind,
        row.event_date.isoformat() if row.event_date else None,
        row.published_at.isoformat() if row.published_at else None,
        tuple(session.scalars(units.limit(4))),
        session.scalar(count) or 0,
    )
