"""Archived records that were taken down and whose bytes are still to be erased: none is forgotten by a crash."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pipelines.records import ArchiveRef
from pipelines.store.models import ErasureRow


def note_erasures(session: Session, refs: Iterable[ArchiveRef]) -> None:
    """Remembers records whose bytes are to be erased."""
    for ref in refs:
        session.merge(ErasureRow(file=ref.file, offset=ref.offset, length=ref.length, at=datetime.now(UTC)))
    session.flush()


def erasures(session: Session) -> tuple[ArchiveRef, ...]:
    """The records whose bytes are still to be erased, those of one file together."""
    rows = session.scalars(select(ErasureRow).order_by(ErasureRow.file, ErasureRow.offset))
    return tuple(ArchiveRef(row.file, row.offset, row.length, "") for row in rows)


def note_erased(session: Session, ref: ArchiveRef) -> None:
    """The bytes of the record are gone."""
    session.execute(delete(ErasureRow).where(ErasureRow.file == ref.file, ErasureRow.offset == ref.offset))
