"""Tables of the records: events, releases, their appearances, and every version of each article."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.store.models.base import Base
from pipelines.store.models.crawl import URL_LENGTH
from pipelines.store.types import Number


class EventRow(Base):
    """One happening, told by one or several releases; `vote` says how its day was settled."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "date"), Index(None, "kind", "date"))

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    day: Mapped[date | None] = mapped_column("date")
    end_day: Mapped[date | None] = mapped_column("end_date")
    vote: Mapped[dict[str, Any]]
    told: Mapped[str | None] = mapped_column(String(40))


class ReleaseRow(Base):
    """One text, however many sites carry it; title and text are those of its fullest copy."""

    __tablename__ = "releases"
    __table_args__ = (
        Index(None, "event_id"),
        Index(None, "published_at"),
        Index(None, "event_date"),
        Index(None, "kind", "event_date"),
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    article_id: Mapped[int | None] = mapped_column(Number)
    title: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(String(40), default="other")
    event_date: Mapped[date | None]
    event_end_date: Mapped[date | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    vote: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shown: Mapped[str | None] = mapped_column(String(80))
    told: Mapped[str | None] = mapped_column(String(40))


class AppearanceRow(Base):
    """A release on one site: one article, whatever the number of its addresses."""

    __tablename__ = "appearances"
    __table_args__ = (Index(None, "release_id"), Index(None, "source"))

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("releases.id"))
    article_id: Mapped[int | None] = mapped_column(Number)
    source: Mapped[str | None] = mapped_column(String(100))
    site: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(URL_LENGTH))
    title: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime | None]
    published_text: Mapped[str | None] = mapped_column(String(40))
    similarity: Mapped[float] = mapped_column(default=1.0)
    compared: Mapped[str | None] = mapped_column(String(80))
    gone_at: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sketch: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    samples: Mapped[bytes | None] = mapped_column(LargeBinary)


class ArticleRow(Base):
    """One version of the article at one address; the one that nothing replaced is current, older ones are kept."""

    __tablename__ = "articles"
    __table_args__ = (
        Index(None, "url"),
        Index(None, "family"),
        Index(None, "canonical"),
        Index(None, "fingerprint"),
        Index(None, "page_id"),
        Index(None, "appearance_id"),
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"))
    url: Mapped[str] = mapped_column(String(URL_LENGTH))
    family: Mapped[str] = mapped_column(String(URL_LENGTH))
    canonical: Mapped[str] = mapped_column(String(URL_LENGTH))
    fetched_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    words: Mapped[int]
    content: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(100))
    pipeline_version: Mapped[str] = mapped_column(String(100))
    record: Mapped[dict[str, Any]]
