"""What the program remembers of a site between runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.store.models import SourceRow


@dataclass(frozen=True, slots=True)
class SourceState:
    """A site's memory: validators by discovery address, back-off, habits of publishing, health as the monitor saw it.

    The three dicts belong to those who write them; the store only keeps them (they must be plain JSON).
    """

    slug: str
    validators: dict[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None
    failures: int = 0
    cadence: dict[str, Any] = field(default_factory=dict)
    health: dict[str, Any] = field(default_factory=dict)


def source_state(session: Session, slug: str) -> SourceState:
    """The memory of a site; a fresh one for a site that was never seen."""
    row = session.get(SourceRow, slug)
    return _state(row) if row else SourceState(slug)


def source_states(session: Session) -> Iterator[SourceState]:
    """The memories of all sites, by slug."""
    for row in session.scalars(select(SourceRow).order_by(SourceRow.slug)):
        yield _state(row)


def save_source_state(session: Session, state: SourceState) -> None:
    """Keeps the memory of a site in place of the former one."""
    session.merge(
        SourceRow(
            slug=state.slug,
            validators=state.validators,
            not_before=state.not_before,
            failures=state.failures,
            cadence=state.cadence,
            health=state.health,
            updated_at=datetime.now(UTC),
        )
    )
    session.flush()


def _state(row: SourceRow) -> SourceState:
    return SourceState(row.slug, row.validators, row.not_before, row.failures, row.cadence, row.health)
