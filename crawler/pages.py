"""From Scrapy's response to our own records."""

from datetime import UTC, datetime

from scrapy.http import Response

from crawler.discovery.asks import Answer
from pipelines.records import HTML, Headers, Hints, Page

NO_HINTS = Hints()


def page_of(response: Response, slug: str | None = None, hints: Hints = NO_HINTS) -> Page:
    """The page that a response brought: its body unpacked, its headers as they came.

    Where it lies in the archive is told by `response.meta["archive_ref"]`.
    """
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Page(
        url=response.url,
        body=response.body,
        fetched_at=_fetched_at(response),
        media_type=content_type.partition(";")[0].strip().lower() or HTML,
        status=response.status,
        headers=_headers_of(response),
        requested_url=(response.meta.get("redirect_urls") or [response.url])[0],
        source=slug,
        hints=hints,
    )


def answer_of(response: Response) -> Answer:
    """The response as discovery reads it."""
    page = page_of(response)
    return Answer(page.url, page.status, page.headers, page.body, page.fetched_at)


def _headers_of(response: Response) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in response.headers
        for value in response.headers.getlist(name)
    )


def _fetched_at(response: Response) -> datetime:
    return response.meta.get("fetched_at") or datetime.now(UTC)
