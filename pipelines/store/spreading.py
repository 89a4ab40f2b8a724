"""Carries a change of an article on to its appearance, its release, its event, and the feed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipelines.store.appearances import refresh
from pipelines.store.articles import current_articles, settle_versions
from pipelines.store.candidates import post, unpost
from pipelines.store.models import AppearanceRow, ArticleRow
from pipelines.store.releases import link, regroup, unlink
from pipelines.store.samples import post_samples, unpost_samples
from pipelines.store.telling import settle


def spread(session: Session, appearances: Collection[AppearanceRow], merged: Collection[AppearanceRow] = ()) -> None:
    """Brings everything up to date after the articles of some appearances changed.

    `merged` are appearances that gave their articles to them and go.
    """
    concerned = {row.release_id for row in (*appearances, *merged) if row.release_id is not None}
    members = select(AppearanceRow.id).where(AppearanceRow.release_id.in_(concerned))
    around = set(session.scalars(members)) if concerned else set()
    articles = {row.id: current_articles(session, row.id) for row in appearances}
    for row in (*merged, *(row for row in appearances if not articles[row.id])):
        _remove(session, row)
        around.discard(row.id)
    alive = [row for row in appearances if articles[row.id]]
    for row in alive:
        _bring_up(session, row, articles[row.id])
    around |= {row.id for row in alive}
    settle(session, concerned | regroup(session, around))


def _bring_up(session: Session, row: AppearanceRow, articles: list[ArticleRow]) -> None:
    """Makes an appearance say what its articles say, and looks for its copies where that is something new."""
    known, former = row.article_id is not None, row.samples
    copy = refresh(row, articles)
    if copy is None:
        return
    session.flush()
    if known:
        _take_out(session, row.id, former)
    post(session, row.id, copy.facts)
    post_samples(session, row.id, row.samples)
    link(session, row, copy)


def withdraw(session: Session, articles: Iterable[ArticleRow]) -> None:
    """Takes articles out, with appearances and releases of which nothing else is left.

    Where an older version of an address stays, it holds again.
    """
    rows = list(articles)
    urls = sorted({row.url for row in rows})
    session.execute(delete(ArticleRow).where(ArticleRow.id.in_([row.id for row in rows])))
    for url in urls:
        settle_versions(session, url)
    numbers = {row.appearance_id for row in rows}
    spread(session, session.scalars(select(AppearanceRow).where(AppearanceRow.id.in_(numbers))).all())


def carry_gone(session: Session, url: str, at: datetime) -> None:
    """Notes on the articles of an address that their page is gone; an appearance is gone when all its addresses are."""
    session.execute(update(ArticleRow).where(ArticleRow.url == url, ArticleRow.gone_at.is_(None)).values(gone_at=at))
    numbers = select(ArticleRow.appearance_id).where(ArticleRow.url == url)
    spread(session, session.scalars(select(AppearanceRow).where(AppearanceRow.id.in_(numbers))).all())


def _remove(session: Session, row: AppearanceRow) -> None:
    """Takes an appearance without articles out of the database."""
    _take_out(session, row.id, row.samples)
    session.delete(row)
    session.flush()


def _take_out(session: Session, appearance_id: int, former: bytes | None) -> None:
    """Forgets where an appearance was found and what it was linked with."""
    unpost(session, appearance_id)
    unpost_samples(session, appearance_id, former)
    unlink(session, appearance_id)
