"""Instants as feeds, sitemaps and interfaces write them; a wrong one is no instant."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import dateparser

from pipelines.tables import toml_table

EARLIEST_YEAR = 1995  # before the first Indonesian news site; 1970 is a machine's zero


def instant(text: str | None, zone: str, now: datetime) -> datetime | None:
    """The instant that `text` tells, aware; in `zone` where it names none.

    None where it cannot be read, lies before the web, or more than a day after `now`.
    """
    if not text or not text.strip():
        return None
    found = _parse(_with_offset(text.strip()[:80]))
    if found is None:
        return None
    try:
        found = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
        sane = found.year >= EARLIEST_YEAR and found <= now + timedelta(days=1)
    except OverflowError:
        return None
    return found if sane else None


@lru_cache(maxsize=4096)
def _parse(text: str) -> datetime | None:
    for read in (_unix_time, datetime.fromisoformat, _mail_date, _local_date):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if found is not None:
            return found
    return None


def _with_offset(text: str) -> str:
    """The text with the name of an Indonesian zone written as its offset."""
    zones: dict[str, str] = toml_table("discovery.toml")["zones"]
    return re.sub(rf"(?i)\b(?:{'|'.join(zones)})\b", lambda name: zones[name[0].lower()], text)


def _unix_time(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970."""
    if not re.fullmatch(r"\d{10}|\d{13}", text):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC)


def _mail_date(text: str) -> datetime | None:
    """The date of RFC 822 and what comes near it; its `-0000` and unknown zones are naive here."""
    return parsedate_to_datetime(text) if re.search(r"\d:\d\d", text) else None


def _local_date(text: str) -> datetime | None:
    """A date in Indonesian or English words or figures, day before month."""
    text = re.sub(r"^\s*[A-Za-z'’]+\s*,\s*", "", text)
    if not re.search(r"\d{4}|\b\d{1,2}[-/ ]\w+[-/ ]\d\d\b", text):
        return None
    settings = {"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PREFER_DATES_FROM": "past"}
    return dateparser.parse(re.sub(r"[|–—]", " ", text), languages=["id", "en"], settings=settings)
