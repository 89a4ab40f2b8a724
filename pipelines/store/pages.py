"""Fetched pages: one row for each version of a page, and what became of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from pipelines.records import ArchiveRef, Hints, Page
from pipelines.store.addresses import check_address
from pipelines.store.changes import lock_writers
from pipelines.store.models import ArticleRow, PageRow
from pipelines.store.spreading import carry_gone

PENDING, ACCEPTED, REJECTED = "pending", "accepted", "rejected"
LOST = "lost"
MANY = 400
"""How many addresses go into one question to the database."""


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is known of an address: its newest version, and what became of it."""

    url: str
    page_id: int
    fetched_at: datetime
    seen_at: datetime
    outcome: str
    reason: str | None
    gone_at: datetime | None
    published_at: datetime | None
    modified_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A stored page with its place in the archive; `ref` is null for a page that came from no archive."""

    id: int
    url: str
    requested_url: str | None
    source: str | None
    media_type: str
    status: int
    fetched_at: datetime
    ref: ArchiveRef | None
    hints: Hints
    outcome: str


def is_archived(session: Session, page: Page) -> bool:
    """Whether the same bytes at the same address have their record in the archive already."""
    digest = f"sha256:{sha256(page.body).hexdigest()}"
    same = select(PageRow.id).where(PageRow.url == page.url, PageRow.digest == digest, PageRow.file.is_not(None))
    return session.scalar(same) is not None


def save_page(session: Session, page: Page, ref: ArchiveRef | None) -> int:
    """The number of the page's row, new with outcome `pending`; the same bytes at the same address are one row.

    A former version that comes back is pending again, so that it becomes the one that holds.
    """
    check_address(page.url)
    digest = f"sha256:{sha256(page.body).hexdigest()}"
    row = session.scalar(select(PageRow).where(PageRow.url == page.url, PageRow.digest == digest))
    if row is None:
        row = _new_row(page, digest)
        session.add(row)
    elif _was_replaced(session, row, page.fetched_at):
        row.outcome = PENDING
    row.seen_at = max(row.seen_at, page.fetched_at)
    row.gone_at = None
    if ref and (not row.file or row.outcome == PENDING):  # the newest record is the one that is surely there
        _keep_ref(row, ref)
    session.flush()
    return row.id


def pending_pages(session: Session, slug: str | None = None) -> Iterator[StoredPage]:
    """Pages without an outcome, oldest first, of one source or of all: what a crash has left to do."""
    query = select(PageRow).where(PageRow.outcome == PENDING).order_by(PageRow.id)
    if slug is not None:
        query = query.where(PageRow.source == slug)
    for row in session.scalars(query.execution_options(yield_per=MANY)):
        yield _stored(row)


def stored_pages(session: Session, since: datetime | None = None) -> Iterator[StoredPage]:
    """All pages fetched at `since` or later, oldest first: what `reprocess` goes through."""
    query = select(PageRow).order_by(PageRow.id)
    if since is not None:
        query = query.where(PageRow.fetched_at >= since)
    for row in session.scalars(query.execution_options(yield_per=MANY)):
        yield _stored(row)


def archive_files(session: Session) -> dict[str, int]:
    """The files of the archive that hold pages, each with the number of its pages."""
    query = select(PageRow.file, func.count()).where(PageRow.file.is_not(None)).group_by(PageRow.file)
    return {file: count for file, count in session.execute(query) if file}


def known_pages(session: Session, slug: str | None, urls: Collection[str]) -> dict[str, KnownPage]:
    """Which of the addresses are known, by address as asked: fetched under it, or redirected from it.

    `slug` narrows it to the pages of one source; None asks for all.
    """
    found: dict[str, KnownPage] = {}
    wanted = sorted(set(urls))
    for start in range(0, len(wanted), MANY):
        some = wanted[start : start + MANY]
        query = select(PageRow).where(or_(PageRow.url.in_(some), PageRow.requested_url.in_(some)))
        if slug is not None:
            query = query.where(or_(PageRow.source == slug, PageRow.source.is_(None)))
        for row in session.scalars(query.order_by(PageRow.seen_at, PageRow.id)):
            for url in {row.url, row.requested_url or row.url}.intersection(some):
                found[url] = _known(row, url)
    return found


def note_lost(session: Session, page_id: int) -> None:
    """A pending page gives up its archived record, which cannot be read; a version that has its article keeps it."""
    row = session.get(PageRow, page_id)
    if row is None or row.outcome != PENDING:
        return
    has_article = session.scalar(select(ArticleRow.id).where(ArticleRow.page_id == page_id).limit(1)) is not None
    row.outcome, row.reason = (ACCEPTED, None) if has_article else (REJECTED, LOST)
    row.file = row.offset = row.length = row.record_digest = None
    session.flush()


def mark_gone(session: Session, url: str, at: datetime) -> bool:
    """Notes that an address answers 404 or 410 since `at`; its article stays and the feed tells. False when unknown."""
    lock_writers(session)
    rows = list(session.scalars(select(PageRow).where(PageRow.url == url)))
    for row in rows:
        row.gone_at = row.gone_at or at
    session.flush()
    carry_gone(session, url, at)
    return bool(rows)


def hints_json(hints: Hints) -> dict[str, Any]:
    """What discovery knew, without what it did not know."""
    told = {"way": hints.way, "title": hints.title, "summary": hints.summary}
    moments = {"published_at": hints.published_at, "modified_at": hints.modified_at}
    return {key: value for key, value in told.items() if value} | {
        key: value.isoformat() for key, value in moments.items() if value
    }


def hints_of(told: dict[str, Any]) -> Hints:
    """The hints that were kept with a page."""
    return Hints(
        told.get("way"),
        told.get("title"),
        _moment(told, "published_at"),
        _moment(told, "modified_at"),
        told.get("summary"),
    )


def _moment(told: dict[str, Any], key: str) -> datetime | None:
    return datetime.fromisoformat(told[key]) if told.get(key) else None


def _was_replaced(session: Session, row: PageRow, at: datetime) -> bool:
    newer = select(PageRow.id).where(PageRow.url == row.url, PageRow.seen_at > row.seen_at, PageRow.seen_at <= at)
    return session.scalar(newer.limit(1)) is not None


def _new_row(page: Page, digest: str) -> PageRow:
    return PageRow(
        url=page.url,
        requested_url=page.requested_url if page.requested_url != page.url else None,
        source=page.source,
        media_type=page.media_type,
        status=page.status,
        fetched_at=page.fetched_at,
        seen_at=page.fetched_at,
        digest=digest,
        hints=hints_json(page.hints),
        outcome=PENDING,
    )


def _keep_ref(row: PageRow, ref: ArchiveRef) -> None:
    row.file, row.offset, row.length, row.record_digest = ref.file, ref.offset, ref.length, ref.digest


def _known(row: PageRow, url: str) -> KnownPage:
    hints = hints_of(row.hints)
    return KnownPage(
        url, row.id, row.fetched_at, row.seen_at, row.outcome, row.reason, row.gone_at,
        hints.published_at, hints.modified_at,
    )  # fmt: skip


def _stored(row: PageRow) -> StoredPage:
    ref = ArchiveRef(row.file, row.offset or 0, row.length or 0, row.record_digest or "") if row.file else None
    return StoredPage(
        row.id, row.url, row.requested_url, row.source, row.media_type, row.status, row.fetched_at,
        ref, hints_of(row.hints), row.outcome,
    )  # fmt: skip
