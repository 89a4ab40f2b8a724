"""Tables of deduplication: where candidates are found, what was verified, and what a person decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.store.models.base import Base
from pipelines.store.models.crawl import URL_LENGTH
from pipelines.store.types import Number


class PostingRow(Base):
    """An appearance under one of its units and days (number of days since year 1, 0 for none)."""

    __tablename__ = "postings"
    __table_args__ = (Index(None, "appearance_id"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    appearance_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"), primary_key=True)


class SampleRow(Base):
    """An appearance under a sampled run of its words, with its days in the key (`pipelines/store/samples.py`).

    There may be tens of millions of rows: small numbers, no further index, no reference to be checked.
    """

    __tablename__ = "samples"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    appearance_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class ReleaseLinkRow(Base):
    """Two appearances (the lower number first) whose texts were found to be one release, with score and rule."""

    __tablename__ = "release_links"
    __table_args__ = (Index(None, "other_id"), {"sqlite_with_rowid": False})

    one_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("appearances.id"), primary_key=True)
    score: Mapped[float]
    rule: Mapped[str] = mapped_column(String(100))


class EventLinkRow(Base):
    """Two releases (the lower number first) that tell one event, with score and rule."""

    __tablename__ = "event_links"
    __table_args__ = (Index(None, "other_id"), {"sqlite_with_rowid": False})

    one_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), primary_key=True)
    score: Mapped[float]
    rule: Mapped[str] = mapped_column(String(100))


class DecisionRow(Base):
    """A person's word that two articles do or do not belong together; it names addresses, so it outlives ids."""

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "one"), Index(None, "other"))

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    level: Mapped[str] = mapped_column(String(10))
    together: Mapped[bool]
    one: Mapped[str] = mapped_column(String(URL_LENGTH))
    other: Mapped[str] = mapped_column(String(URL_LENGTH))
    why: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class TombstoneRow(Base):
    """What was taken down for good: a folded address, or a text, of which only a sketch of hashes is kept."""

    __tablename__ = "tombstones"

    key: Mapped[str] = mapped_column(String(URL_LENGTH), primary_key=True)
    sketch: Mapped[bytes | None] = mapped_column(LargeBinary)
    why: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class ChangeRow(Base):
    """One entry of the feed: what happened to which release or event; the numbers only grow."""

    __tablename__ = "changes"
    __table_args__ = (Index(None, "what", "key"), {"sqlite_autoincrement": True})

    seq: Mapped[int] = mapped_column(Number, primary_key=True)
    op: Mapped[str] = mapped_column(String(3))
    what: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
