"""A site that does its worst, crawled by the ordinary command: what leads astray is refused, counted, and told."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.fetch.servers import Site, running
from tests.world.kit import XML, article, asked, crawled, rss, stored, write_source

AT = "2025-03-11T08:00:00+07:00"
OWN = ("/kalapas-temui-kapolres-satu", "/kalapas-temui-kapolres-dua")
BY_SESSION = "/berita/kalapas-temui-kapolres-tiga"
ALWAYS = "/berita/kalapas-temui-kapolres-empat"
Record = dict[str, Any]


def shell(body: str) -> web.Response:
    return web.Response(text=f"<!doctype html><html><body>{body}</body></html>", content_type="text/html")


def hostile_pages(site: Site, other: Site) -> dict[str, Any]:
    """The pages of a site whose feed lists anything, and whose lists never end."""
    numbers = count()

    async def with_session(request: web.Request) -> web.Response:
        """Every visit gets new names for the same article and for the next page."""
        visit = next(numbers)
        link = f"<h3><a href='{BY_SESSION};jsessionid={visit:08X}'>Kalapas dan Kapolres bahas razia</a></h3>"
        return shell(f"{link}<div class='pagination'><a href='/sesi?PHPSESSID={visit:08x}'>Selanjutnya</a></div>")

    async def turning(request: web.Request) -> web.Response:
        """Every page leads to the next one, and shows the same article."""
        page = int(request.query.get("halaman", "1"))
        link = f"<h3><a href='{ALWAYS}'>Kalapas dan Kapolres bahas razia</a></h3>"
        return shell(f"{link}<div class='pagination'><a href='/putar?halaman={page + 1}'>Selanjutnya</a></div>")

    async def calendar(request: web.Request) -> web.Response:
        """A calendar that can be turned into any year, with an event of its own each month."""
        month = int(request.query.get("bulan", "0")) + 1
        link = f"<h3><a href='/agenda/2031/{month:02}'>Agenda kegiatan bulan ke {month}</a></h3>"
        return shell(f"{link}<div class='pagination'><a href='/agenda?bulan={month}'>Selanjutnya</a></div>")

    inside = ("http://127.0.9.77/rahasia", "http://169.254.169.254/latest", "http://[::1]/x", "file:///etc/passwd")
    elsewhere = (other.url(OWN[0]), "https://lain.test/kalapas-temui-kapolres")
    odd = (site.url(OWN[0]).replace("://", "://nama:sandi@"), site.url("/a/b/a/b/a/b/kalapas-temui-kapolres-tujuh"))
    listed = [{"link": url, "title": "Kalapas temui Kapolres"} for url in (*OWN, *inside, *elsewhere, *odd)]
    return {
        "/feed": (200, XML, rss(site, *listed)),
        "/sesi": with_session,
        "/putar": turning,
        "/agenda": calendar,
        **{path: article(number, AT) for number, path in enumerate(OWN)},
        "*": article(3, AT),
    }


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Record, Site, Site]]:
    folder = tmp_path_factory.mktemp("traps")
    with ExitStack() as stack:
        pages: dict[str, Any] = {"/robots.txt": (404, {}, "")}
        site = stack.enter_context(running(pages, "127.0.9.1"))
        other = stack.enter_context(running({"*": article(9, AT)}, "127.0.9.2"))
        pages |= hostile_pages(site, other)
        ways = {"feeds": [site.url("/feed")], "listings": [site.url(path) for path in ("/sesi", "/putar", "/agenda")]}
        write_source(folder, "jebakan", site.url("/"), discover=ways)
        yield folder, crawled(folder, "jebakan", exit_codes=(0, 1)), site, other


def test_only_what_is_the_sites_own_is_fetched(trapped: tuple[Path, Record, Site, Site]) -> None:
    folder, record, site, other = trapped
    assert set(OWN) <= set(asked(site))
    assert other.seen == []
    assert record["refused"]["off-site"] >= 5  # the other sites', and the addresses inside
    assert set(stored(folder)) == {site.url(path) for path in (*OWN, BY_SESSION, ALWAYS)}


def test_session_ids_do_not_multiply_an_article(trapped: tuple[Path, Record, Site, Site]) -> None:
    site = trapped[2]
    assert len(asked(site, BY_SESSION)) == 1
    assert len(asked(site, "/sesi")) <= 2


def test_a_list_that_shows_the_same_again_and_again_ends(trapped: tuple[Path, Record, Site, Site]) -> None:
    site = trapped[2]
    assert len(asked(site, "/putar")) == 2
    assert len(asked(site, ALWAYS)) == 1


def test_calendars_are_not_turned(trapped: tuple[Path, Record, Site, Site]) -> None:
    record, site = trapped[1], trapped[2]
    assert asked(site, "/agenda") == ["/agenda"]
    assert record["refused"]["calendar"] >= 1


def test_every_refusal_has_its_reason(trapped: tuple[Path, Record, Site, Site]) -> None:
    record = trapped[1]
    assert set(record["refused"]) == {"off-site", "calendar", "credentials", "loop"}
    assert record["ended"] == "finished"


def test_a_source_may_allow_other_hosts(tmp_path: Path) -> None:
    """Its second run takes nothing anew."""
    with running({}, "127.0.9.1") as site, running({OWN[0]: article(0, AT)}, "127.0.9.2") as other:
        now = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
        feed = rss(site, {"link": other.url(OWN[0]), "title": "Kalapas temui Kapolres", "pubDate": now})
        site.pages["/feed"] = (200, XML, feed)
        write_source(tmp_path, "terbuka", site.url("/"), hosts=["127.0.9.2"], discover={"feeds": [site.url("/feed")]})
        assert crawled(tmp_path, "terbuka")["accepted"] == 1
        assert crawled(tmp_path, "terbuka")["fetched"] == 0
    assert asked(other) == [OWN[0]]
