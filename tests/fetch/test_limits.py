"""What one answer may be: hostile and broken servers against a whole crawl."""

import asyncio
import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.fetch.crawling import Outcome, crawl
from tests.fetch.servers import Site, running

HTML = {"Content-Type": "text/html; charset=utf-8"}
MOST = 1024 * 1024
PAGE = "<html><h1>Razia</h1><p>Petugas memeriksa kamar hunian.</p></html>"


def bomb(size: int) -> bytes:
    """A gzip body of a few kilobytes that unpacks to `size` bytes."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1024 * 1024)
    return b"".join(pack.compress(block) for _ in range(size // len(block))) + pack.flush()


async def endless(request: web.Request) -> web.StreamResponse:
    """Sends without an end, and without saying how much."""
    answer = web.StreamResponse(headers=HTML)
    await answer.prepare(request)
    try:
        while True:
            await answer.write(b"<p>lagi</p>" * 5000)
    except (ConnectionError, asyncio.CancelledError):
        return answer


async def dripping(request: web.Request) -> web.StreamResponse:
    """A byte now and then, so that no single wait is long."""
    answer = web.StreamResponse(headers=HTML)
    await answer.prepare(request)
    try:
        for _ in range(200):
            await answer.write(b"x")
            await asyncio.sleep(0.1)
    except (ConnectionError, asyncio.CancelledError):
        pass
    return answer


async def silent(_: web.Request) -> web.Response:
    await asyncio.sleep(20)
    return web.Response()


async def cut_off(request: web.Request) -> web.StreamResponse:
    """Says 1000 bytes, sends 10, and hangs up."""
    answer = web.StreamResponse(headers=HTML | {"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b"<p>putus.</")
    assert request.transport
    request.transport.close()
    return answer


PAGES: dict[str, Any] = {
    "/biasa": (200, HTML, PAGE),
    "/padat": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
    "/kempis": (200, HTML | {"Content-Encoding": "deflate"}, zlib.compress(PAGE.encode())),
    "/bom": (200, HTML | {"Content-Encoding": "gzip"}, bomb(64 * MOST)),
    "/bom-dua-lapis": (200, HTML | {"Content-Encoding": "gzip, gzip"}, gzip.compress(bomb(64 * MOST))),
    "/rusak": (200, HTML | {"Content-Encoding": "gzip"}, b"ini bukan gzip"),
    "/besar": (200, HTML, b"<p>" + b"x" * (20 * MOST)),
    "/tanpa-akhir": endless,
    "/menetes": dripping,
    "/diam": silent,
    "/putus": cut_off,
    "/kosong": (200, HTML, b""),
    "/gambar": (200, {"Content-Type": "image/jpeg"}, b"\xff\xd8" + b"x" * 50_000),
    "/dokumen": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
    "/tanpa-jenis": (200, {"Content-Type": ""}, PAGE),
    "/teks": (200, {"Content-Type": "text/plain"}, "Apel pagi."),
    "/umpan": (200, {"Content-Type": "application/rss+xml; charset=UTF-8"}, "<rss/>"),
    "/api": (200, {"Content-Type": "application/json"}, "[]"),
    "/lingkar": (302, {"Location": "/lingkar?lagi"}, ""),
    "/pindah/0": (200, HTML, PAGE),
    "/ke-luar": (302, {"Location": "http://situs-lain.test/berita"}, ""),
    "/ke-berkas": (302, {"Location": "file:///etc/passwd"}, ""),
    "/tua": (304, {}, b""),
    **{f"/pindah/{number}": (301, {"Location": f"/pindah/{number - 1}"}, "") for number in range(1, 8)},
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Outcome, Site]]:
    with ExitStack() as stack:
        site = stack.enter_context(running(PAGES))
        also = ["/pindah/6", "/pindah/5", "/kalender/2031/07", "/berita/2051/01/01/x", "/a/b/a/b/a/b", "/" + "x" * 3000]
        starts = [path for path in PAGES if not path.startswith("/pindah/")]
        outcome = crawl(
            tmp_path_factory.mktemp("limits"),
            [site.url(path) for path in starts + also] + ["http://tidak-ada.invalid/"],
            scrapy={"RETRY_TIMES": 1, "CONCURRENT_REQUESTS": 40, "CONCURRENT_REQUESTS_PER_DOMAIN": 40},
            spider={"allowed_domains": ["127.0.0.1", "tidak-ada.invalid"]},
            max_body=MOST,
            timeout=1.5,
            concurrent_per_address=40,
        )
        yield outcome, site


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *((path, PAGE) for path in ("/biasa", "/padat", "/kempis", "/tanpa-jenis", "/pindah/0")),
        ("/kosong", ""),
        ("/teks", "Apel pagi."),
        ("/umpan", "<rss/>"),
        ("/api", "[]"),
    ],
)
def test_what_is_taken(crawled: tuple[Outcome, Site], path: str, body: str) -> None:
    outcome, site = crawled
    page = outcome.page(site.url(path))
    assert (page["status"], page["body"]) == (200, body)
    assert page["ref"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/bom", "unpacked-size"),
        ("/bom-dua-lapis", "unpacked-size"),
        ("/rusak", "encoding"),
        ("/besar", "size"),
        ("/tanpa-akhir", "size"),
        ("/menetes", "time"),
        ("/diam", "time"),
        ("/putus", "truncated"),
        ("/gambar", "content-type"),
        ("/dokumen", "content-type"),
        ("/tua", "unasked-304"),
        ("/kalender/2031/07", "calendar"),
        ("/berita/2051/01/01/x", "calendar"),
        ("/a/b/a/b/a/b", "loop"),
        ("/" + "x" * 3000, "length"),
    ],
)
def test_what_is_refused(crawled: tuple[Outcome, Site], path: str, reason: str) -> None:
    outcome, site = crawled
    assert [failure["reason"] for failure in outcome.failures if failure["url"] == site.url(path)] == [reason]
    assert outcome.refused()[reason] >= 1


def test_redirects_have_an_end(crawled: tuple[Outcome, Site]) -> None:
    outcome, site = crawled
    assert outcome.refused()["redirects"] == 2  # /pindah/6 and the loop
    assert "/pindah/0" in site.paths()
    assert len([path for path in site.paths() if path.startswith("/lingkar")]) <= 6


def test_a_redirect_to_another_site_is_not_followed(crawled: tuple[Outcome, Site]) -> None:
    outcome, _ = crawled
    failures = {failure["url"]: failure["reason"] for failure in outcome.failures}
    assert failures["http://situs-lain.test/berita"] == "off-site"
    assert failures["http://tidak-ada.invalid/"] in ("robots-unreachable", "unknown-host")


def test_a_redirect_to_a_file_stays_what_it_is(crawled: tuple[Outcome, Site]) -> None:
    assert crawled[0].page(crawled[1].url("/ke-berkas"))["status"] == 302


def test_the_memory_stays_small(crawled: tuple[Outcome, Site]) -> None:
    assert crawled[0].stats["peak_bytes"] < 300 * 1024 * 1024


def test_without_an_archive_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("no folder")
    with running({"*": PAGE}) as site:
        outcome = crawl(tmp_path, [site.url(f"/{number}") for number in range(20)])
    assert outcome.pages == []
    assert outcome.stats["finish_reason"] == "archive_failed"
    assert len(site.seen) < 5
