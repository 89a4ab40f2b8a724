"""Records of runs: what was done for which source, when, and what it counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.store.models import RunRow

RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one source (or of a command without one); `state` is running, done, failed or stopped."""

    id: int
    command: str
    source: str | None
    started_at: datetime
    finished_at: datetime | None
    state: str
    counts: Mapping[str, Any]


def start_run(session: Session, command: str, source: str | None = None, at: datetime | None = None) -> int:
    """Notes that a run has begun; the answer is its number."""
    row = RunRow(command=command, source=source, started_at=at or datetime.now(UTC), state=RUNNING, counts={})
    session.add(row)
    session.flush()
    return row.id


def finish_run(
    session: Session, run_id: int, counts: Mapping[str, Any], state: str = "done", at: datetime | None = None
) -> None:
    """Notes how a run ended and what it counted (plain JSON). Raises KeyError for an unknown run."""
    row = session.get(RunRow, run_id)
    if row is None:
        raise KeyError(f"no run {run_id}")
    row.counts, row.state, row.finished_at = dict(counts), state, at or datetime.now(UTC)
    session.flush()


def note_counts(session: Session, run_id: int, counts: Mapping[str, Any]) -> None:
    """Notes how far a run has come. Raises KeyError for an unknown run."""
    row = session.get(RunRow, run_id)
    if row is None:
        raise KeyError(f"no run {run_id}")
    row.counts = dict(counts)
    session.flush()


def broken_off(session: Session, command: str) -> list[Run]:
    """The runs of a command without a source that did not come to their end, newest first."""
    query = select(RunRow).where(RunRow.command == command, RunRow.source.is_(None), RunRow.state != "done")
    return [_run(row) for row in session.scalars(query.order_by(RunRow.id.desc()))]


def latest_runs(session: Session, source: str | None = None, limit: int = 20, command: str | None = None) -> list[Run]:
    """The newest runs, of one source or of all, of one command or of every one, newest first."""
    query = select(RunRow).order_by(RunRow.started_at.desc(), RunRow.id.desc()).limit(limit)
    if source is not None:
        query = query.where(RunRow.source == source)
    if command is not None:
        query = query.where(RunRow.command == command)
    return [_run(row) for row in session.scalars(query)]


def _run(row: RunRow) -> Run:
    return Run(row.id, row.command, row.source, row.started_at, row.finished_at, row.state, row.counts)
