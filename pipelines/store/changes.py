"""The change feed: one growing sequence over releases and events.

Who writes changes holds the writers' lock until the commit, so numbers become visible in their order: a reader that
has seen number N never misses a smaller one, on either engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from pipelines.store.models import ChangeRow

Operation = Literal["ADD", "MOD", "DEL"]
Subject = Literal["release", "event"]
WRITERS = "lapaswire writers"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a release or event since a cursor, many changes folded into one; `seq` is the newest of them."""

    seq: int
    op: Operation
    what: Subject
    id: str
    at: datetime


def lock_writers(session: Session) -> None:
    """Waits until no other writer decides on releases and events; the lock falls with the transaction.

    SQLite has one writer anyway: its transactions begin with the lock.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": WRITERS})


def note_change(session: Session, op: Operation, what: Subject, key: str) -> None:
    """Gives a change the next number; the caller holds the writers' lock."""
    session.add(ChangeRow(op=op, what=what, key=key, at=datetime.now(UTC)))
    session.flush()


def cursor(session: Session) -> int:
    """The newest number; 0 before the first change."""
    return session.scalar(select(func.max(ChangeRow.seq))) or 0


def changes_since(session: Session, since: int = 0, what: Subject = "release") -> Iterator[Change]:
    """One change for each release (or event) that changed after the cursor `since`, by its newest number.

    ADD when a reader at `since` did not know it, DEL when it did and it is no more, MOD otherwise; what came and went
    in between is left out. Streams in constant memory.
    """
    span = (
        select(ChangeRow.key, func.min(ChangeRow.seq).label("first"), func.max(ChangeRow.seq).label("last"))
        .where(ChangeRow.seq > since, ChangeRow.what == what)
        .group_by(ChangeRow.key)
        .subquery()
    )
    first, last = ChangeRow.__table__.alias("first"), ChangeRow.__table__.alias("last")
    query = (
        select(last.c.seq, first.c.op.label("first_op"), last.c.op.label("last_op"), span.c.key, last.c.at)
        .join(first, first.c.seq == span.c.first)
        .join(last, last.c.seq == span.c.last)
        .order_by(last.c.seq)
    )
    for row in session.execute(query.execution_options(yield_per=1000)):
        known, alive = row.first_op != "ADD", row.last_op != "DEL"
        if known or alive:
            op: Operation = "MOD" if known and alive else "ADD" if alive else "DEL"
            yield Change(row.seq, op, what, row.key, row.at)
