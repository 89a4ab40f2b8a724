"""Archived records that were taken down and whose bytes are still to be erased: none is forgotten by a crash."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePath

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipelines.records import ArchiveRef
from pipelines.store.models import ErasureRow, FetchRow, PageRow
from pipelines.store.pages import REJECTED
from pipelines.store.tombstones import FORGOTTEN

PAGES = "text/", "application/xhtml"
"""How the media types of pages begin; others are lists in which a site hands out many articles."""


def empty(session: Session, pages: Iterable[PageRow]) -> tuple[ArchiveRef, ...]:
    """Leaves of the pages only that they were there; the answer is where their bytes lie."""
    refs = []
    for page in pages:
        if page.file:
            refs.append(ArchiveRef(page.file, page.offset or 0, page.length or 0, page.record_digest or ""))
        page.file = page.offset = page.length = page.record_digest = None
        page.outcome, page.reason, page.detail, page.title, page.hints = REJECTED, FORGOTTEN, None, None, {}
        session.execute(delete(FetchRow).where(FetchRow.url.in_((page.url, page.requested_url or page.url))))
    session.flush()
    return tuple(dict.fromkeys(refs))


def empty_again(session: Session, page: PageRow) -> None:
    """Does the same to a page that brought back what was taken down.

    Its record is erased too, but for files outside of our archive, which are their owner's, and for lists of a site,
    which hold other articles.
    """
    refs = empty(session, [page])
    if page.media_type.startswith(PAGES):
        note_erasures(session, (ref for ref in refs if not PurePath(ref.file).is_absolute()))


def note_erasures(session: Session, refs: Iterable[ArchiveRef]) -> None:
    """Remembers records whose bytes are to be erased; other articles of a list that lies there have no record then."""
    none = {"file": None, "offset": None, "length": None, "record_digest": None}
    for ref in refs:
        there = PageRow.file == ref.file, PageRow.offset == ref.offset
        session.execute(update(PageRow).where(*there).values(**none))
        session.merge(ErasureRow(file=ref.file, offset=ref.offset, length=ref.length, at=datetime.now(UTC)))
    session.flush()


def erasures(session: Session) -> tuple[ArchiveRef, ...]:
    """The records whose bytes are still to be erased, those of one file together."""
    rows = session.scalars(select(ErasureRow).order_by(ErasureRow.file, ErasureRow.offset))
    return tuple(ArchiveRef(row.file, row.offset, row.length, "") for row in rows)


def note_erased(session: Session, ref: ArchiveRef) -> None:
    """The bytes of the record are gone."""
    session.execute(delete(ErasureRow).where(ErasureRow.file == ref.file, ErasureRow.offset == ref.offset))
