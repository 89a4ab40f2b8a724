"""Runs crawls in one Scrapy process: many sources at the same time, each under its own lock."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings as ScrapySettings
from scrapy.utils.log import configure_logging

from crawler.jobs.tools import Tools
from crawler.jobs.visit import open_visit
from crawler.monitor.records import RunRecord
from crawler.sources import Source
from crawler.spiders.source import SourceSpider

Answer = TypeVar("Answer")
Started = Callable[[RunRecord], None]
log = logging.getLogger(__name__)


def in_reactor(main: Callable[[AsyncCrawlerProcess], Awaitable[Answer]]) -> Answer:
    """Runs `main` in Scrapy's process until it ends; once a process, since a reactor cannot start again.

    SIGINT and SIGTERM stop the crawls first: each notes what it did.
    """
    process = AsyncCrawlerProcess(scrapy_settings(), install_root_handler=False)
    task = asyncio.get_event_loop().create_task(_until_done(main, process))
    process.start(stop_after_crawl=False)
    if not task.done():
        raise KeyboardInterrupt
    return task.result()


def scrapy_settings() -> ScrapySettings:
    """The settings module of the project, as `scrapy` itself reads it."""
    found = ScrapySettings()
    found.setmodule("crawler.settings", priority="project")
    return found


async def _until_done(main: Callable[[AsyncCrawlerProcess], Awaitable[Answer]], process: AsyncCrawlerProcess) -> Answer:
    from twisted.internet import reactor

    running: Any = reactor
    try:
        return await main(process)
    finally:
        running.callLater(0, running.stop)


async def crawl_source(
    process: AsyncCrawlerProcess, tools: Tools, source: Source, since: date | None, limit: int | None, started: Started
) -> RunRecord:
    """Crawls one source; `started` gets its record when the visit begins. Raises BusyError."""
    with open_visit(tools, source, since, limit) as visit:
        started(visit.record)
        crawler: Crawler = process.create_crawler(SourceSpider)
        await process.crawl(crawler, visit=visit)
        return visit.record


async def crawl_sources(
    process: AsyncCrawlerProcess,
    tools: Tools,
    sources: Sequence[Source],
    since: date | None = None,
    limit: int | None = None,
    started: Started = lambda record: None,
) -> list[RunRecord | BaseException]:
    """Crawls many sources, some at a time; a source that fails leaves its exception in its place."""
    places = asyncio.Semaphore(tools.settings.concurrent_sources)

    async def one(source: Source) -> RunRecord:
        async with places:
            return await crawl_source(process, tools, source, since, limit, started)

    return await asyncio.gather(*map(one, sources), return_exceptions=True)


def quiet_logging(level: int) -> None:
    """Sends the logs of Scrapy and our own to standard error from `level` on."""
    configure_logging({"LOG_LEVEL": logging.getLevelName(level)}, install_root_handler=True)
