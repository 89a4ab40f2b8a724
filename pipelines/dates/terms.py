"""What the grammar speaks of: days with gaps, atoms of an expression, and whole date expressions."""

from dataclasses import dataclass
from typing import Literal

from pipelines.records import ClockTime, ZoneName

RelativeBase = Literal["today", "text", "ago", "week", "weekend", "month", "year"]
FrameKind = Literal[
    "plain",
    "occasion",
    "statement",
    "letter",
    "earlier",
    "since",
    "planned",
    "operation",
    "header",
    "related",
    "illustration",
    "dateline",
]
Verdict = tuple[FrameKind, float, str | None]
"""What the words around a date make of it: the kind of frame, its weight, and the words."""
AtomKind = Literal["weekday", "day-part", "date", "stamp", "relative", "direction", "clock", "month"]


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A day as printed: what is not printed is None; a month alone has no day."""

    day: int | None = None
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A day told by its distance: `offset` days (or weeks, weekends, months) from the base."""

    base: RelativeBase
    offset: int


@dataclass(frozen=True, slots=True)
class Atom:
    """One word or number of a date expression; positions count characters of the folded text."""

    kind: AtomKind
    start: int
    end: int
    first: PartialDay | None = None
    last: PartialDay | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    day_part: str | None = None
    relative: Relative | None = None
    direction: int = 0
    clock: ClockTime | None = None
    zone: ZoneName | None = None
    printed: str = ""
    loose: bool = False
    broken: bool = False
    digital: bool = False
    english: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole date expression; `start` and `end` count characters of the folded text.

    `broken` says that the printed digits are no date; `split` that a digit before them may belong to them;
    `stamped` that it looks like the time stamp of a page; `eve` that the night before the weekday is meant, as in
    "malam Minggu".
    """

    start: int
    end: int
    first: PartialDay | None = None
    last: PartialDay | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    eve: bool = False
    day_part: str | None = None
    relative: Relative | None = None
    direction: int = 0
    clock: ClockTime | None = None
    zone: ZoneName | None = None
    instant: str | None = None
    printed: str = ""
    broken: bool = False
    split: bool = False
    bracketed: bool = False
    stamped: bool = False

    @property
    def shape(self) -> str:
        """What is printed, in words, such as "weekday + day and month"."""
        parts = [
            "weekday" if self.weekday is not None else "",
            "relative" if self.relative else "",
            "broken digits" if self.broken else _shape(self.first),
            "end of range" if self.last or self.last_weekday is not None else "",
        ]
        return " + ".join(part for part in parts if part) or "time stamp"


def _shape(day: PartialDay | None) -> str:
    if day is None:
        return ""
    names = [name for name in ("day", "month", "year") if getattr(day, name) is not None]
    return ", ".join(names)
