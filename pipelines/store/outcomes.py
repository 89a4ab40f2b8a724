"""What became of a page: its article enters the database, finds its release and its event, and the feed hears of it."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.records import Article, Rejected
from pipelines.store.articles import Placed, place
from pipelines.store.changes import lock_writers
from pipelines.store.erasures import empty_again
from pipelines.store.models import AppearanceRow, ArticleRow, EventRow, PageRow, ReleaseRow
from pipelines.store.pages import ACCEPTED, REJECTED
from pipelines.store.spreading import spread, withdraw
from pipelines.store.tombstones import turned_away

What = Literal["new", "joined", "edited", "unchanged", "rejected"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a page brought: a new release, a copy that joined one, an edit, nothing new, or why it was rejected."""

    what: What
    release: str | None = None
    event: str | None = None
    reason: str | None = None


def save_outcome(session: Session, page_id: int, outcome: Article | Rejected) -> Saved:
    """Stores what the pipeline made of a page, all in the caller's transaction; doing it again changes nothing.

    Raises KeyError for an unknown page.
    """
    lock_writers(session)
    page = session.get(PageRow, page_id)
    if page is None:
        raise KeyError(f"no page {page_id}")
    if isinstance(outcome, Rejected):
        return _reject(session, page, outcome)
    if gone := turned_away(session, outcome):
        saved = _reject(session, page, gone)
        empty_again(session, page)
        return saved
    return _accept(session, page, outcome)


def mark(page: PageRow, outcome: Article | Rejected) -> None:
    """Notes on the page what became of it."""
    turned_away = isinstance(outcome, Rejected)
    page.outcome = REJECTED if turned_away else ACCEPTED
    page.reason = outcome.reason if isinstance(outcome, Rejected) else None
    page.detail = outcome.detail if isinstance(outcome, Rejected) else None
    page.title = outcome.title
    page.canonical_url = outcome.canonical_url
    page.pipeline_version = outcome.pipeline_version


def _accept(session: Session, page: PageRow, article: Article) -> Saved:
    placed = place(session, page, article)
    mark(page, article)
    if placed.stirred:
        spread(session, [placed.appearance], placed.merged)
    keys = select(ReleaseRow.key, EventRow.key).outerjoin(EventRow, EventRow.id == ReleaseRow.event_id)
    release, event = session.execute(keys.where(ReleaseRow.id == placed.appearance.release_id)).one()
    return Saved(_what(session, placed), release, event)


def _what(session: Session, placed: Placed) -> What:
    if placed.new:
        mine = placed.appearance
        others = select(AppearanceRow.id).where(
            AppearanceRow.release_id == mine.release_id, AppearanceRow.id != mine.id
        )
        return "joined" if session.scalar(others.limit(1)) else "new"
    if placed.former is None:
        return "joined"
    return "unchanged" if placed.former == placed.content else "edited"


def _reject(session: Session, page: PageRow, outcome: Rejected) -> Saved:
    """Notes the rejection; an article that this very page had brought is withdrawn."""
    mark(page, outcome)
    session.flush()
    withdraw(session, session.scalars(select(ArticleRow).where(ArticleRow.page_id == page.id)))
    return Saved("rejected", reason=outcome.reason)
