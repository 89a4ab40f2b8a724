"""Tables for questions: what the text of a release names, one row each; rebuilt whenever its article changes."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.store.models.base import Base
from pipelines.store.types import Number


class UnitRow(Base):
    """A unit that a release names; `position` counts from 0, the main one first, apart for each side."""

    __tablename__ = "units"
    __table_args__ = (
        Index(None, "release_id"),
        Index(None, "unit"),
        Index(None, "side", "place"),
        Index(None, "side", "province"),
    )

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    side: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    unit: Mapped[str | None] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(40))
    unit_class: Mapped[str | None] = mapped_column(String(10))
    subtype: Mapped[str | None] = mapped_column(String(40))
    place: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(300))
    province: Mapped[str | None] = mapped_column(String(100))
    regency: Mapped[str | None] = mapped_column(String(200))


class MentionRow(Base):
    """A date or a unit as the text has it, with what it was resolved to and how surely."""

    __tablename__ = "mentions"
    __table_args__ = (Index(None, "release_id"), Index(None, "what", "value"))

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    what: Mapped[str] = mapped_column(String(10))
    paragraph: Mapped[int | None]
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(String(100))
    role: Mapped[str | None] = mapped_column(String(20))
    confidence: Mapped[float]
    evidence: Mapped[dict[str, Any]]


class PersonRow(Base):
    """A person that a release names; `official` is the same for one name in one office, over all releases.

    The view `officials` has a row for each: key, name, role, unit, how many releases, first and last publication.
    """

    __tablename__ = "people"
    __table_args__ = (Index(None, "release_id"), Index(None, "name"), Index(None, "unit"), Index(None, "official"))

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    name: Mapped[str] = mapped_column(String(300))
    role: Mapped[str | None] = mapped_column(String(200))
    rank: Mapped[str | None] = mapped_column(String(100))
    unit: Mapped[str | None] = mapped_column(String(100))
    official: Mapped[str | None] = mapped_column(String(40))


class QuoteRow(Base):
    """A stretch of direct speech in a release."""

    __tablename__ = "quotes"
    __table_args__ = (Index(None, "release_id"), Index(None, "speaker"))

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    speaker: Mapped[str | None] = mapped_column(String(300))
    role: Mapped[str | None] = mapped_column(String(200))
    paragraph: Mapped[int]
    text: Mapped[str] = mapped_column(Text)


class TagRow(Base):
    """What a release is about."""

    __tablename__ = "tags"
    __table_args__ = (Index(None, "tag"), {"sqlite_with_rowid": False})

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(100), primary_key=True)
