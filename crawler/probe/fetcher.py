"""The probe's way to the network: one request after the other through our own Scrapy stack.

Robots, delay, address guard and archive hold as in a crawl; nothing is remembered in the database.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler

from crawler.archive import archive_of, check_access
from crawler.archive.cache import FETCH_LOG, REVALIDATE
from crawler.config import settings
from crawler.discovery.asks import Answer
from crawler.jobs.failures import reason_of
from crawler.jobs.run import in_reactor
from crawler.pages import answer_of
from crawler.probe.records import Fetch, FetchError
from pipelines.store.fetches import Fetch as Fetched

Result = TypeVar("Result")
NO_REQUESTS: tuple[Request, ...] = ()
LONGEST_WAIT = 600  # seconds for one address, with its delay and redirects


class NoLog:
    """A fetch log that remembers nothing: a probe wants every answer in full."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    def last(self, url: str) -> Fetched | None:
        """Nothing."""
        return None

    def save(self, fetch: Fetched) -> None:
        """Does nothing."""


class ProbeSpider(Spider):
    """Runs `work` in a thread of its own and fetches for it; `done` gets what it gives."""

    name = "probe"
    custom_settings = {FETCH_LOG: "crawler.probe.fetcher.NoLog"}  # noqa: RUF012 (as Scrapy declares it)

    def __init__(self, work: Callable[[Fetch], Any], done: "Future[Any]", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.work = work
        self.done = done

    async def start(self) -> AsyncIterator[Request]:
        """Waits for the work; there is nothing to crawl."""
        loop = asyncio.get_running_loop()

        def fetch(url: str) -> Answer:
            return asyncio.run_coroutine_threadsafe(self.fetch(url), loop).result(LONGEST_WAIT)

        try:
            self.done.set_result(await asyncio.to_thread(self.work, fetch))
        except BaseException as error:
            self.done.set_exception(error)
        for request in NO_REQUESTS:
            yield request

    async def fetch(self, url: str) -> Answer:
        """One address through all middlewares. Raises FetchError."""
        assert self.crawler.engine
        request = Request(url, dont_filter=True, meta={REVALIDATE: False})
        try:
            return answer_of(await self.crawler.engine.download_async(request))
        except Exception as failure:
            raise FetchError(reason_of(failure), url) from failure


def with_fetcher(work: Callable[[Fetch], Result]) -> Result:
    """Gives `work` a live fetch function and returns what it returns; once a process, since the reactor ends."""
    check_access(archive_of(settings()))
    done: Future[Result] = Future()

    async def main(process: AsyncCrawlerProcess) -> Result:
        await process.crawl(ProbeSpider, work=work, done=done)
        if not done.done():
            raise KeyboardInterrupt
        return done.result()

    return in_reactor(main)
