"""What an expression was resolved to, and the anchors it may hang on."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pipelines.dates.years import YearHint
from pipelines.records import Anchor, WeekdayCheck

Precision = Literal["day", "range", "month", "year"]
NOWHERE = Anchor(None, "none")
FIRST_YEAR, LAST_YEAR = 1990, 2098


def believable(published: date) -> bool:
    """Whether a page of the web can be of that day; a clock that stands at zero tells the year 1 or 1970."""
    return FIRST_YEAR <= published.year <= LAST_YEAR


@dataclass(frozen=True, slots=True)
class Anchors:
    """`today` is the day of publication (or, weaker, of the fetch); `days` are days that the text names in full.

    `page_days` are those of lines of the page itself, which may be of another day than the text.
    """

    today: date | None = None
    source: str = "none"
    zone: str | None = None
    hints: tuple[YearHint, ...] = ()
    days: tuple[date, ...] = ()
    page_days: tuple[date, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether `today` only bounds the text from above."""
        return self.source == "fetched"

    @property
    def anchor(self) -> Anchor:
        """`today` as it is told in a mention."""
        return Anchor(self.today.isoformat() if self.today else None, self.source)


@dataclass(frozen=True, slots=True)
class Reading:
    """`start` is None where the evidence does not suffice; a `conflict` may still be settled by other evidence."""

    start: date | None
    end: date | None
    precision: Precision | None
    method: str
    anchor: Anchor
    confidence: float
    weekday: WeekdayCheck | None = None
    issues: tuple[str, ...] = ()
    alternatives: tuple[date, ...] = ()
    conflict: bool = False

    @property
    def value(self) -> str | None:
        """The value as of the contract: a day, a range, a month, or None."""
        if self.start is None:
            return None
        if self.precision == "month":
            return self.start.isoformat()[:7]
        if self.precision == "range" and self.end is not None:
            return f"{self.start.isoformat()}/{self.end.isoformat()}"
        return self.start.isoformat()

    @property
    def days(self) -> tuple[date, ...]:
        """Its day, or all days of a range of up to a month."""
        if self.start is None or self.precision not in ("day", "range"):
            return ()
        length = min((self.end - self.start).days, 31) if self.end else 0
        return tuple(self.start + timedelta(days=number) for number in range(length + 1))


def unresolved(
    method: str, anchor: Anchor, *issues: str, alternatives: tuple[date, ...] = (), conflict: bool = False
) -> Reading:
    """An abstention, with the reason."""
    return Reading(None, None, None, method, anchor, 0.0, None, issues, alternatives, conflict)
