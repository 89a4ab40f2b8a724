"""Takedown: text, appearances and versions go, tombstones stay, and consumers hear of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pipelines.dedup.fingerprint import all_words, shingles, sketch
from pipelines.records import ArchiveRef
from pipelines.store.changes import lock_writers
from pipelines.store.erasures import empty, note_erasures
from pipelines.store.errors import DatabaseError
from pipelines.store.models import AppearanceRow, ArticleRow, PageRow, ReleaseRow
from pipelines.store.spreading import withdraw
from pipelines.store.tombstones import bury
from pipelines.urls import canonical


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken down: its addresses, and the archived records whose bytes are still to be erased."""

    urls: tuple[str, ...]
    refs: tuple[ArchiveRef, ...]


def forget(session: Session, what: str, why: str) -> Forgotten:
    """Takes down the release with the id `what`, and all like texts for good, or the article at the address `what`.

    Raises DatabaseError when neither is known.
    """
    lock_writers(session)
    release = session.scalar(select(ReleaseRow).where(ReleaseRow.key == what))
    articles = _of_release(session, release) if release else _at_address(session, what)
    pages = _pages(session, articles, what)
    if not articles and not pages:
        raise DatabaseError(f"nothing is known of {what}")
    if release:
        for article in articles:
            text = sketch(shingles(all_words(article.record["paragraphs"])))
            bury(session, article.fingerprint, why, text)
    for address in sorted({canonical(page.url) for page in pages} | {article.family for article in articles}):
        bury(session, address, why)
    refs = empty(session, pages)
    note_erasures(session, refs)
    withdraw(session, articles)
    return Forgotten(tuple(sorted({page.url for page in pages})), refs)


def _of_release(session: Session, release: ReleaseRow) -> list[ArticleRow]:
    members = select(AppearanceRow.id).where(AppearanceRow.release_id == release.id)
    return list(session.scalars(select(ArticleRow).where(ArticleRow.appearance_id.in_(members))))


def _at_address(session: Session, url: str) -> list[ArticleRow]:
    """All articles of the appearance at an address: its other addresses hold the same text."""
    found = select(ArticleRow.appearance_id).where(or_(ArticleRow.url == url, ArticleRow.family == canonical(url)))
    return list(session.scalars(select(ArticleRow).where(ArticleRow.appearance_id.in_(found))))


def _pages(session: Session, articles: Iterable[ArticleRow], url: str) -> list[PageRow]:
    urls = {article.url for article in articles} | {url}
    query = select(PageRow).where(or_(PageRow.url.in_(urls), PageRow.requested_url.in_(urls)))
    return list(session.scalars(query))
