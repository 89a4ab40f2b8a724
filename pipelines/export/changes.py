"""The rows of an export: each release that changed since the cursor, as a JSON object with its operation and number."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.export.files import ExportError
from pipelines.export.redaction import redacted
from pipelines.export.selection import Selection, matches
from pipelines.store.changes import Change, changes_since, cursor
from pipelines.store.models import ReleaseRow
from pipelines.store.records import release_record

Json = dict[str, Any]


def check_cursor(session: Session, since: int) -> int:
    """The newest number of the database. Raises ExportError when `since` lies ahead of it."""
    newest = cursor(session)
    if since > newest:
        raise ExportError(f"cursor {since} is ahead of this database ({newest}): it was given by another one")
    return newest


def rows(session: Session, since: int, selection: Selection) -> Iterator[Json]:
    """One row for each release that a reader at `since` must learn of, by number; constant memory.

    With a selection, a release that no longer belongs to it is told as DEL.
    """
    for change in changes_since(session, since):
        row = _row(session, change, selection)
        if row is not None:
            yield row


def _row(session: Session, change: Change, selection: Selection) -> Json | None:
    head = {"op": change.op, "seq": change.seq, "id": change.id}
    if change.op == "DEL":
        return head
    release = session.scalars(select(ReleaseRow).where(ReleaseRow.key == change.id)).one()
    record = release_record(session, release)
    if matches(record, selection.where):
        return (redacted(record) if selection.redact else record) | head
    return head | {"op": "DEL"} if change.op == "MOD" else None
