"""Units that releases name and the gazetteer could not tell: unknown ones, and names that several units share."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pipelines.store.models import ReleaseRow, UnitRow


@dataclass(frozen=True, slots=True)
class UnlinkedUnit:
    """A unit without id: how many releases name it, and the headline of the last of them."""

    kind: str
    subtype: str | None
    place: str | None
    name: str
    releases: int
    example: str


def unlinked_units(session: Session) -> list[UnlinkedUnit]:
    """All units without id, those that most releases name first."""
    same = (UnitRow.kind, UnitRow.subtype, UnitRow.place, UnitRow.name)
    counted = (
        select(
            *same,
            func.count(UnitRow.release_id.distinct()).label("releases"),
            func.max(UnitRow.release_id).label("last"),
        )
        .where(UnitRow.unit.is_(None))
        .group_by(*same)
        .subquery()
    )
    rows = session.execute(
        select(counted, ReleaseRow.title)
        .join(ReleaseRow, ReleaseRow.id == counted.c.last)
        .order_by(counted.c.releases.desc(), counted.c.name)
    )
    return [UnlinkedUnit(row.kind, row.subtype, row.place, row.name, row.releases, row.title) for row in rows]
