"""Accepted articles that are due for another look: young ones are edited, corrected, or taken down."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pipelines.store.models import PageRow
from pipelines.store.pages import ACCEPTED


def due_for_another_look(session: Session, slug: str, now: datetime, after_days: Collection[int]) -> list[str]:
    """Addresses of a source, first fetched one of `after_days` ago and not looked at since then, newest first."""
    steps = sorted(timedelta(days=days) for days in after_days)
    if not steps:
        return []
    first, last = func.min(PageRow.fetched_at), func.max(PageRow.seen_at)
    young = now - steps[-1] - timedelta(days=30)
    query = (
        select(PageRow.url, first.label("first"), last.label("last"))
        .where(PageRow.source == slug, PageRow.outcome == ACCEPTED, PageRow.gone_at.is_(None))
        .group_by(PageRow.url)
        .having(first >= young)
        .order_by(first.desc())
    )
    return [url for url, born, seen in session.execute(query) if any(seen < born + step <= now for step in steps)]


def seen_again(session: Session, url: str, at: datetime) -> None:
    """Notes that the newest version of a page was looked at and found unchanged."""
    newest = select(func.max(PageRow.id)).where(PageRow.url == url).scalar_subquery()
    session.execute(update(PageRow).where(PageRow.id == newest).values(seen_at=at))
