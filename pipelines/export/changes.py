"""The rows of an export: each release that changed since the cursor, as a JSON object with its operation and number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.export.files import ExportError
from pipelines.export.redaction import redacted
from pipelines.export.selection import Selection, matches
from pipelines.store.changes import Change, changes_since, cursor
from pipelines.store.models import ArticleRow, EventRow, ReleaseRow
from pipelines.store.records import release_record

Json = dict[str, Any]
BATCH = 200
"""Releases that are loaded at a time."""


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
    changes = changes_since(session, since)
    while batch := list(islice(changes, BATCH)):
        loaded = _load(session, [change.id for change in batch if change.op != "DEL"])
        for change in batch:
            row = _row(session, change, loaded, selection)
            if row is not None:
                yield row


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows of a batch, kept alive so that the session finds them without asking the database again."""

    releases: dict[str, ReleaseRow]
    articles: Sequence[ArticleRow]
    events: Sequence[EventRow]


def _load(session: Session, keys: list[str]) -> Loaded:
    releases = session.scalars(select(ReleaseRow).where(ReleaseRow.key.in_(keys))).all()
    articles = select(ArticleRow).where(ArticleRow.id.in_([row.article_id for row in releases]))
    events = select(EventRow).where(EventRow.id.in_([row.event_id for row in releases]))
    return Loaded({row.key: row for row in releases}, session.scalars(articles).all(), session.scalars(events).all())


def _row(session: Session, change: Change, loaded: Loaded, selection: Selection) -> Json | None:
    head = {"op": change.op, "seq": change.seq, "id": change.id}
    if change.op == "DEL":
        return head
    record = release_record(session, loaded.releases[change.id])
    if matches(record, selection.where):
        return (redacted(record) if selection.redact else record) | head
    return head | {"op": "DEL"} if change.op == "MOD" else None
