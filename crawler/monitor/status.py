"""The health of all sources, read from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.monitor.health import NEEDS_A_PERSON, Health, health_of
from crawler.monitor.records import CRAWL, RunRecord, record_of
from crawler.sources import Source
from pipelines.store.engine import reading
from pipelines.store.runs import RUNNING, latest_runs
from pipelines.store.sources import source_state

RUNS_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source with its health, its last finished run, and when it is due again."""

    slug: str
    health: Health
    last_run: RunRecord | None
    due_at: datetime | None

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody should look."""
        return self.health.state in NEEDS_A_PERSON

    def as_json(self) -> dict[str, Any]:
        """The status as plain JSON."""
        return {
            "source": self.slug,
            "state": self.health.state,
            "since": self.health.since.isoformat() if self.health.since else None,
            "seen": self.health.seen,
            "advice": self.health.advice.replace("SLUG", self.slug),
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "last_run": self.last_run.as_json() if self.last_run else None,
        }


def statuses(engine: Engine, sources: Iterable[Source], now: datetime) -> list[SourceStatus]:
    """The status of each source, in the order given."""
    with reading(engine) as session:
        return [status_of(session, source.slug, now) for source in sources]


def health_of_all(engine: Engine, sources: Iterable[Source], now: datetime) -> dict[str, Health]:
    """The health of the sources that were ever tried, by slug."""
    return {status.slug: status.health for status in statuses(engine, sources, now) if status.last_run}


def status_of(session: Session, slug: str, now: datetime) -> SourceStatus:
    """The status of one source by its newest runs."""
    runs = finished_runs(session, slug)
    due = source_state(session, slug).cadence.get("due_at")
    return SourceStatus(
        slug, health_of(runs, now), runs[-1] if runs else None, datetime.fromisoformat(due) if due else None
    )


def finished_runs(session: Session, slug: str) -> list[RunRecord]:
    """The newest finished crawls of a source, oldest first."""
    newest = latest_runs(session, slug, RUNS_LOOKED_AT, CRAWL)
    return [
        record_of(slug, run.started_at, run.finished_at, dict(run.counts))
        for run in reversed(newest)
        if run.state != RUNNING
    ]
