"""How fast a site is asked: its crawl-delay, its Retry-After, and what it taught us in earlier runs."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Protocol, Self, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import load_object

from crawler.safety.refusals import Refused, count_refusal, refuse
from crawler.safety.seen import note_retry_after
from crawler.safety.sites import site_of

OVERLOADED = (429, 503)
LONGEST_DELAY = 600.0  # seconds between requests; a site that asks for more cannot be crawled
LONGEST_WAIT = 120.0  # seconds; a site that wants to be left alone for longer is left for a later run
LEAST_SLOW_DELAY = 2.0  # seconds between requests once a site has said that it is overloaded
MOST_SLOW_DELAY = 60.0
PAST_WAITS = "LAPASWIRE_PACE_LOG"


@dataclass(frozen=True, slots=True)
class Pace:
    """What a site taught us: seconds between requests, and an instant before which it wants none."""

    delay: float = 0.0
    not_before: datetime | None = None

    def eased(self) -> "Pace":
        """The pace after a run without complaint: half the delay, forgotten once it is small."""
        half = self.delay / 2
        return Pace(half if half >= LEAST_SLOW_DELAY / 2 else 0.0)


class PaceLog(Protocol):
    """Where paces are remembered between runs, by site."""

    def load(self, site: str) -> Pace:
        """The pace of the site, or the empty one."""

    def save(self, site: str, pace: Pace) -> None:
        """Remembers it for good."""


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for: a number or a date; None where it says nothing readable."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        return max((parsedate_to_datetime(text) - now).total_seconds(), 0.0)
    except (TypeError, ValueError, OverflowError):
        return None


def slower(pace: Pace, current_delay: float, wait: float | None, now: datetime) -> Pace:
    """The pace after an answer 429 or 503: twice as slow within bounds, and nothing before the wait is over."""
    before = max(current_delay, pace.delay)
    delay = max(before, min(max(2 * before, LEAST_SLOW_DELAY), MOST_SLOW_DELAY))
    until = now + timedelta(seconds=min(wait, 30 * 86400.0)) if wait else None
    return Pace(delay, max(filter(None, (until, pace.not_before)), default=None))


def slow_to(crawler: Crawler, url: str, delay: float, wait: float = 0.0) -> None:
    """At least `delay` seconds between requests to the site of `url`, one at a time, the next after `wait` seconds."""
    downloader = _downloader(crawler)
    key = slot_of(url)
    settings = downloader.per_slot_settings.setdefault(key, {})
    longest = max(delay, settings.get("delay", downloader._delay))
    settings.update(delay=longest, concurrency=1, jitter=0)
    slot = downloader.slots.get(key)
    if slot:
        slot.delay, slot.concurrency, slot.jitter = max(slot.delay, longest), 1, 0
        slot.lastseen = max(slot.lastseen, monotonic() + wait - slot.delay)


def slot_of(url: str) -> str:
    """The downloader's slot for an address: one for each site, so that `www.` and `m.` share it."""
    return site_of(urlsplit(url).hostname or "")


def _downloader(crawler: Crawler) -> Downloader:
    assert crawler.engine
    return crawler.engine.downloader


class PaceMiddleware:
    """Slows a site down when it answers 429 or 503, and remembers it; refuses (`slow-down`) while it wants rest."""

    def __init__(self, crawler: Crawler, log: PaceLog) -> None:
        self.crawler = crawler
        self.log = log
        self.paces: dict[str, Pace] = {}
        self.complained: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy; the setting LAPASWIRE_PACE_LOG names what makes a PaceLog for a crawler."""
        make = cast("Callable[[Crawler], PaceLog]", load_object(crawler.settings[PAST_WAITS]))
        middleware = cls(crawler, make(crawler))
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> None:
        """Puts the request into the slot of its site, and refuses it while the site wants rest."""
        site = slot_of(request.url)
        request.meta["download_slot"] = site
        if site not in self.paces:
            self._recall(site, request.url)
        pause = self._pause(site)
        if pause > LONGEST_WAIT:
            refuse(self.crawler, request, "slow-down", f"({site} wants no request for {pause:.0f} s)")

    async def process_response(self, request: Request, response: Response) -> Response:
        """Learns from 429 and 503."""
        if response.status in OVERLOADED:
            await self._slow_down(slot_of(request.url), response)
        return response

    def _recall(self, site: str, url: str) -> None:
        self.paces[site] = self.log.load(site)
        if self.paces[site] != Pace():
            slow_to(self.crawler, url, self.paces[site].delay, min(self._pause(site), LONGEST_WAIT))

    def _pause(self, site: str) -> float:
        not_before = self.paces[site].not_before
        return (not_before - datetime.now(UTC)).total_seconds() if not_before else 0.0

    async def _slow_down(self, site: str, response: Response) -> None:
        now = datetime.now(UTC)
        header = response.headers.get("Retry-After")
        wait = retry_after(header.decode("latin-1") if header else None, now)
        note_retry_after(self.crawler, wait)
        slot = _downloader(self.crawler).slots.get(site)
        pace = slower(self.paces.get(site, Pace()), slot.delay if slot else 0.0, wait, now)
        self.paces[site] = pace
        self.complained.add(site)
        slow_to(self.crawler, response.url, pace.delay, min(wait or pace.delay, LONGEST_WAIT))
        if slot and self._pause(site) > LONGEST_WAIT:
            self._send_away(slot, site)
        await asyncio.to_thread(self.log.save, site, pace)
        if self.crawler.stats:
            self.crawler.stats.inc_value("lapaswire/slowed_down")

    def _send_away(self, slot: Slot, site: str) -> None:
        """Refuses the requests that wait in the slot: they would wait for longer than the run may last."""
        while slot.queue:
            request, answer = slot.queue.popleft()
            count_refusal(self.crawler, "slow-down")
            answer.errback(Refused("slow-down", f"{request.url} ({site} wants rest)"))

    async def spider_closed(self, spider: Spider) -> None:
        """Eases the pace of sites that did not complain in this run."""
        for site, pace in self.paces.items():
            if site not in self.complained and pace != Pace() and self._pause(site) <= 0:
                await asyncio.to_thread(self.log.save, site, pace.eased())
