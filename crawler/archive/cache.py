"""Conditional requests: the archive is the HTTP cache, and only a 304 counts as unchanged."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Protocol, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import load_object

from crawler.archive.errors import ArchiveError
from crawler.archive.reader import read_record
from crawler.archive.storage import archive_of, holds
from crawler.config import settings
from crawler.safety.refusals import refuse
from pipelines.records import ArchiveRef
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.fetches import Fetch, last_fetch, save_fetch

FETCH_LOG = "LAPASWIRE_FETCH_LOG"
LAST = "last_fetch"  # keys of Request.meta
KEPT = "kept_fetch"
REVALIDATE = "revalidate"
UNCHANGED = "unchanged"  # flag of a response


class FetchLog(Protocol):
    """Where the newest fetch of each address is remembered."""

    def last(self, url: str) -> Fetch | None:
        """The newest fetch of an address, or None."""

    def save(self, fetch: Fetch) -> None:
        """Remembers it in place of the former one."""


shared_engine = cache(open_engine)  # one for each database of the process


class StoreLog:
    """The fetches in the database of the settings."""

    def __init__(self, crawler: Crawler) -> None:
        self.engine = shared_engine(settings().database)

    def last(self, url: str) -> Fetch | None:
        """See FetchLog."""
        with reading(self.engine) as session:
            return last_fetch(session, url)

    def save(self, fetch: Fetch) -> None:
        """See FetchLog."""
        with writing(self.engine) as session:
            save_fetch(session, fetch)


class ConditionalMiddleware:
    """Asks `If-None-Match`/`If-Modified-Since` where the address was fetched before; flags a 304 `unchanged`.

    A request whose meta holds `revalidate: False` is asked in full.
    """

    def __init__(self, crawler: Crawler, log: FetchLog) -> None:
        self.crawler = crawler
        self.log = log
        self.archive = archive_of(settings())

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy; the setting LAPASWIRE_FETCH_LOG names what makes a FetchLog for a crawler."""
        make = cast("Callable[[Crawler], FetchLog]", load_object(crawler.settings[FETCH_LOG]))
        return cls(crawler, make(crawler))

    async def process_request(self, request: Request) -> None:
        """Adds the validators of the last fetch; those of another address, left by a redirect, go.

        Where the archive does not hold its body, the address is asked in full.
        """
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
        asks = request.method == "GET" and request.meta.get(REVALIDATE, True)
        last = self.log.last(request.url) if asks else None
        if last and last.ref and not await asyncio.to_thread(holds, self.archive, last.ref.file):
            last = None
        request.meta[LAST] = last
        if last is None:
            return
        if last.etag:
            request.headers["If-None-Match"] = last.etag
        if last.last_modified:
            request.headers["If-Modified-Since"] = last.last_modified

    def process_response(self, request: Request, response: Response) -> Response:
        """Flags what is unchanged; a 304 that nobody asked for is refused."""
        if response.status != 304:
            return response
        if "If-None-Match" not in request.headers and "If-Modified-Since" not in request.headers:
            refuse(self.crawler, request, "unasked-304")
        response.flags.append(UNCHANGED)
        if self.crawler.stats:
            self.crawler.stats.inc_value("lapaswire/unchanged")
        return response


def fetch_of(response: Response) -> Fetch:
    """The response as the store remembers it; for a 304 with the validators that still hold."""
    kept: Fetch | None = response.meta.get(KEPT)
    if kept:
        return kept
    last: Fetch | None = response.meta.get(LAST)
    ref: ArchiveRef | None = response.meta.get("archive_ref")
    old = last if response.status == 304 else None
    return Fetch(
        response.url,
        cast(datetime, response.meta["fetched_at"]),
        response.status,
        _header(response, "ETag") or (old.etag if old else None),
        _header(response, "Last-Modified") or (old.last_modified if old else None),
        ref,
        ref.digest if ref else None,
    )


async def keep(crawler: Crawler, response: Response) -> None:
    """Remembers the response for the next conditional request; call it when all that follows from it is safe."""
    middleware = crawler.get_downloader_middleware(ConditionalMiddleware)
    if middleware and response.status < 500 and response.status != 429:
        response.meta[KEPT] = fetch_of(response)
        await asyncio.to_thread(middleware.log.save, response.meta[KEPT])


async def cached_body(response: Response) -> bytes | None:
    """The archived body that a 304 stands for, decoded; None where the archive has lost it."""
    ref: ArchiveRef | None = response.meta.get("archive_ref")
    try:
        return (await asyncio.to_thread(read_record, archive_of(settings()), ref)).body if ref else None
    except ArchiveError:
        return None


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1").strip() or None if value else None
