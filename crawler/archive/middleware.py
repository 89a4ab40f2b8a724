"""Archives every answer as it came over the wire, before anything reads it, and hands on its place."""

import asyncio
import logging
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers as ScrapyHeaders
from scrapy.http import Response

from crawler.archive.cache import LAST
from crawler.archive.opening import open_archive, release
from crawler.archive.storage import archive_of
from crawler.archive.wishes import NOARCHIVE, NOINDEX, wishes_of
from crawler.archive.writer import SAME_PAYLOAD, UNCHANGED, Exchange, Original, digest_of
from crawler.config import settings
from crawler.safety.refusals import REMEMBERED
from crawler.safety.rules import product_token
from pipelines.records import ArchiveRef, Headers
from pipelines.store.fetches import Fetch

logger = logging.getLogger(__name__)


class ArchiveMiddleware:
    """Nearest to the network: sets `archive_ref` (None where the page wants no archive) and `fetched_at` in meta."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.token = product_token(crawler.settings["USER_AGENT"])
        config = settings()
        self.honour = {NOARCHIVE: config.honour_noarchive, NOINDEX: config.honour_noindex}
        self.archive = archive_of(config)
        self.writer = open_archive(self.archive, config.archive_file_size, config.contact, config.archive_file_seconds)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Writes the record. Raises OSError and ends the crawl where it cannot: nothing is parsed unarchived."""
        if REMEMBERED in response.flags:
            return response
        request.meta["fetched_at"] = datetime.now(UTC)
        wishes = wishes_of(response, self.token)
        response.flags.extend(sorted(wish for wish in wishes if self.honour[wish]))
        if NOARCHIVE in response.flags:
            request.meta["archive_ref"] = None
            return response
        try:
            request.meta["archive_ref"] = self._write(request, response)
        except OSError as error:
            self._give_up(error)
            raise
        return response

    def _write(self, request: Request, response: Response) -> ArchiveRef | None:
        exchange = _exchange(request, response)
        last: Fetch | None = request.meta.get(LAST)
        if last and last.ref and response.status == 304:
            self.writer.write_revisit(exchange, _original(last, last.ref), UNCHANGED)
            return last.ref
        if last and last.ref and response.status == 200 and last.ref.digest == digest_of(response.body):
            self.writer.write_revisit(exchange, _original(last, last.ref), SAME_PAYLOAD)
            return last.ref
        return self.writer.write(exchange)

    def _give_up(self, error: OSError) -> None:
        logger.critical("the archive cannot be written: %s", error)
        if self.crawler.stats:
            self.crawler.stats.inc_value("lapaswire/archive_failures")
        if self.crawler.engine:
            self._ending = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="archive_failed"))

    async def spider_closed(self, spider: Spider) -> None:
        """Gives the writer back, and waits until its files are where they belong."""
        await asyncio.wrap_future(release(self.archive))


def _original(last: Fetch, ref: ArchiveRef) -> Original:
    return Original(last.url, last.fetched_at, ref.digest)


def _exchange(request: Request, response: Response) -> Exchange:
    host = ("Host", urlsplit(request.url).netloc.rpartition("@")[2])
    return Exchange(
        url=response.url,
        at=request.meta["fetched_at"],
        method=request.method,
        request_headers=(host, *_pairs(request.headers)),
        request_body=request.body,
        status=response.status,
        reason=_reason(response.status),
        headers=_pairs(response.headers),
        body=response.body,
        protocol=response.protocol or "HTTP/1.1",
        address=str(response.ip_address) if response.ip_address else None,
    )


def _pairs(headers: ScrapyHeaders) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name in headers for value in headers.getlist(name)
    )


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
