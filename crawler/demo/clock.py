"""Dates as the invented sites print them."""

from datetime import datetime, timedelta, timezone

from crawler.demo.model import Site

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def local(instant: datetime, site: Site) -> datetime:
    """The instant on the site's own clock."""
    return instant.astimezone(timezone(timedelta(hours=site.utc_offset)))


def visible(instant: datetime, site: Site) -> str:
    """The instant in the site's own form (`visible_date` of its entry)."""
    at = local(instant, site)
    month = MONTHS[at.month - 1]
    return site.visible_date.format(
        weekday=DAYS[at.weekday()], month_name=month, short=month[:3], at=at, zone=site.zone
    )
