"""How fast sites are asked, by what they say of it."""

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fetch.crawling import crawl
from tests.fetch.servers import Site, running

TEXT = {"Content-Type": "text/plain"}
SLACK = 0.05  # seconds by which two clocks may differ


def gaps(site: Site) -> list[float]:
    return [after.at - before.at for before, after in pairwise(site.seen)]


def test_crawl_delay_is_kept_without_jitter_and_faster_sites_are_not_held_up(tmp_path: Path) -> None:
    with ExitStack() as stack:
        slow = stack.enter_context(
            running({"/robots.txt": (200, TEXT, "User-agent: *\nCrawl-delay: 0.6\n"), "*": "<p>x</p>"}, "127.0.5.1")
        )
        fast = stack.enter_context(running({"*": "<p>x</p>"}, "127.0.5.2"))
        endless = stack.enter_context(
            running({"/robots.txt": (200, TEXT, "User-agent: *\nCrawl-delay: 86400\n"), "*": "<p>x</p>"}, "127.0.5.3")
        )
        outcome = crawl(
            tmp_path,
            [site.url(f"/{number}") for number in range(5) for site in (slow, fast, endless)],
            scrapy={"CONCURRENT_REQUESTS": 50, "CONCURRENT_REQUESTS_PER_DOMAIN": 10},
            delay=0.1,
        )
    assert min(gaps(slow)) >= 0.6 - SLACK
    assert min(gaps(fast)) >= 0.1 - SLACK
    assert sum(gaps(fast)) < 2
    assert endless.paths() == ["/robots.txt"]
    assert outcome.refused() == {"crawl-delay": 5}


def test_hosts_of_one_site_share_its_delay(tmp_path: Path) -> None:
    with running({"*": "<p>x</p>"}) as site:
        hosts = [f"{name}.koran.co.id" for name in ("www", "m", "berita")]
        crawl(
            tmp_path,
            [f"http://{host}:{site.port}/{number}" for number in range(2) for host in hosts],
            delay=0.3,
            resolve=dict.fromkeys(hosts, site.address),
            scrapy={"CONCURRENT_REQUESTS": 50},
        )
    assert len(site.seen) == 9
    assert min(gaps(site)) >= 0.3 - SLACK


def test_sites_at_one_address_share_its_places(tmp_path: Path) -> None:
    import asyncio

    most = now = 0

    async def counting(_: web.Request) -> web.Response:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.1)
        now -= 1
        return web.Response(text="x")

    with running({"*": counting}) as site:
        hosts = [f"koran{number}.id" for number in range(8)]
        crawl(
            tmp_path,
            [f"http://{host}:{site.port}/{number}" for number in range(3) for host in hosts],
            resolve=dict.fromkeys(hosts, site.address),
            concurrent_per_address=3,
            scrapy={"CONCURRENT_REQUESTS": 50},
        )
    assert most == 3


class Tired:
    """Answers 429 or 503 for its first requests, then the page."""

    def __init__(self, times: int, status: int, retry_after: str | None) -> None:
        self.times, self.status, self.retry_after = times, status, retry_after

    async def __call__(self, request: web.Request) -> web.Response:
        if self.times > 0:
            self.times -= 1
            return web.Response(
                status=self.status, headers={"Retry-After": self.retry_after} if self.retry_after else {}
            )
        return web.Response(text="<p>x</p>", content_type="text/html")


def test_retry_after_in_seconds_is_waited_for(tmp_path: Path) -> None:
    with running({"/a": Tired(1, 429, "2")}) as site:
        outcome = crawl(tmp_path, [site.url("/a")])
    assert [page["status"] for page in outcome.pages] == [200]
    asked = [request.at for request in site.seen if request.path == "/a"]
    assert asked[1] - asked[0] >= 2 - SLACK


def test_retry_after_as_a_date_is_waited_for(tmp_path: Path) -> None:
    async def tired(request: web.Request) -> web.Response:
        if site.paths().count("/a") == 1:
            return web.Response(
                status=503,
                headers={"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=4), usegmt=True)},
            )
        return web.Response(text="x")

    with running({"/a": tired}) as site:
        crawl(tmp_path, [site.url("/a")])
    asked = [request.at for request in site.seen if request.path == "/a"]
    assert asked[1] - asked[0] >= 3 - SLACK


def test_a_long_rest_is_kept_across_runs(tmp_path: Path) -> None:
    with running({"/robots.txt": (404, {}, ""), "/a": Tired(99, 503, "7200"), "*": "<p>x</p>"}) as site:
        first = crawl(
            tmp_path, [{"url": site.url("/a"), "priority": 9}, *(site.url(f"/{n}") for n in range(4))], delay=0.3
        )
        told = len(site.seen)
        second = crawl(tmp_path, [site.url("/b")])
        assert len(site.seen) == told
    assert site.paths().count("/a") == 1
    assert site.paths()[-1] == "/a"
    assert len(first.pages) + first.refused()["slow-down"] == 5
    assert first.stats["elapsed_time_seconds"] < 10
    assert second.refused() == {"slow-down": 1}


def test_a_slower_pace_is_kept_across_runs_and_eased_after_a_good_one(tmp_path: Path) -> None:
    pages: dict[str, Any] = {"/robots.txt": (404, {}, ""), "/a": Tired(1, 503, None), "*": "<p>x</p>"}
    with running(pages) as site:
        crawl(tmp_path, [site.url("/a")])
        first = len(site.seen)
        crawl(tmp_path, [site.url("/b"), site.url("/c")])
        second = len(site.seen)
        crawl(tmp_path, [site.url("/d"), site.url("/e")])
    assert gaps(site)[1] >= 2 - SLACK  # asked again after the 503
    assert min(gaps(site)[first : second - 1]) >= 2 - SLACK
    assert 1 - SLACK <= min(gaps(site)[second:]) < 2
