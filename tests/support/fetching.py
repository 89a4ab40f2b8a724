"""Fetches from the demo world without Scrapy, for tests of what is pure."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

from crawler.demo.world import World
from crawler.discovery import plan
from crawler.discovery.asks import Aim, Answer
from crawler.discovery.links import Link, fold
from crawler.discovery.walk import Walk


def fetch_from(world: World) -> Callable[[str], Answer]:
    """A function that fetches an address of the world, following redirects."""

    def fetch(url: str) -> Answer:
        for _ in range(5):
            parts = urlsplit(url)
            connection = HTTPConnection(world.resolve[parts.hostname or ""], parts.port or 80, timeout=10)
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path, headers={"Host": parts.netloc})
            response = connection.getresponse()
            body = response.read()
            connection.close()
            if response.status not in (301, 302, 307, 308):
                break
            url = urljoin(url, response.headers["Location"])
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(url, response.status, tuple(response.headers.items()), body, datetime.now(UTC))

    return fetch


def discover(aim: Aim, fetch: Callable[[str], Answer]) -> tuple[Link, ...]:
    """Every link that a run with this aim finds, one per article."""
    walk = Walk(aim)
    for ask in walk:
        walk.learn(ask, plan.read(ask, fetch(ask.url), aim), set())
    return fold(link for link in walk.found if plan.refusal(link, aim) is None)
