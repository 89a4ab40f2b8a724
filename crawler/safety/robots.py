"""Asks every site's robots.txt before anything else of it, and keeps to it.

Scrapy's own middleware lets requests through that wait together, and reads outages as permission; here all requests
of an origin wait for one shared task.
"""

import asyncio
import logging
from datetime import UTC, datetime
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.archive.cache import KEPT, ConditionalMiddleware, cached_body, keep
from crawler.safety.pace import LONGEST_DELAY, slow_to
from crawler.safety.refusals import REMEMBERED, ROBOTS, Refused, refuse
from crawler.safety.rules import RobotsRules, product_token, rules_of_answer
from crawler.safety.seen import note_rules

logger = logging.getLogger(__name__)

MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
LIFE = 24 * 3600.0  # seconds; RFC 9309, 2.4
LIFE_BETWEEN_RUNS = 3600.0  # seconds; less than the RFC allows, so that a new rule soon holds
LIFE_WHEN_CLOSED = 600.0  # seconds after which an unreachable robots.txt is asked for again


class RobotsMiddleware:
    """Refuses what robots.txt disallows (`robots`), and all of a site whose robots.txt cannot be read."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.token = product_token(crawler.settings["USER_AGENT"])
        self._tasks: dict[str, asyncio.Task[RobotsRules]] = {}
        self._ends: dict[str, float] = {}
        self._answers: dict[str, Response] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        """Lets the request through, or raises Refused; who asks for robots.txt gets what was read before."""
        if request.meta.get(ROBOTS):
            return None
        rules = await self.rules_for(request.url)
        if rules.standing == "closed":
            refuse(self.crawler, request, rules.reason, f"({rules.why})")
        if not rules.allows(request.url):
            refuse(self.crawler, request, "robots")
        if rules.crawl_delay and rules.crawl_delay > LONGEST_DELAY:
            refuse(self.crawler, request, "crawl-delay", f"(asks for {rules.crawl_delay:g} s between requests)")
        return self._remembered(request)

    async def rules_for(self, url: str) -> RobotsRules:
        """The rules of the origin of `url`; whoever asks at the same time waits for the same answer."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.lower()}"
        if self._ends.get(origin, 0) < monotonic():
            self._ends[origin] = monotonic() + LIFE
            self._tasks[origin] = asyncio.ensure_future(self._ask(origin))
        return await asyncio.shield(self._tasks[origin])

    def _remembered(self, request: Request) -> Response | None:
        answer = self._answers.get(request.url)
        if answer is None:
            return None
        assert answer.request
        for key in ("archive_ref", "fetched_at", KEPT):
            request.meta[key] = answer.request.meta.get(key)
        return answer.replace(request=request)

    async def _ask(self, origin: str) -> RobotsRules:
        address = f"{origin}/robots.txt"
        try:
            rules = await self._read(address)
        except Refused as refused:
            rules = _of_refusal(refused)
        except Exception as error:
            rules = RobotsRules("closed", f"robots.txt cannot be reached: {error or type(error).__name__}")
        note_rules(self.crawler, rules)
        if rules.standing == "closed":
            logger.warning("%s is closed for now: %s", origin, rules.why)
            self._ends[origin] = monotonic() + LIFE_WHEN_CLOSED
        if rules.crawl_delay:
            slow_to(self.crawler, address, min(rules.crawl_delay, LONGEST_DELAY))
        return rules

    async def _read(self, address: str, revalidate: bool = True) -> RobotsRules:
        meta = {ROBOTS: True, "redirect_ttl": MOST_REDIRECTS, "revalidate": revalidate}
        request = Request(address, priority=1000, meta=meta, callback=NO_CALLBACK, dont_filter=True)
        assert self.crawler.engine
        response = self._recalled(request) if revalidate else None
        response = response or await self.crawler.engine.download_async(request)
        body = await self._body(response)
        if body is None:
            return await self._read(address, revalidate=False)
        if REMEMBERED not in response.flags:
            await keep(self.crawler, response)
        status = 200 if response.status == 304 else response.status
        self._answers[address] = response.replace(status=status, body=body, flags=[REMEMBERED])
        return rules_of_answer(status, body, self.token)

    def _recalled(self, request: Request) -> Response | None:
        """What a run shortly before has read: its answer is asked for again only after LIFE_BETWEEN_RUNS."""
        log = self.crawler.get_downloader_middleware(ConditionalMiddleware)
        last = log.log.last(request.url) if log else None
        if last is None or (datetime.now(UTC) - last.fetched_at).total_seconds() > LIFE_BETWEEN_RUNS:
            return None
        request.meta.update({"archive_ref": last.ref, "fetched_at": last.fetched_at, KEPT: last})
        if last.status >= 400:
            return Response(request.url, last.status, flags=[REMEMBERED], request=request)
        return Response(request.url, 304, flags=[REMEMBERED], request=request)

    async def _body(self, response: Response) -> bytes | None:
        return await cached_body(response) if response.status == 304 else response.body


def _of_refusal(refused: Refused) -> RobotsRules:
    if refused.reason == "redirects":
        return RobotsRules("open", "robots.txt is redirected more than five times")
    return RobotsRules("closed", f"robots.txt cannot be reached: {refused}", reason=refused.reason)


async def rules_for(crawler: Crawler, url: str) -> RobotsRules:
    """The rules of the origin of `url`, asked for once; `sitemaps` are the site's `Sitemap:` lines."""
    middleware = crawler.get_downloader_middleware(RobotsMiddleware)
    if middleware is None:
        raise RuntimeError("the crawl runs without the robots middleware")
    return await middleware.rules_for(url)
