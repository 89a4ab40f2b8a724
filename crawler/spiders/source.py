"""The one spider: it visits a source, asks its discovery addresses, and takes in what is new, newest first."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import StorageAwayError
from crawler.archive.cache import REVALIDATE, UNCHANGED, fetch_of
from crawler.archive.wishes import NOINDEX
from crawler.discovery.links import Link
from crawler.jobs.choose import choose
from crawler.jobs.failures import BROKEN, INCOMPLETE, TRANSIENT, UNREADABLE, reason_of, refused_by
from crawler.jobs.ingest import Arrival, MissingPartError, ingest
from crawler.jobs.stored import arrivals_of
from crawler.jobs.visit import FINISHED, Visit, has_read_all, visit_for_command
from crawler.pages import page_of
from crawler.safety.refusals import OFF_SITE, Refused, refusals
from crawler.safety.seen import CRAWL_DELAY, RECEIVED, RETRY_AFTER, figure, robots_seen
from crawler.sources import hosts_of
from crawler.spiders.lists import Lists, known_links
from pipelines.errors import LapaswireError
from pipelines.records import ArchiveRef, Hints, Page, Rejected
from pipelines.store.fetches import save_fetch
from pipelines.store.pages import LOST, known_pages, mark_gone, note_lost, pending_pages
from pipelines.store.revisits import due_for_another_look, seen_again

GONE = (404, 410)


class SourceSpider(Spider):
    """Crawls one source: `scrapy crawl source -a slug=… [-a since=YYYY-MM-DD] [-a limit=N]`."""

    name = "source"
    handle_httpstatus_all = True

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit
        self.slug = visit.source.slug  # a site's pace is remembered under it
        self.allowed_domains = hosts_of(visit.source)
        self.tools = visit.tools
        self.record = visit.record
        self.lists = Lists(visit, self.fetch, self.count_failure)
        self.seen: set[str] = set()  # what was worked on in this run, by the address that was asked for

    @classmethod
    def from_crawler(cls, crawler: Crawler, *_: Any, visit: Visit | None = None, **options: str) -> Self:
        """Takes the visit that a runner opened, or opens one from the options of `scrapy crawl`."""
        visit = visit or visit_for_command(crawler, **options)
        crawler.settings.setdict(visit.scrapy_settings(), priority="spider")
        spider = cls(visit)
        spider._set_crawler(crawler)
        crawler.signals.connect(spider.broke_off, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """First what a crash left undone, then discovery, then a request for each article."""
        for request in await self.take_up_pending():
            yield request
        asked_for = [Link(url, way="asked for") for url in self.visit.urls]
        for link in asked_for or await self.chosen(await self.lists.links()):
            if link.page:
                await self.take_in(link.page, self.lists.ref_of(link.page))
            else:
                yield self.page_request(link.url, link.hints())

    def page_request(self, url: str, hints: Hints, **meta: Any) -> Request:
        """The request for an article, with what discovery knew of it."""
        return Request(
            url, self.read_page, errback=self.note_failure, cb_kwargs={"hints": hints}, meta=meta, dont_filter=True
        )

    async def take_up_pending(self) -> list[Request]:
        """Works on the pages that are archived and have no outcome; the requests are for those whose record is lost."""
        pending = await self.tools.store_aside(lambda session: list(pending_pages(session, self.visit.source.slug)))
        arrivals = arrivals_of(pending, self.tools.archive, {self.visit.source.slug: self.visit.source})
        again: list[Request] = []
        while told := await asyncio.to_thread(next, arrivals, None):
            stored, arrival = told
            if isinstance(arrival, Arrival):
                await self.take_in(arrival.page, arrival.ref, arrival.id)
            elif isinstance(arrival, StorageAwayError):
                self.count_failure(stored.url, "archive")
            else:
                self.logger.warning("%s: fetched again: %s", stored.url, arrival)
                url = stored.requested_url or stored.url
                again.append(self.page_request(url, stored.hints, **{LOST: stored.id}))
        return again

    async def fetch(self, request: Request) -> Response | str:
        """The answer to a request outside of the queue, through all middlewares; else the word for its failure, which
        is counted."""
        assert self.crawler.engine
        try:
            return await self.crawler.engine.download_async(request)
        except Exception as failure:
            return self.count_failure(request.url, failure)

    async def chosen(self, links: list[Link]) -> list[Link]:
        """The links to take, newest first, at most the visit's limit."""
        known = await known_links(self.visit, links)
        due = await self.tools.store_aside(
            due_for_another_look, self.visit.source.slug, self.record.started_at, self.tools.settings.revisit_days
        )
        due = [*due, *(url for url in self.visit.again if url not in self.seen)]
        chosen, fresh = await asyncio.to_thread(choose, links, known, due, self.record.started_at)
        self.record.fresh, self.record.fresh_ways = fresh.total(), fresh
        self.record.cut = max(len(chosen) - self.visit.limit, 0) if self.visit.limit else 0
        later = {link.url for link in chosen[self.visit.limit :]} if self.visit.limit else set()
        self.visit.missed.update({url: tries for url, tries in self.visit.again.items() if url in later})
        return chosen[: self.visit.limit]

    async def read_page(self, response: Response, hints: Hints) -> None:
        """An article's answer: taken in, noted as unchanged or gone, or counted as failed."""
        await self.take_answer(response, hints)
        if LOST in response.meta and asked_for(response.request) not in self.visit.missed:
            await self.tools.store_aside(note_lost, response.meta[LOST])

    async def take_answer(self, response: Response, hints: Hints) -> None:
        """The same, as far as the answer itself goes."""
        if UNCHANGED in response.flags:
            self.record.unchanged += 1
            self.visit.hear(response.url, UNCHANGED, None)
            await self.tools.store_aside(seen_again, response.url, response.meta["fetched_at"])
        elif response.status in GONE:
            self.record.gone += await self.gone(response)
        elif reason := refused_by(response):
            self.miss(asked_for(response.request), reason)
        elif NOINDEX in response.flags:
            self.record.refused[NOINDEX] += 1
        else:
            self.record.fetched += 1
            await self.take_in(page_of(response, self.visit.slug, hints), response.meta["archive_ref"])
            if asked_for(response.request) not in self.visit.missed:
                await self.tools.store_aside(save_fetch, fetch_of(response))

    async def take_in(self, page: Page, ref: ArchiveRef | None, number: int | None = None) -> None:
        """Takes a page through the pipeline into the database, and counts what became of it."""
        url = page.requested_url or page.url
        self.seen.add(url)
        arrival = Arrival(page, ref, number, self.visit.any_topic)
        try:
            outcome, saved = await ingest(self.tools, arrival, self.visit.facts, partial(self.fetch_further, url))
        except MissingPartError:
            self.visit.miss(url)
            self.visit.hear(page.url, INCOMPLETE, None)
            return
        self.record.note(outcome, saved)
        self.visit.hear(page.url, outcome, saved)
        if isinstance(outcome, Rejected) and outcome.reason in UNREADABLE:
            self.visit.miss(url)

    async def fetch_further(self, article: str, url: str) -> Page | None:
        """A further page of a split article. Raises MissingPartError while the article's tries are not used up."""
        response = await self.fetch(Request(url, meta={REVALIDATE: False}, dont_filter=True))
        reason = response if isinstance(response, str) else refused_by(response)
        if not isinstance(response, str):
            if reason is None:
                await self.tools.store_aside(save_fetch, fetch_of(response))
                return page_of(response, self.visit.slug, Hints())
            self.count_failure(url, reason)
        if reason in TRANSIENT and self.visit.may_try_again(article):
            raise MissingPartError(reason)
        return None

    async def gone(self, response: Response) -> bool:
        """Marks a known article whose page is gone; one never known is a failed link."""
        addresses = (response.url, asked_for(response.request))
        known = await self.tools.store_aside(known_pages, self.visit.slug, set(addresses))
        url = next((url for url in addresses if url in known), None)
        if url is None:
            self.count_failure(addresses[1], f"http-{response.status}")
            return False
        await self.tools.store_aside(mark_gone, url, datetime.now(UTC))
        return True

    def closed(self, reason: str) -> None:
        """Remembers the validators of discovery, now that all it told of is safe; gathers what the crawl noted."""
        self.record.ended = reason
        if reason == FINISHED and has_read_all(self.visit):
            for fetch in self.lists.fetches:
                self.tools.store(save_fetch, fetch)
        self.record.refused += refusals(self.crawler)
        self.record.robots, self.record.bytes = robots_seen(self.crawler), int(figure(self.crawler, RECEIVED))
        self.record.crawl_delay = figure(self.crawler, CRAWL_DELAY)
        self.record.retry_after = figure(self.crawler, RETRY_AFTER)

    def broke_off(self, failure: Failure, response: Response | None = None) -> None:
        """Counts work that broke off; where a person has to mend something first, the crawl ends here."""
        self.count_failure(response.url if response else self.visit.source.url, BROKEN)
        if isinstance(failure.value, LapaswireError) and self.crawler.engine:
            self.logger.error("%s", failure.value)
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="failed"))

    def note_failure(self, failure: Failure) -> None:
        """Counts an article's request that ended without an answer."""
        self.miss(asked_for(failure.request), failure.value or failure)  # type: ignore[attr-defined]

    def miss(self, url: str, failure: BaseException | str) -> None:
        """Counts an article that could not be had; what may pass is tried again in the next run."""
        if self.count_failure(url, failure) in TRANSIENT:
            self.visit.miss(url)

    def count_failure(self, url: str, failure: BaseException | str) -> str:
        """Counts a failure by its reason and tells it in the log; gives the reason."""
        reason = failure if isinstance(failure, str) else reason_of(failure)
        self.record.failed[reason] += 1
        if isinstance(failure, Refused) and reason == OFF_SITE:
            self.record.moved[urlsplit(failure.url).hostname or ""] += 1
        self.visit.hear(url, reason, None)
        self.logger.warning("%s: %s", url, reason if reason == failure else f"{reason}: {failure}")
        return reason


def asked_for(request: Request | None) -> str:
    """The address that was asked for, before any redirect."""
    assert request
    return str((request.meta.get("redirect_urls") or [request.url])[0])
