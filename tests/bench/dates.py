"""Speed and quality of dates, beside what a general library makes of the same sentences."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from statistics import median
from time import process_time

from dateparser.search import search_dates

from pipelines.dates import date_article
from pipelines.dates.lexicon import month_names, weekday_names
from pipelines.records import Published, SourceFacts, Text

PAGES = 200
SLOW_PAGES = 12
PARAGRAPHS = (
    "Petugas gabungan Lapas Kelas IIB Sukamaju dan Polres Sukamaju menggeledah kamar hunian, {event}. "
    "Sebanyak 45 petugas dari Kodim 0303 ikut serta memeriksa Blok C kamar 1 s.d 12.",
    "“Kegiatan ini menindaklanjuti surat Direktur Jenderal Nomor PAS-08.05 tanggal {letter},” "
    "kata Kalapas Budi Santosa saat dikonfirmasi, {said}.",
    "Menurut Budi, barang yang ditemukan berupa 3 sendok, 2 korek api, dan 1.069 lembar kartu. "
    "Saksi Yanto (35) membenarkan hal itu.",
    "Para petugas sepakat menambah patroli pada malam hari dan akhir pekan, "
    "ketika jumlah pembesuk paling banyak datang ke lapas.",
) * 2


def report() -> str:
    """A section of Markdown: milliseconds a page and event days found, ours and those of `dateparser.search`."""
    chance = Random(7)
    days = [date(2015, 1, 1) + timedelta(days=chance.randrange(4000)) for _ in range(PAGES)]
    pages = [_page(day) for day in days]
    date_article(pages[0], SourceFacts())
    ours = [_timed(lambda page=page: date_article(page, SourceFacts())[1].date) for page in pages]  # type: ignore[misc]
    theirs = [_timed(lambda page=page: _searched(page)) for page in pages[:SLOW_PAGES]]  # type: ignore[misc]
    return "\n".join(
        (
            "## Dates",
            "",
            "| | median ms of processor time a page | event day found |",
            "|---|---|---|",
            _row("`date_article`", ours, days),
            _row("first day of `dateparser.search.search_dates`", theirs, days),
        )
    )


def _row(name: str, runs: list[tuple[float, str | None]], days: list[date]) -> str:
    right = sum(found == day.isoformat() for (_, found), day in zip(runs, days, strict=False))
    return f"| {name} | {median(time for time, _ in runs):.2f} | {right} of {len(runs)} |"


def _timed(action: Callable[[], str | None]) -> tuple[float, str | None]:
    began = process_time()
    found = action()
    return (process_time() - began) * 1000, found


def _searched(page: Text) -> str | None:
    base = page.published.at.replace(tzinfo=None) if page.published.at else None
    settings = {"RELATIVE_BASE": base, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    found = search_dates("\n".join(page.paragraphs), languages=["id"], settings=settings)
    return found[0][1].date().isoformat() if found else None


def _page(day: date) -> Text:
    """A page published a day after its event, which it writes as the press does."""
    name = weekday_names()[day.weekday()].capitalize()
    said = day + timedelta(days=1)
    letter = day - timedelta(days=5)
    words = {
        "event": f"{name} ({day.day}/{day.month}) malam",
        "said": f"{weekday_names()[said.weekday()].capitalize()} ({said.day}/{said.month}/{said.year})",
        "letter": f"{letter.day} {month_names()[letter.month - 1].capitalize()} {letter.year}",
    }
    at = datetime.fromisoformat(f"{said.isoformat()}T09:00:00+07:00")
    url = "https://kabar.test/razia"
    paragraphs = tuple(paragraph.format(**words) for paragraph in PARAGRAPHS)
    return Text(url, url, "Razia", (), None, "id", None, paragraphs, (), Published(at, "minute", "json-ld"))
