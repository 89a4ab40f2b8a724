"""Reads one written instant: ISO 8601, "Jum'at, 21 Februari 2025 | 14:05 WIB", "2 jam lalu"."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

from pipelines.records import Precision
from pipelines.tables import toml_table

TABLE = "publication.toml"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A written instant: wall clock, offset where one is told, and how fine it is."""

    text: str
    clock: datetime
    offset: timedelta | None
    precision: Precision

    def at(self, zone: tzinfo) -> datetime:
        """The instant, in the zone of the page; a told offset wins over that zone."""
        if self.offset is None or self.precision == "day":
            return self.clock.replace(tzinfo=zone)
        return self.clock.replace(tzinfo=timezone(self.offset)).astimezone(zone)


def parse_stamp(text: str, fetched_at: datetime | None = None) -> Stamp | None:
    """The first instant in a short text, or None; relative ones ("2 jam lalu") count from `fetched_at`."""
    text = " ".join(text.split())
    for read in (_iso, _unix, _worded, _english, _numeric):
        stamp = read(text)
        if stamp is not None:
            return stamp
    return _ago(text, fetched_at) if fetched_at else None


def is_stamp_line(text: str) -> bool:
    """Whether a line says nothing but an instant, with or without a label such as "Diterbitkan:"."""
    if len(text) > 90:
        return False
    stamp = parse_stamp(text, datetime(2000, 1, 2, tzinfo=UTC))
    if stamp is None:
        return False
    table = toml_table(TABLE)
    words = (*table["published"], *table["modified"], *_weekdays(), *table["zones"])
    rest = _counted().sub(" ", text.replace(stamp.text, " "))
    return not re.search(r"\w", word_pattern(words).sub(" ", rest))


@cache
def _counted() -> re.Pattern[str]:
    """Words beside an instant with their numbers: "dibaca 321 kali"."""
    either = "|".join(re.escape(word) for word in sorted(toml_table(TABLE)["beside"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\w)\d{{1,7}}\s+)?(?<!\w)(?:{either})(?!\w)(?:\s*:?\s*\d{{1,7}}(?![\w:.]))?", re.IGNORECASE
    )


@cache
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for any of these words, whole, whatever the case."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def clock_only(text: str) -> tuple[int, int] | None:
    """Hour and minute of a text that is nothing but a clock time ("14.25", "14:25 WIB")."""
    match = re.fullmatch(
        r"(?:pukul\s*)?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?\s*(am|pm)?\s*(?:wib|wita|wit)?", text.strip().lower()
    )
    if match is None:
        return None
    hour = int(match.group(1)) % 12 + 12 * (match.group(3) == "pm") if match.group(3) else int(match.group(1))
    return (hour, int(match.group(2))) if hour < 24 and int(match.group(2)) < 60 else None


_CLOCK = (
    r"(?:\s*(?:[,|/•·@–—-]|pukul|jam|at|,\s*pukul|t)*\s*"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:\.\d+)?\s*(?P<half>am|pm)?\s*"
    r"\(?(?P<zone>wib|wita|wit|utc|gmt|z)?\b\)?\s*(?:gmt|utc)?(?P<sign>[+-]\d{1,2}(?::?\d{2})?)?)?"
)


@cache
def _worded_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d/])(?P<day>\d{{1,2}})[\s.-]+(?P<month>{_months()})\.?,?[\s.,-]+(?P<year>\d{{4}}|\d{{2}}(?![\d:.])){_CLOCK}",
        re.IGNORECASE,
    )


@cache
def _english_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<month>{_months()})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_CLOCK}",
        re.IGNORECASE,
    )


_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)"
    r"(?:[T ]+T?(?P<hour>\d{1,2})[:.-](?P<minute>\d{2})(?:[:.-](?P<second>\d{2}))?(?:[.,]\d+)?\s*(?P<half>am|pm)?\s*"
    r"(?P<zone>wib|wita|wit|utc|gmt|z)?(?P<sign>[+-]\d{2}:?(?:\d{2})?)?)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"(?<![\d/.-])(?P<day>\d{{1,2}})(?P<sep>[/.-])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}|\d{{2}})(?![\d/-]){_CLOCK}",
    re.IGNORECASE,
)
_UNIX = re.compile(r"^1[0-9]{9}(?:[0-9]{3})?$")
_AGO = re.compile(
    r"(?<!\w)(?P<count>\d{1,3}|se)\s*(?P<unit>[a-z]+)\s+(?:yang\s+lalu|yg\s+lalu|lalu|ago)\b", re.IGNORECASE
)


_DAY_NAMED = re.compile(
    r"(?<!\w)(?P<day>kemarin|hari ini)[\s,|–-]+(?:pukul\s+)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?!\d)", re.IGNORECASE
)


def _iso(text: str) -> Stamp | None:
    return _stamp(_ISO.search(text))


def _unix(text: str) -> Stamp | None:
    if not _UNIX.match(text):
        return None
    at = datetime.fromtimestamp(int(text[:10]), UTC)
    return Stamp(text, at.replace(tzinfo=None), timedelta(0), "second")


def _worded(text: str) -> Stamp | None:
    return _stamp(_worded_pattern().search(text))


def _english(text: str) -> Stamp | None:
    return _stamp(_english_pattern().search(text))


def _numeric(text: str) -> Stamp | None:
    """Day before month; the other way round only where the weekday says so."""
    stamp = _stamp(_NUMERIC.search(text))
    weekday = _weekday(text)
    if stamp is None or weekday is None or stamp.clock.weekday() == weekday or stamp.clock.day > 12:
        return stamp
    turned = stamp.clock.replace(day=1).replace(month=stamp.clock.day).replace(day=stamp.clock.month)
    return replace(stamp, clock=turned) if turned.weekday() == weekday else stamp


def _weekday(text: str) -> int | None:
    words = re.findall(r"[a-z'’]+", text.lower())
    days = enumerate(toml_table(TABLE)["weekdays"])
    return next((number for number, names in days if any(word in names for word in words)), None)


def _ago(text: str, fetched_at: datetime) -> Stamp | None:
    named = _DAY_NAMED.search(text)
    if named:
        day = fetched_at - timedelta(days=named.group("day").lower() == "kemarin")
        clock = datetime(day.year, day.month, day.day, int(named.group("hour")) % 24, int(named.group("minute")) % 60)  # noqa: DTZ001
        return Stamp(named.group(), clock, None, "minute")
    match = _AGO.search(text)
    seconds = toml_table(TABLE)["ago"].get(match.group("unit").lower()) if match else None
    if match is None or seconds is None:
        return None
    count = 1 if match.group("count").lower() == "se" else int(match.group("count"))
    at = fetched_at.astimezone(UTC) - timedelta(seconds=count * seconds)
    precision: Precision = "minute" if seconds <= 60 else "hour" if seconds == 3600 else "day"
    if precision == "day":
        local = fetched_at - timedelta(seconds=count * seconds)
        return Stamp(match.group(), datetime(local.year, local.month, local.day), None, precision)  # noqa: DTZ001
    return Stamp(match.group(), at.replace(tzinfo=None), timedelta(0), precision)


def _stamp(match: re.Match[str] | None) -> Stamp | None:
    if match is None:
        return None
    parts = match.groupdict()
    month = _month(parts["month"])
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if parts["half"]:
        hour = hour % 12 + 12 * (parts["half"].lower() == "pm")
    try:
        clock = datetime(year, month, int(parts["day"]), hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
    timed = parts["hour"] is not None
    precision: Precision = "day" if not timed else "second" if parts["second"] and second else "minute"
    return Stamp(match.group().strip(), clock, _offset(parts) if timed else None, precision)


def _offset(parts: dict[str, str | None]) -> timedelta | None:
    sign = parts["sign"]
    if sign:
        digits = sign[1:].replace(":", "")
        hours, minutes = int(digits[:2]), int(digits[2:] or 0)
        size = timedelta(hours=hours, minutes=minutes)
        return (size if sign[0] == "+" else -size) if hours <= 14 else None
    zone = (parts["zone"] or "").lower()
    if zone == "z":
        return timedelta(0)
    hours_ahead = toml_table(TABLE)["zones"].get(zone)
    return timedelta(hours=hours_ahead) if hours_ahead is not None else None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    lowered = text.lower()
    return next(number for number, names in enumerate(toml_table(TABLE)["months"], 1) if lowered in names)


@cache
def _months() -> str:
    names = [name for month in toml_table(TABLE)["months"] for name in month]
    return "|".join(sorted(names, key=len, reverse=True))


@cache
def _weekdays() -> tuple[str, ...]:
    return tuple(sorted((name for day in toml_table(TABLE)["weekdays"] for name in day), key=len, reverse=True))
