"""What was taken down for good: its addresses, and a sketch of its text, so that it never comes back."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pipelines.dedup.fingerprint import all_words, shingles, sketch, sketches_alike
from pipelines.records import Article, Rejected
from pipelines.store.models import TombstoneRow
from pipelines.urls import canonical

FORGOTTEN = "forgotten"
"""The reason under which pages of what was taken down are turned away."""


def bury(session: Session, key: str, why: str, text: bytes | None = None) -> None:
    """Keeps an address (folded), or a text under its fingerprint with its sketch, from coming back."""
    session.merge(TombstoneRow(key=key, sketch=text, why=why, at=datetime.now(UTC)))
    session.flush()


def buried(session: Session, urls: Iterable[str]) -> set[str]:
    """Which of the addresses were taken down, as asked."""
    folded = {url: canonical(url) for url in urls}
    found = set(session.scalars(select(TombstoneRow.key).where(TombstoneRow.key.in_(set(folded.values())))))
    return {url for url, key in folded.items() if key in found}


def turned_away(session: Session, article: Article) -> Rejected | None:
    """The article as rejected, where its address or its text was taken down."""
    addresses = {canonical(article.url), canonical(article.canonical_url)}
    concerned = or_(TombstoneRow.key.in_(addresses), TombstoneRow.sketch.is_not(None))
    graves = session.execute(select(TombstoneRow.key, TombstoneRow.sketch).where(concerned)).all()
    texts = {key: other for key, other in graves if other is not None}
    if not any(key in addresses for key, _ in graves) and not _same_text(article, texts):
        return None
    version = article.pipeline_version
    return Rejected(article.url, article.fetched_at, FORGOTTEN, source=article.source, pipeline_version=version)


def _same_text(article: Article, texts: Mapping[str, bytes]) -> bool:
    """Whether the text, or one much like it, is among those taken down: their sketches by fingerprint."""
    if not texts:
        return False
    mine = sketch(shingles(all_words(article.paragraphs)))
    return any(key == article.fingerprint or sketches_alike(mine, other) for key, other in texts.items())
