"""Carries a change of an article on to its appearance, its release, its event, and the feed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipelines.store.appearances import refresh
from pipelines.store.articles import current_articles
from pipelines.store.candidates import post, unpost
from pipelines.store.facts import facts_from
from pipelines.store.models import AppearanceRow, ArticleRow
from pipelines.store.releases import link, regroup, unlink
from pipelines.store.telling import settle


def spread(session: Session, appearance: AppearanceRow, merged: Iterable[AppearanceRow] = ()) -> None:
    """Brings everything up to date after the articles of an appearance changed.

    `merged` are appearances that gave their articles to it and go.
    """
    concerned = {appearance.release_id, *(other.release_id for other in merged)} - {None}
    around = set(session.scalars(select(AppearanceRow.id).where(AppearanceRow.release_id.in_(concerned))))
    for other in merged:
        _remove(session, other)
        around.discard(other.id)
    if current_articles(session, appearance.id):
        around.add(appearance.id)
        if refresh(session, appearance):
            post(session, appearance.id, facts_from(appearance.facts))
            link(session, appearance)
    else:
        around.discard(appearance.id)
        _remove(session, appearance)
    settle(session, {number for number in concerned if number} | regroup(session, around))


def withdraw(session: Session, articles: Iterable[ArticleRow]) -> None:
    """Takes articles out, with appearances and releases of which nothing else is left."""
    rows = list(articles)
    session.execute(delete(ArticleRow).where(ArticleRow.id.in_([row.id for row in rows])))
    for number in sorted({row.appearance_id for row in rows}):
        spread(session, session.get_one(AppearanceRow, number))


def carry_gone(session: Session, url: str, at: datetime) -> None:
    """Notes on the articles of an address that their page is gone; an appearance is gone when all its addresses are."""
    session.execute(update(ArticleRow).where(ArticleRow.url == url, ArticleRow.gone_at.is_(None)).values(gone_at=at))
    numbers = select(ArticleRow.appearance_id).where(ArticleRow.url == url)
    for row in session.scalars(select(AppearanceRow).where(AppearanceRow.id.in_(numbers))).all():
        spread(session, row)


def _remove(session: Session, row: AppearanceRow) -> None:
    """Takes an appearance without articles out of the database."""
    unpost(session, row.id)
    unlink(session, row.id)
    session.delete(row)
    session.flush()
