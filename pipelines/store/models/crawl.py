"""Tables of the crawl: what is remembered of sites, addresses, fetched pages and runs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.store.models.base import Base
from pipelines.store.types import Number

URL_LENGTH = 2048
"""Longest address in characters; more does not fit into an index of PostgreSQL."""


class SourceRow(Base):
    """What the program remembers of a site between runs; what a person knows of it lies in its TOML file."""

    __tablename__ = "sources"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    validators: Mapped[dict[str, Any]]
    not_before: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    cadence: Mapped[dict[str, Any]]
    health: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class FetchRow(Base):
    """The newest fetch of an address: validators for the next one, and the place of its body in the archive."""

    __tablename__ = "fetches"

    url: Mapped[str] = mapped_column(String(URL_LENGTH), primary_key=True)
    fetched_at: Mapped[datetime]
    status: Mapped[int]
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    file: Mapped[str | None] = mapped_column(Text)
    offset: Mapped[int | None] = mapped_column(Number)
    length: Mapped[int | None] = mapped_column(Number)
    digest: Mapped[str | None] = mapped_column(String(100))


class PageRow(Base):
    """One fetched version of a page, and what became of it."""

    __tablename__ = "pages"
    __table_args__ = (
        UniqueConstraint("url", "digest"),
        Index("ix_pages_outcome_source", "outcome", "source"),
        Index("ix_pages_source_fetched_at", "source", "fetched_at"),
        Index("ix_pages_requested_url", "requested_url"),
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    url: Mapped[str] = mapped_column(String(URL_LENGTH))
    requested_url: Mapped[str | None] = mapped_column(String(URL_LENGTH))
    canonical_url: Mapped[str | None] = mapped_column(String(URL_LENGTH))
    source: Mapped[str | None] = mapped_column(String(100))
    media_type: Mapped[str] = mapped_column(String(100))
    status: Mapped[int]
    fetched_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    file: Mapped[str | None] = mapped_column(Text)
    offset: Mapped[int | None] = mapped_column(Number)
    length: Mapped[int | None] = mapped_column(Number)
    record_digest: Mapped[str | None] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(100))
    hints: Mapped[dict[str, Any]]
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(100))
    detail: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    pipeline_version: Mapped[str | None] = mapped_column(String(100))


class ErasureRow(Base):
    """An archived record that was taken down and whose bytes are still to be erased."""

    __tablename__ = "erasures"

    file: Mapped[str] = mapped_column(String(URL_LENGTH), primary_key=True)
    offset: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    length: Mapped[int] = mapped_column(Number)
    at: Mapped[datetime]


class RunRow(Base):
    """One run of one source, or of a command that stores pages, with what it counted."""

    __tablename__ = "runs"
    __table_args__ = (Index("ix_runs_source_started_at", "source", "started_at"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    command: Mapped[str] = mapped_column(String(100))
    source: Mapped[str | None] = mapped_column(String(100))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20))
    counts: Mapped[dict[str, Any]]
