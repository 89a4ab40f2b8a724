"""A made-up site out of a table, for tests of the probe."""

from collections.abc import Mapping
from datetime import UTC, datetime

from crawler.discovery.asks import Answer
from crawler.probe.records import Fetch, FetchError
from pipelines.process import process
from pipelines.records import Article, Page, Rejected, SourceFacts

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
SITE = "https://kabarcontoh.id"
BODY = (
    "Kepala Lapas Kelas IIA Cilegon bertemu Kapolres Cilegon di ruang kerjanya, Selasa (20/5/2025). "
    "Pertemuan itu membahas pengamanan bersama dan pertukaran informasi antara kedua pihak."
)
MORE = (
    "Keduanya sepakat menggelar pemeriksaan kamar hunian secara berkala bersama anggota kepolisian setempat. "
    "Hasil setiap pemeriksaan akan dilaporkan kepada kantor wilayah pada akhir bulan."
)


def judge(page: Page, facts: SourceFacts, any_topic: bool) -> Article | Rejected:
    return process(page, facts, any_topic=any_topic)


def site(pages: Mapping[str, str | bytes | int | tuple[str, str]], log: list[str] | None = None) -> Fetch:
    """A fetch function over paths: a body, a status, or (final address, body); all else is 404, hosts are one."""

    def fetch(url: str) -> Answer:
        if log is not None:
            log.append(url)
        path = url.removeprefix(SITE) or "/"
        told = pages.get(path, pages.get(url, 404))
        if told == 0:
            raise FetchError("robots", url)
        if isinstance(told, int):
            return Answer(url, told, (), b"", NOW)
        final, body = told if isinstance(told, tuple) else (url, told)
        return Answer(final, 200, (), body if isinstance(body, bytes) else body.encode(), NOW)

    return fetch


def home(*links: str, head: str = "", title: str = "Beranda - Kabar Contoh") -> str:
    anchors = "".join(
        f"<h2><a href='{link}'>Judul artikel nomor {number}</a></h2>" for number, link in enumerate(links)
    )
    return f"<!doctype html><html lang='id'><head><title>{title}</title>{head}</head><body>{anchors}</body></html>"


def article(number: int, text: str = "", date: str = "2025-05-20T10:00:00+07:00") -> str:
    meta = f"<meta property='article:published_time' content='{date}'>" if date else ""
    title = f"Kalapas Cilegon temui Kapolres bagian {number}"
    paragraphs = "".join(
        f"<p>{each}</p>" for each in ((text,) if text else (f"{BODY} Bagian {number}.", f"{number}: {MORE}"))
    )
    return (
        f"<!doctype html><html lang='id'><head><title>{title}</title>{meta}</head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def feed(*links: str) -> str:
    items = "".join(
        f"<item><title>Kalapas temui Kapolres</title><link>{SITE}{link}</link>"
        f"<pubDate>Tue, 20 May 2025 10:00:0{number} +0700</pubDate></item>"
        for number, link in enumerate(links)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
