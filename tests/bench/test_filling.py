"""The rows that benchmarks fill in are those that storing makes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from pipelines.store.engine import open_engine, upgrade, write
from pipelines.store.models import Base, EventRow, ReleaseRow
from pipelines.store.outcomes import save_outcome
from pipelines.store.pages import save_page
from tests.bench.documents import generated
from tests.bench.filling import fill
from tests.bench.rows import DIGEST, TABLES
from tests.support.articles import page

OWN = {
    "releases": {"event_id", "vote"},
    "events": {"id"},
    "units": {"id"},
    "mentions": {"id"},
    "people": {"id"},
    "quotes": {"id"},
    "changes": {"seq", "at"},
}
"""What storing counts up in another order, or settles among the releases of one event."""
SHARED = ("events", "changes")
"""Where releases of one event stand otherwise: filled are only those that stand alone."""


def fresh(path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    return engine


def stored(session: Session, size: int) -> None:
    for number in range(1, size + 1):
        told = generated(number)
        save_outcome(session, save_page(session, page(told), None), told)


def alone(engine: Engine) -> set[str]:
    """The keys of events with a single release, and of these releases."""
    single = select(ReleaseRow.event_id).group_by(ReleaseRow.event_id).having(func.count() == 1)
    with Session(engine) as session:
        events = session.scalars(select(EventRow.key).where(EventRow.id.in_(single)))
        return {*events, *session.scalars(select(ReleaseRow.key).where(ReleaseRow.event_id.in_(single)))}


def rows(engine: Engine, table: type[Base], keys: set[str]) -> Iterator[dict[str, Any]]:
    name = table.__tablename__
    columns = [column for column in table.__table__.columns if column.name not in OWN.get(name, ())]
    with engine.connect() as connection:
        for row in connection.execute(select(*columns).order_by(*columns)).mappings():
            if name not in SHARED or row["key"] in keys:
                yield dict(row)


@pytest.mark.parametrize("size", [pytest.param(150), pytest.param(5000, marks=pytest.mark.soak)])
def test_filled_rows_are_those_of_storing(tmp_path: Path, size: int) -> None:
    filled, real = fresh(tmp_path / "filled.db"), fresh(tmp_path / "real.db")
    fill(filled, size)
    write(real, lambda session: stored(session, size))
    keys = alone(real)
    assert len(keys) > size
    for table in TABLES:
        for mine, theirs in zip(rows(filled, table, keys), rows(real, table, keys), strict=True):
            assert {key: theirs[key] if DIGEST in str(value) else value for key, value in mine.items()} == theirs
