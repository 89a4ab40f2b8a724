"""Runs crawls in one Scrapy process: many sources at the same time, each under its own lock."""

import asyncio
import logging
import re
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings as ScrapySettings

from crawler.discovery.links import on_site
from crawler.jobs.erasing import erase_in_passing
from crawler.jobs.tools import Tools
from crawler.jobs.visit import Hear, open_visit
from crawler.monitor.records import SINGLE, RunRecord
from crawler.sources import Source
from crawler.spiders.source import SourceSpider
from pipelines.errors import LapaswireError

Answer = TypeVar("Answer")
Started = Callable[[RunRecord], None]
SECONDS_TO_STOP = 5
log = logging.getLogger(__name__)


class InterruptedWorkError(LapaswireError):
    """A signal ended the work; what was done is stored, the next run goes on from there."""

    exit_code = 130


def in_reactor(main: Callable[[AsyncCrawlerProcess], Awaitable[Answer]]) -> Answer:
    """Runs `main` in Scrapy's process until it ends; once a process, since a reactor cannot start again.

    SIGINT and SIGTERM stop the crawls, and after SECONDS_TO_STOP also what still waits. Raises InterruptedWorkError
    where `main` did not come to its end by then.
    """
    process = AsyncCrawlerProcess(scrapy_settings())
    loop = asyncio.get_event_loop()
    task = loop.create_task(_until_done(main, process))
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: loop.create_task(_stop(process, task)))
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    if task.cancelled():
        raise InterruptedWorkError("stopped by a signal; the next run goes on from here")
    return task.result()


async def _stop(process: AsyncCrawlerProcess, task: "asyncio.Task[Any]") -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(process.stop(), SECONDS_TO_STOP)
    await asyncio.wait([task], timeout=1)
    task.cancel()


def scrapy_settings() -> ScrapySettings:
    """The settings module of the project, as `scrapy` itself reads it."""
    found = ScrapySettings()
    found.setmodule("crawler.settings", priority="project")
    found.set("LOG_INSTALL_ROOT_HANDLER", False)
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
        await asyncio.to_thread(erase_in_passing, tools.engine, tools.settings)
        return visit.record


async def fetch_addresses(
    process: AsyncCrawlerProcess, tools: Tools, sources: Mapping[str, Source], urls: Sequence[str], hear: Hear
) -> list[RunRecord]:
    """Fetches single addresses now, site by site; `hear` is told what became of each."""
    records = []
    for source, addresses in by_source(urls, sources).items():
        with open_visit(tools, source, command=SINGLE) as visit:
            known = source.slug in sources
            facts = visit.facts if known else replace(visit.facts, slug=None)
            crawler = process.create_crawler(SourceSpider)
            await process.crawl(crawler, visit=replace(visit, facts=facts, urls=tuple(addresses), hear=hear))
            records.append(visit.record)
    return records


def by_source(urls: Sequence[str], sources: Mapping[str, Source]) -> dict[Source, list[str]]:
    """The addresses by the source that they belong to; one that stands for the site where we follow none."""
    found: dict[Source, list[str]] = {}
    for url in urls:
        source = next((source for source in sources.values() if on_site(url, source)), None)
        found.setdefault(source or _passing(url), []).append(url)
    return found


def _passing(url: str) -> Source:
    """A site that we do not follow: known for these addresses alone."""
    host = urlsplit(url).hostname or "unknown"
    return Source(slug=re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-"), name=host, url=urljoin(url, "/"))


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
            try:
                return await crawl_source(process, tools, source, since, limit, started)
            except LapaswireError:
                raise
            except Exception:
                log.exception("%s: the crawl broke off", source.slug)
                raise

    return await asyncio.gather(*map(one, sources), return_exceptions=True)
