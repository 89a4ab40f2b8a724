"""From a response to our own record of a page."""

from datetime import UTC, datetime

from scrapy.http import HtmlResponse, Request, Response

from crawler.pages import page_of
from pipelines.records import Hints

AT = datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)


def test_a_page_with_all_that_is_known() -> None:
    request = Request(
        "https://koran.id/a", meta={"fetched_at": AT, "redirect_urls": ["http://koran.id/a?x", "https://koran.id/b"]}
    )
    headers = {"Content-Type": "Text/HTML; charset=iso-8859-1", "Set-Cookie": ["a=1", "b=2"]}
    response = HtmlResponse(request.url, headers=headers, body=b"<p>x</p>", request=request)  # type: ignore[arg-type]
    page = page_of(response, "koran", Hints(way="feed", title="Razia"))
    assert (page.url, page.requested_url) == ("https://koran.id/a", "http://koran.id/a?x")
    assert (page.media_type, page.status, page.fetched_at, page.source) == ("text/html", 200, AT, "koran")
    assert page.headers == (
        ("Content-Type", "Text/HTML; charset=iso-8859-1"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    )
    assert page.hints.title == "Razia"


def test_a_page_without_a_type_is_html() -> None:
    request = Request("https://koran.id/a", meta={"fetched_at": AT})
    assert page_of(Response(request.url, request=request)).media_type == "text/html"
