"""Limits of what one answer may be: its size packed and unpacked, its time, its redirects, its type."""

import re
from email.message import Message
from typing import Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Headers, Response

from crawler.safety.refusals import ROBOTS, Refused, count_refusal, refuse

_TYPES = ("text/", "application/xml", "application/json", "application/gzip", "application/x-gzip")
_ALSO = ("application/octet-stream", "binary/octet-stream")

_DISTRUST = re.compile(r"certificate verify failed|VerificationError")  # OpenSSL's words, and service_identity's

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (DownloadCancelledError, "size"),
    (StopDownload, "content-type"),
    (DownloadTimeoutError, "time"),
    (ResponseDataLossError, "truncated"),
    (CannotResolveHostError, "unknown-host"),
)


def is_readable_type(content_type: str) -> bool:
    """Whether an answer of this Content-Type may hold a page, a feed, a sitemap or an API's answer."""
    message = Message()
    message["Content-Type"] = content_type
    media_type = message.get_content_type()
    structured = media_type.startswith("application/") and media_type.endswith(("+xml", "+json"))
    return structured or media_type.startswith(_TYPES) or media_type in _ALSO


class TypeLimit:
    """Ends a download as soon as its headers say that it is a picture, a film or a document."""

    def __init__(self, crawler: Crawler) -> None:
        crawler.signals.connect(self.headers_received, signals.headers_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        return cls(crawler)

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Raises StopDownload, which Scrapy takes as the wish to end the download."""
        content_type = (headers.get("Content-Type") or b"").decode("latin-1")
        if content_type and not request.meta.get(ROBOTS) and not is_readable_type(content_type):
            raise StopDownload(fail=True)


class FailureMiddleware:
    """Names the limit that a download broke, once it is not tried again."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made by Scrapy."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises Refused in place of an exception that a limit caused."""
        for kind, reason in _REASONS:
            if isinstance(exception, kind):
                refuse(self.crawler, request, reason, f"({exception})" if str(exception) else "")
        if isinstance(exception, DownloadFailedError) and _DISTRUST.search(str(exception)):
            refuse(self.crawler, request, "certificate", f"({exception})")

    def spider_closed(self, spider: Spider) -> None:
        """Tells what Scrapy's own depth limit left out under the same name as the rest."""
        if self.crawler.stats and (left_out := self.crawler.stats.get_value("depth/request_ignored_count")):
            count_refusal(self.crawler, "depth", left_out)


class UnpackMiddleware(HttpCompressionMiddleware):
    """Scrapy's own; a bomb (`unpacked-size`) and broken packing (`encoding`) are refused by name."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self.crawler = crawler

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, unpacked."""
        if response.status == 304:
            return response
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            refuse(self.crawler, request, "unpacked-size", f"({error})")
        except Exception as error:  # every packing has errors of its own
            refuse(self.crawler, request, "encoding", f"({error})")


class RedirectLimit(RedirectMiddleware):
    """Scrapy's own; too many redirects are refused by name (`redirects`)."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, or the request that it asks for."""
        try:
            return super().process_response(request, response)
        except Refused:
            raise
        except IgnoreRequest as error:
            refuse(self.crawler, request, "redirects", f"({error})")
