"""Articles that a site hands out whole, in its feed or its interface: pages of their own kind."""

from typing import Any

import orjson

from crawler.discovery.asks import Aim, Answer
from crawler.discovery.links import Link
from crawler.discovery.markup import plain, words
from pipelines.records import FEED_ITEM, WORDPRESS_POST, Page

FEWEST_CHARACTERS = 500  # below it, a text may as well be a teaser
_TAIL = 60


def feed_page(link: Link, content: str, author: str | None, answer: Answer, aim: Aim) -> Page | None:
    """The item of a feed as a page, or None where its text is cut or protected and the page has to be fetched."""
    if not is_whole(content, link.summary):
        return None
    published = link.published_at.isoformat() if link.published_at else None
    item = {"title": link.title, "content": content, "link": link.url, "published": published, "author": author}
    return _page(link, orjson.dumps(item), FEED_ITEM, answer, aim)


def post_page(link: Link, post: dict[str, Any], content: str, answer: Answer, aim: Aim) -> Page | None:
    """A WordPress post as a page, or None where its text is cut or protected and the page has to be fetched."""
    if not is_whole(content, link.summary):
        return None
    return _page(link, orjson.dumps(post), WORDPRESS_POST, answer, aim)


def is_whole(content: str, summary: str | None) -> bool:
    """Whether a text is the whole article: long enough, more than its summary, neither cut nor protected."""
    text = plain(content, 200_000) or ""
    if len(text) < FEWEST_CHARACTERS or (summary and len(text) <= len(summary)):
        return False
    tail = text[-_TAIL:].lower()
    return not tail.endswith(words("cut_endings")) and not any(word in text.lower() for word in words("protected"))


def _page(link: Link, body: bytes, media_type: str, answer: Answer, aim: Aim) -> Page:
    return Page(
        url=link.url,
        body=body,
        fetched_at=answer.fetched_at,
        media_type=media_type,
        headers=(("Content-Type", "application/json; charset=utf-8"),),
        requested_url=answer.url,
        source=aim.source.slug,
        hints=link.hints(),
    )
