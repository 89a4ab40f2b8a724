"""Invented articles, and the way into a database that the crawl takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from pipelines.dedup import fingerprint
from pipelines.records import (
    Anchor,
    Article,
    ClockTime,
    DateMention,
    EventDay,
    EventKind,
    Page,
    Person,
    Police,
    Prison,
    Published,
    Quote,
    Rejected,
    Span,
    Units,
    WeekdayCheck,
)
from pipelines.store.outcomes import Saved, save_outcome
from pipelines.store.pages import save_page

START = datetime(2025, 3, 1, 2, 0, tzinfo=UTC)
SENTENCE = (
    "petugas memeriksa kamar hunian lalu mencatat barang temuan bersama anggota kepolisian sektor setempat "
    "sebelum apel sore dimulai warga binaan diminta menunggu di lapangan utama dengan tertib dan tenang"
)


def paragraphs(number: int) -> tuple[str, ...]:
    """A text of its own for each number, long enough to be compared."""
    return tuple(
        " ".join(f"{word}{(number * 7 + part * 31 + index) % 97}" for index, word in enumerate(SENTENCE.split())) + "."
        for part in range(3)
    )


def article(number: int, site: str = "kabaruji.test", **changes: Any) -> Article:
    """An article about a unit and a day of its own."""
    day = START.date() + timedelta(days=5 * number)
    url = changes.pop("url", f"https://{site}/berita/{number}")
    text = changes.pop("paragraphs", paragraphs(number))
    place = f"Kota{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}"
    fields: dict[str, Any] = {
        "url": url,
        "canonical_url": url,
        "source": site.removesuffix(".test"),
        "fetched_at": START + timedelta(days=5 * number, hours=9),
        "title": f"Razia gabungan nomor {number}",
        "authors": ("Tirta Wening",),
        "editor": None,
        "language": "id",
        "published": Published(START + timedelta(days=5 * number), "minute", "meta"),
        "dateline": place,
        "paragraphs": text,
        "removed": (),
        "dates": (),
        "event_day": EventDay(day.isoformat(), None, "hari ini", 0.9),
        "event_kind": EventKind("search"),
        "units": Units(
            (
                Prison(
                    f"lapas-{place.lower()}", "Lapas", "IIB", None, place, f"Lapas Kelas IIB {place}", place, "Banten"
                ),
            ),
            (Police(None, "Polres", place, f"Polres {place}", place),),
        ),
        "people": (Person("Bagas Mahardi", "Kalapas", None, ("S.H.",), None, "Kalapas Bagas Mahardi"),),
        "quotes": (Quote("Kami periksa semuanya", "Bagas Mahardi", "ujar", 1),),
        "tags": ("razia",),
        "fingerprint": fingerprint(text),
        "pipeline_version": "uji",
    }
    return Article(**fields | changes)


def rich_article(number: int) -> Article:
    """An article that fills every part of every record."""
    told = article(number)
    span = Span(0, 3, 9, "razia")
    mention = DateMention(
        "Sabtu (1/3)", 0, 11, "2025-03-01", "day", "event", "numeric", Anchor("2025-03-01", "published"), 0.9,
        ClockTime("09:00", "10:00"), "WIB", WeekdayCheck("Sabtu", "Sabtu", True), ("no-year",), ("2024-03-01",), 0,
    )  # fmt: skip
    (prison,), (police,), (person,) = told.units.prisons, told.units.police, told.people
    return article(
        number,
        dates=(mention,),
        units=type(told.units)((replace(prison, spans=(span,)),), (replace(police, spans=(span,)),)),
        people=(replace(person, spans=(span,)),),
    )


def store(session: Session, told: Article) -> Saved:
    """Fetches and accepts the article, as a crawl does."""
    return save_outcome(session, _page(session, told), told)


def withdraw(session: Session, told: Article) -> Saved:
    """Turns the page of a stored article away, as a later look at it does."""
    return save_outcome(session, _page(session, told), Rejected(told.url, told.fetched_at, "off-topic"))


def _page(session: Session, told: Article) -> int:
    return save_page(session, Page(told.url, repr(told).encode(), told.fetched_at, source=told.source), None)
