"""A fetched page becomes a document of characters, whatever it was fetched as."""

from html import escape
from typing import Any

import orjson

from pipelines.records import FEED_ITEM, HTML, PLAIN_TEXT, WORDPRESS_POST, Document, Page, Rejected, rejected
from pipelines.text.charset import characters

LARGEST_BODY = 32 << 20
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00\x18ftyp")


def decode(page: Page) -> Document | Rejected:
    """The page as HTML (or plain text), with what had to be mended; JSON of posts and feed items becomes HTML.

    Rejects bodies that hold no text at all: `empty`, `not-html`, `too-large`, `broken`, `paywall`.
    """
    if not page.body.strip(b"\x00 \t\r\n"):
        return rejected(page, "empty", "the body holds nothing")
    if len(page.body) > LARGEST_BODY:
        return rejected(page, "too-large", f"{len(page.body)} bytes, the limit is {LARGEST_BODY}")
    if page.body.startswith(_BINARY):
        return rejected(page, "not-html", f"begins with {page.body[:4]!r}")
    if page.media_type in (WORDPRESS_POST, FEED_ITEM):
        return _from_json(page)
    text, issues = characters(page.body, page.headers)
    if "\x00" in text:
        text, issues = text.replace("\x00", ""), (*issues, "charset: NUL bytes removed")
    media_type = PLAIN_TEXT if page.media_type == PLAIN_TEXT else HTML
    return Document(page, text.replace("\r\n", "\n").replace("\r", "\n"), media_type, issues)


def _from_json(page: Page) -> Document | Rejected:
    try:
        item = orjson.loads(page.body)
    except orjson.JSONDecodeError as error:
        return rejected(page, "broken", f"no JSON: {error}")
    if not isinstance(item, dict):
        return rejected(page, "broken", "the JSON is no object")
    if page.media_type == FEED_ITEM:
        return Document(page, _html(_feed_facts(item), str(item.get("content") or "")))
    content = item.get("content")
    if isinstance(content, dict) and content.get("protected"):
        return rejected(page, "paywall", "the post is protected by a password")
    return Document(page, _html(_post_facts(item), _rendered(content)))


def _rendered(value: Any) -> str:
    """A field of a WordPress post: `{"rendered": "<p>…"}` or plain text."""
    return str(value.get("rendered") or "") if isinstance(value, dict) else str(value or "")


def _post_facts(post: dict[str, Any]) -> dict[str, str]:
    embedded = post.get("_embedded")
    authors = embedded.get("author") if isinstance(embedded, dict) else None
    first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    return {
        "title": _rendered(post.get("title")),
        "link": str(post.get("link") or ""),
        "author": str(first.get("name") or ""),
        "published": _utc(post.get("date_gmt")) or str(post.get("date") or ""),
        "modified": _utc(post.get("modified_gmt")) or str(post.get("modified") or ""),
    }


def _utc(stamp: Any) -> str:
    """`date_gmt` of WordPress is UTC and says so nowhere; a draft's year 0000 is none."""
    text = str(stamp or "")
    return f"{text}Z" if text and not text.startswith("0000") else ""


def _feed_facts(item: dict[str, Any]) -> dict[str, str]:
    facts = {name: str(item.get(name) or "") for name in ("title", "link", "author", "published")}
    return {**facts, "title": escape(facts["title"], quote=False)}


def _html(facts: dict[str, str], content: str) -> str:
    """The page that a site would have served for these facts; `title` and `content` are HTML already."""
    metas = {
        "article:published_time": facts.get("published"),
        "article:modified_time": facts.get("modified"),
        "author": facts.get("author"),
    }
    head = "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in metas.items() if value)
    link = f'<link rel="canonical" href="{escape(facts["link"])}">' if facts.get("link") else ""
    title = facts.get("title", "")
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}{link}</head><body><article><h1>{title}</h1>"
        f'<div class="entry-content" itemprop="articleBody">{content}</div></article></body></html>'
    )
