"""Articles that a site hands out whole, in its feed or its interface: pages of their own kind."""

from typing import Any

import orjson

from crawler.discovery.asks import Aim, Answer
from crawler.discovery.links import Link
from crawler.discovery.markup import plain, words
from pipelines.records import FEED_ITEM, WORDPRESS_POST, Page

SHORTEST_POST = 150  # characters; below it, a text may as well be a placeholder
SHORTEST_ITEM = 250  # of a feed, whose `content:encoded` is often the teaser once more
MORE_THAN_SUMMARY = 1.5
LONGEST_TEXT = 200_000


def feed_page(link: Link, content: str, author: str | None, answer: Answer, aim: Aim) -> Page | None:
    """The item of a feed as a page, or None where its text is cut or protected and the page has to be fetched."""
    text = plain(content, LONGEST_TEXT) or ""
    if len(text) < max(SHORTEST_ITEM, MORE_THAN_SUMMARY * len(link.summary or "")) or is_partial(text):
        return None
    published = link.published_at.isoformat() if link.published_at else None
    item = {"title": link.title, "content": content, "link": link.url, "published": published, "author": author}
    return _page(link, orjson.dumps(item), FEED_ITEM, answer, aim)


def post_page(link: Link, post: dict[str, Any], content: str, answer: Answer, aim: Aim) -> Page | None:
    """A WordPress post as a page, or None where its text is cut or protected and the page has to be fetched."""
    text = plain(content, LONGEST_TEXT) or ""
    if len(text) < SHORTEST_POST or is_partial(text):
        return None
    return _page(link, orjson.dumps(post), WORDPRESS_POST, answer, aim)


def is_partial(text: str) -> bool:
    """Whether the words of an article end in a cut, stand in for a protected post, or hold a page builder's codes."""
    low = text.lower()
    endings, stand_ins, codes = words("cut_endings"), words("protected"), words("unrendered")
    return low.endswith(endings) or any(word in low for word in (*stand_ins, *codes))


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
