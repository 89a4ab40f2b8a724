"""Releases as JSON: built of the same parts as the article of the contract, with appearances and provenance."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.store.models import AppearanceRow, ArticleRow, EventRow, ReleaseRow

Json = dict[str, Any]
PARTS = (
    "authors",
    "editor",
    "language",
    "dateline",
    "paragraphs",
    "dates",
    "prisons",
    "police",
    "people",
    "quotes",
    "tags",
)


def release_ids(session: Session) -> Iterator[str]:
    """The ids of all releases, the oldest first."""
    yield from session.scalars(select(ReleaseRow.key).order_by(ReleaseRow.id).execution_options(yield_per=1000))


def find_release(session: Session, key: str) -> Json | None:
    """The release with this id as JSON, or None."""
    row = session.scalar(select(ReleaseRow).where(ReleaseRow.key == key))
    return release_record(session, row) if row else None


def appearances_of(session: Session, release_id: int) -> list[AppearanceRow]:
    """The appearances of a release: the first published first, undated ones last."""
    rows = session.scalars(select(AppearanceRow).where(AppearanceRow.release_id == release_id))
    return sorted(rows, key=lambda row: (row.published_at is None, row.published_at, row.url))


def release_record(session: Session, release: ReleaseRow) -> Json:
    """A release as every reader gets it, without `op` and `seq` of the feed."""
    article = session.get_one(ArticleRow, release.article_id)
    event = session.get(EventRow, release.event_id) if release.event_id else None
    appearances = _appearances(session, release.id)
    return {
        "id": release.key,
        "event_id": event.key if event else None,
        "title": release.title,
        "published_at": appearances[0]["published_at"],
        **{part: article.record[part] for part in PARTS},
        "event": _event(article.record["event"], event, release.vote),
        "appearances": appearances,
        "provenance": {
            "first_url": appearances[0]["url"],
            "url": article.url,
            "fetched_at": article.record["fetched_at"],
            "fingerprint": article.fingerprint,
            "pipeline_version": article.pipeline_version,
        },
    }


def _event(told: Json, event: EventRow | None, vote: Json) -> Json:
    """The event: day and kind as the releases of the event voted, and who said what where they differ."""
    if event is None:
        return told
    settled: Json = told | event.vote["day"] | {"kind": event.kind}
    return settled | {"vote": event.vote["tally"] or vote["tally"]}


def _appearances(session: Session, release_id: int) -> list[Json]:
    rows = appearances_of(session, release_id)
    query = select(ArticleRow.appearance_id, ArticleRow.url).where(
        ArticleRow.appearance_id.in_([row.id for row in rows]), ArticleRow.replaced_at.is_(None)
    )
    addresses: dict[int, set[str]] = {}
    for number, url in session.execute(query):
        addresses.setdefault(number, set()).add(url)
    return [_appearance(row, addresses.get(row.id, set())) for row in rows]


def _appearance(row: AppearanceRow, addresses: set[str]) -> Json:
    return {
        "url": row.url,
        "other_urls": sorted(addresses - {row.url}),
        "source": row.source,
        "title": row.title,
        "published_at": row.published_text,
        "similarity": row.similarity,
        "gone_at": row.gone_at.isoformat() if row.gone_at else None,
    }
