"""robots.txt as RFC 9309 wants it, against real servers."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.fetch.crawling import Outcome, crawl
from tests.fetch.servers import Site, running

RULES = "User-agent: *\nDisallow: /tertutup\nAllow: /tertutup/kecuali\nSitemap: /peta.xml\n"
TEXT = {"Content-Type": "text/plain"}


async def slow_rules(_: web.Request) -> web.Response:
    """Answers late, so that many requests wait together."""
    import asyncio

    await asyncio.sleep(0.3)
    return web.Response(text=RULES)


async def hang_up(request: web.Request) -> web.Response:
    assert request.transport
    request.transport.close()
    return web.Response()


async def moved(request: web.Request) -> web.Response:
    """Redirects /robots.txt through the number of steps that the host part of the path says."""
    raise web.HTTPFound(f"/langkah/{int(request.path.rpartition('/')[2]) - 1}")


def chain(steps: int) -> dict[str, Any]:
    pages: dict[str, Any] = {"/robots.txt": (302, {"Location": f"/langkah/{steps - 1}"}, "")}
    for step in range(1, steps):
        pages[f"/langkah/{step}"] = (301, {"Location": f"/langkah/{step - 1}"}, "")
    return pages | {"/langkah/0": (200, TEXT, RULES), "*": "<p>halaman</p>"}


SITES: dict[str, dict[str, Any]] = {
    "rules": {"/robots.txt": slow_rules, "*": "<p>halaman</p>"},
    "none": {"*": "<p>halaman</p>", "/robots.txt": (404, {}, "")},
    "forbidden": {"*": "<p>halaman</p>", "/robots.txt": (403, {}, "")},
    "broken": {"*": "<p>halaman</p>", "/robots.txt": (500, TEXT, "User-agent: *\nAllow: /\n")},
    "overloaded": {"*": "<p>halaman</p>", "/robots.txt": (429, {}, "")},
    "hangs-up": {"*": "<p>halaman</p>", "/robots.txt": hang_up},
    "five-steps": chain(5),
    "six-steps": chain(6),
    "huge": {"*": "<p>halaman</p>", "/robots.txt": (200, TEXT, "# kosong\n" * 60_000 + "User-agent: *\nDisallow: /\n")},
    "for-us": {
        "*": "<p>halaman</p>",
        "/robots.txt": (200, TEXT, "User-agent: *\nDisallow:\n\nUser-agent: Lapaswire\nDisallow: /tertutup\n"),
    },
    "picture": {"*": "<p>halaman</p>", "/robots.txt": (200, {"Content-Type": "image/png"}, RULES)},
}


WITH_RULES = ("rules", "five-steps", "for-us", "picture")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Outcome, dict[str, Site]]]:
    with ExitStack() as stack:
        sites = {
            name: stack.enter_context(running(pages, f"127.0.3.{number}"))
            for number, (name, pages) in enumerate(SITES.items(), 1)
        }
        open_pages = [site.url(f"/terbuka/{number}") for site in sites.values() for number in range(3)]
        closed_pages = [site.url(f"/tertutup/{number}") for site in sites.values() for number in range(3)]
        many = [sites[name].url(f"/tertutup/banyak/{number}") for number in range(50) for name in WITH_RULES]
        outcome = crawl(
            tmp_path_factory.mktemp("robots"),
            [*many, *closed_pages, *open_pages, sites["rules"].url("/tertutup/kecuali/ini")],
            scrapy={"CONCURRENT_REQUESTS": 300, "CONCURRENT_REQUESTS_PER_DOMAIN": 50, "RETRY_TIMES": 0},
            concurrent_per_address=50,
        )
        yield outcome, sites


def asked(site: Site) -> set[str]:
    return {path.split("/")[1] for path in site.paths()} - {"robots.txt", "langkah"}


@pytest.mark.parametrize(
    ("name", "reached"),
    [
        ("rules", {"terbuka", "tertutup"}),
        ("none", {"terbuka", "tertutup"}),
        ("forbidden", {"terbuka", "tertutup"}),
        ("broken", set()),
        ("overloaded", set()),
        ("hangs-up", set()),
        ("five-steps", {"terbuka"}),
        ("six-steps", {"terbuka", "tertutup"}),
        ("huge", {"terbuka", "tertutup"}),
        ("for-us", {"terbuka"}),
        ("picture", {"terbuka"}),
    ],
)
def test_what_each_site_is_asked(crawled: tuple[Outcome, dict[str, Site]], name: str, reached: set[str]) -> None:
    assert asked(crawled[1][name]) == reached


@pytest.mark.parametrize("name", WITH_RULES)
def test_of_fifty_waiting_requests_a_host_none_that_is_disallowed_goes_out(
    crawled: tuple[Outcome, dict[str, Site]], name: str
) -> None:
    paths = crawled[1][name].paths()
    allowed = ["/tertutup/kecuali/ini"] if name == "rules" else []
    assert [path for path in paths if path.startswith("/tertutup")] == allowed
    assert paths.count("/robots.txt") == 1


def test_refusals_are_counted_with_their_reasons(crawled: tuple[Outcome, dict[str, Site]]) -> None:
    refused = crawled[0].refused()
    assert refused["robots"] == (50 + 3) * len(WITH_RULES)
    assert refused["robots-unreachable"] == 3 * 6  # broken, overloaded, hangs-up
    assert {failure["reason"] for failure in crawled[0].failures} == {"robots", "robots-unreachable"}


@pytest.mark.parametrize("count", [2, 3, 5])
def test_however_many_requests_wait_for_the_same_rules(tmp_path: Path, count: int) -> None:
    """Scrapy's own middleware lets the third and those after it through."""
    with running({"/robots.txt": slow_rules, "*": "<p>halaman</p>"}, "127.0.3.99") as site:
        urls = [site.url(f"/tertutup/{number}") for number in range(count)]
        outcome = crawl(tmp_path, urls, scrapy={"CONCURRENT_REQUESTS": 50, "CONCURRENT_REQUESTS_PER_DOMAIN": 50})
    assert site.paths() == ["/robots.txt"]
    assert outcome.refused() == {"robots": count}


def test_robots_is_asked_with_validators_and_remembered_between_runs(tmp_path: Path) -> None:
    async def rules(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"satu"':
            return web.Response(status=304)
        return web.Response(text=RULES, headers={"ETag": '"satu"'})

    with running({"/robots.txt": rules, "*": "<p>halaman</p>"}) as site:
        urls = [site.url("/terbuka"), site.url("/tertutup"), site.url("/robots.txt")]
        outcomes = [crawl(tmp_path, urls) for _ in range(2)]
        assert site.paths().count("/robots.txt") == 1
        with sqlite3.connect(tmp_path / "lapaswire.db") as database:
            database.execute("UPDATE fetches SET fetched_at = datetime('now', '-2 hours')")
        outcomes.append(crawl(tmp_path, urls))
        assert site.paths().count("/robots.txt") == 2
    for outcome in outcomes:
        assert outcome.refused() == {"robots": 1}
        assert (outcome.page(urls[2])["body"], outcome.page(urls[2])["status"]) == (RULES, 200)


def test_a_missing_robots_is_remembered_between_runs_and_an_outage_is_not(tmp_path: Path) -> None:
    pages: dict[str, Any] = {"/robots.txt": (500, {}, ""), "*": "<p>halaman</p>"}
    with running(pages) as site:
        options = {"scrapy": {"RETRY_TIMES": 0}}
        assert crawl(tmp_path, [site.url("/a")], **options).refused() == {"robots-unreachable": 1}
        pages["/robots.txt"] = (404, {}, "")
        assert len(crawl(tmp_path, [site.url("/a")], **options).pages) == 1
        assert len(crawl(tmp_path, [site.url("/b")], **options).pages) == 1
    assert site.paths() == ["/robots.txt", "/robots.txt", "/a", "/b"]
