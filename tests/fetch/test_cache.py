"""Only a 304 counts as unchanged, and an outage is an outage."""

import json
from pathlib import Path
from typing import Any

from aiohttp import web

from crawler.archive import Archive, Archived, read_record, records
from tests.fetch.crawling import crawl
from tests.fetch.servers import Site, running

HTML = {"Content-Type": "text/html"}


class Changing:
    """A page whose body, validators and status a test sets."""

    def __init__(self, body: str, **headers: str) -> None:
        self.body, self.headers, self.status = body, headers, 200
        self.asked: list[dict[str, str]] = []

    async def __call__(self, request: web.Request) -> web.Response:
        self.asked.append({key: value for key, value in request.headers.items() if key.startswith("If-")})
        etag, modified = self.headers.get("ETag"), self.headers.get("Last-Modified")
        if self.status == 200 and etag and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        if self.status == 200 and not etag and modified and request.headers.get("If-Modified-Since") == modified:
            return web.Response(status=304)
        return web.Response(status=self.status, body=self.body.encode(), headers=HTML | self.headers)


def kinds(folder: Path) -> list[str]:
    found = [record for path in sorted(folder.rglob("*.warc.gz")) for record in records(path)]
    return [record.kind for record in found if isinstance(record, Archived) and record.kind in ("response", "revisit")]


def once(folder: Path, site: Site, *paths: str, **options: Any) -> dict[str, tuple[int, list[str]]]:
    outcome = crawl(folder, [site.url(path) for path in paths], scrapy={"RETRY_TIMES": 0}, **options)
    assert (outcome.failures, outcome.stats["finish_reason"]) == ([], "finished")
    return {page["url"].removeprefix(site.url("")): (page["status"], page["flags"]) for page in outcome.pages}


def test_validators_go_out_and_304_is_flagged(tmp_path: Path) -> None:
    by_etag = Changing("<p>satu</p>", ETag='W/"a"')
    by_date = Changing(
        "<p>dua</p>", **{"Last-Modified": "Mon, 03 Feb 2025 04:05:06 GMT", "Expires": "Thu, 01 Jan 2099 00:00:00 GMT"}
    )
    by_nothing = Changing("<p>tiga</p>", **{"Cache-Control": "max-age=99999"})
    with running({"/etag": by_etag, "/tanggal": by_date, "/polos": by_nothing}) as site:
        paths = "/etag", "/tanggal", "/polos"
        first = once(tmp_path, site, *paths)
        assert first == dict.fromkeys(paths, (200, []))
        second = once(tmp_path, site, *paths)
        assert second["/etag"] == second["/tanggal"] == (304, ["unchanged"])
        assert second["/polos"] == (200, [])
        by_etag.headers["ETag"], by_etag.body = '"b"', "<p>baru</p>"
        assert once(tmp_path, site, "/etag") == {"/etag": (200, [])}
        assert once(tmp_path, site, "/etag") == {"/etag": (304, ["unchanged"])}
    assert by_etag.asked == [{}, {"If-None-Match": 'W/"a"'}, {"If-None-Match": 'W/"a"'}, {"If-None-Match": '"b"'}]
    assert by_date.asked == [{}, {"If-Modified-Since": "Mon, 03 Feb 2025 04:05:06 GMT"}]


def test_an_outage_is_no_old_copy(tmp_path: Path) -> None:
    page = Changing("<p>satu</p>", ETag='"a"', **{"Cache-Control": "max-age=99999, stale-if-error=99999"})
    with running({"/": page}) as site:
        once(tmp_path, site, "/")
        page.status = 500
        assert once(tmp_path, site, "/") == {"/": (500, [])}
        page.status = 200
        assert once(tmp_path, site, "/") == {"/": (304, ["unchanged"])}


def test_a_redirect_does_not_carry_validators_along(tmp_path: Path) -> None:
    old, new = Changing("<p>lama</p>", ETag='"lama"'), Changing("<p>baru</p>", ETag='"baru"')
    pages: dict[str, Any] = {"/lama": old, "/baru": new}
    with running(pages) as site:
        once(tmp_path, site, "/lama")
        pages["/lama"] = (301, {"Location": "/baru"}, "")
        assert once(tmp_path, site, "/lama") == {"/baru": (200, [])}
    assert new.asked == [{}]


def test_what_is_the_same_is_archived_once(tmp_path: Path) -> None:
    with running({"/etag": Changing("<p>satu</p>", ETag='"a"'), "/polos": Changing("<p>tiga</p>")}) as site:
        urls = [site.url("/etag"), site.url("/polos")]
        first = crawl(tmp_path, urls)
        second = crawl(tmp_path, urls)
        third = crawl(tmp_path, urls)
    for url, body in zip(urls, (b"<p>satu</p>", b"<p>tiga</p>"), strict=True):
        assert first.ref(url) == second.ref(url) == third.ref(url)
        assert read_record(Archive(tmp_path / "archive"), third.ref(url)).body == body
    # robots.txt and two pages; then a revisit for each page and run
    assert sorted(kinds(tmp_path / "archive")) == ["response"] * 3 + ["revisit"] * 4


def test_a_page_that_wants_no_archive_gets_none(tmp_path: Path) -> None:
    pages: dict[str, Any] = {
        "/kepala": (200, HTML | {"X-Robots-Tag": "noarchive"}, "<p>satu</p>"),
        "/meta": (200, HTML, '<head><meta content="NOARCHIVE, noindex" name="robots"></head><p>dua</p>'),
        "/biasa": (200, HTML | {"X-Robots-Tag": "googlebot: noindex, noarchive"}, "<p>tiga</p>"),
    }
    with running(pages) as site:
        outcome = crawl(tmp_path, [site.url(path) for path in pages])
        heedless = crawl(tmp_path / "b", [site.url("/meta")], honour_noarchive=False, honour_noindex=False)
    found = {page["url"].removeprefix(site.url("")): (page["ref"] is None, page["flags"]) for page in outcome.pages}
    assert found == {
        "/kepala": (True, ["noarchive"]),
        "/meta": (True, ["noarchive", "noindex"]),
        "/biasa": (False, []),
    }
    assert heedless.pages[0]["ref"]
    assert heedless.pages[0]["flags"] == []
    archived = [
        record.url
        for path in (tmp_path / "archive").rglob("*.gz")
        for record in records(path)
        if isinstance(record, Archived)
    ]
    assert site.url("/kepala") not in archived
    assert site.url("/biasa") in archived
    assert json.dumps(outcome.stats)
