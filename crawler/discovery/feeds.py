"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed; lxml reads them, feedparser what lxml cannot make sense of."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import feedparser
import orjson
from lxml import etree
from w3lib.url import add_or_replace_parameter

from crawler.discovery.asks import Aim, Answer, Ask, Found
from crawler.discovery.handed import feed_page
from crawler.discovery.instants import instant
from crawler.discovery.links import Link, absolute, fold, on_site
from crawler.discovery.markup import UnreadableError, local_name, plain, refuse_entities, unpacked, xml_parser

_PUBLISHED = ("pubdate", "published", "date", "issued", "created")
_MODIFIED = ("updated", "modified", "lastbuilddate")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed as its document writes it."""

    url: str
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    summary: str | None = None
    content: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries, the address of its next page where it tells one, and the program that wrote it."""

    items: tuple[Item, ...]
    next_page: str | None = None
    generator: str = ""


def read(ask: Ask, answer: Answer, aim: Aim) -> Found:
    """The links of a feed and the address of its next page. Raises UnreadableError where it is no feed."""
    feed = parse(answer.body)
    links = tuple(link for item in feed.items if (link := _link(item, answer, aim)))
    following = _next_page(ask, answer, feed)
    more = (Ask("feed", following, ask.page + 1, ask.depth),) if following and links else ()
    return Found(fold(links), more=more)


def parse(body: bytes) -> Feed:
    """The entries of a feed in their order. Raises UnreadableError where the bytes are no feed."""
    body = unpacked(body).lstrip(b"\xef\xbb\xbf\r\n\t ")
    if body.startswith((b"{", b"[")):
        return _parse_json(body)
    refuse_entities(body)
    root = _root(body)
    if root is not None and local_name(root) in ("rss", "rdf", "feed", "channel"):
        feed = _parse_xml(root)
        if feed.items:
            return feed
    return _parse_anyhow(body)


def _root(body: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(body, xml_parser())
    except etree.XMLSyntaxError:
        return None


def _parse_xml(root: etree._Element) -> Feed:
    items, following, generator = [], None, ""
    for node in root.iter():
        name = local_name(node)
        if name in ("item", "entry"):
            items.append(_item(node))
        elif name == "link" and node.get("rel") == "next" and not items:
            following = node.get("href")
        elif name == "generator" and not items:
            generator = f"{node.text or ''} {node.get('uri') or ''}"
    return Feed(tuple(item for item in items if item.url), following, generator)


def _item(node: etree._Element) -> Item:
    """An entry of RSS or Atom; the first of several elements of one name counts."""
    texts: dict[str, str] = {}
    tags: list[str] = []
    url = ""
    for child in node:
        name, text = local_name(child), _text(child)
        if name == "link":
            url = url or _link_address(child, text)
        elif name == "category":
            tags.append(text or child.get("term") or "")
        elif text:
            texts.setdefault("content" if name == "encoded" else name, text)
    guid = texts.get("guid", "")
    return Item(
        url=texts.get("origlink") or url or (guid if guid.startswith("http") else "") or _about(node),
        guid=guid,
        title=texts.get("title"),
        published=_first(texts, _PUBLISHED),
        modified=_first(texts, _MODIFIED),
        summary=texts.get("description") or texts.get("summary"),
        content=texts.get("content"),
        author=texts.get("creator") or texts.get("author"),
        tags=tuple(filter(None, tags)),
    )


def _text(node: etree._Element) -> str:
    """The text of an element; of an Atom person its name, of XHTML content its markup."""
    if not len(node):
        return (node.text or "").strip()
    names = [child for child in node if local_name(child) == "name"]
    if names:
        return (names[0].text or "").strip()
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in node if child.tag is not None)


def _link_address(node: etree._Element, text: str) -> str:
    return (node.get("href") or "" if node.get("rel", "alternate") == "alternate" else "") or text


def _about(node: etree._Element) -> str:
    return next((str(value) for key, value in node.attrib.items() if str(key).endswith("}about")), "")


def _first(texts: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((texts[name] for name in names if name in texts), None)


def _parse_json(body: bytes) -> Feed:
    try:
        table = orjson.loads(body)
        entries = table["items"]
        items = tuple(_json_item(entry) for entry in entries if isinstance(entry, dict))
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise UnreadableError("no feed: JSON of another kind") from error
    return Feed(tuple(item for item in items if item.url), table.get("next_url"))


def _json_item(entry: dict[str, Any]) -> Item:
    authors = entry.get("authors") or [entry.get("author")]
    author = authors[0].get("name") if isinstance(authors[0], dict) else None
    named = [str(entry.get(key) or "") for key in ("url", "external_url", "id")]
    return Item(
        url=named[0] or named[1] or (named[2] if named[2].startswith("http") else ""),
        title=entry.get("title"),
        published=entry.get("date_published"),
        modified=entry.get("date_modified"),
        summary=entry.get("summary"),
        content=entry.get("content_html") or entry.get("content_text"),
        author=author,
        tags=tuple(map(str, entry.get("tags") or ())),
    )


def _parse_anyhow(body: bytes) -> Feed:
    parsed = feedparser.parse(BytesIO(body))  # bare bytes would be taken for the name of a file, too
    if not parsed.entries:
        if parsed.get("version"):
            return Feed(())
        raise UnreadableError("no feed")
    return Feed(tuple(item for item in map(_loose_item, parsed.entries) if item.url))


def _loose_item(entry: Any) -> Item:
    content = entry.get("content") or [{}]
    return Item(
        url=entry.get("link") or "",
        title=entry.get("title"),
        published=entry.get("published"),
        modified=entry.get("updated"),
        summary=entry.get("summary"),
        content=content[0].get("value"),
        author=entry.get("author"),
        tags=tuple(tag["term"] for tag in entry.get("tags") or () if tag.get("term")),
    )


def _link(item: Item, answer: Answer, aim: Aim) -> Link | None:
    url = absolute(item.url, answer.url)
    if url is None:
        return None
    if not on_site(url, aim.source) and item.guid.startswith("http") and on_site(item.guid, aim.source):
        url = item.guid  # the link leads through a counting service
    zone = aim.source.timezone
    link = Link(
        url=url,
        title=plain(item.title),
        published_at=instant(item.published, zone, aim.now),
        modified_at=instant(item.modified, zone, aim.now),
        summary=plain(item.summary),
        way="feed",
        tags=item.tags,
    )
    page = feed_page(link, item.content, plain(item.author), answer, aim) if item.content else None
    return replace(link, page=page)


def _next_page(ask: Ask, answer: Answer, feed: Feed) -> str | None:
    """The address of older entries: as the feed tells it, or WordPress' `?paged=2`."""
    if feed.next_page:
        return absolute(feed.next_page, answer.url)
    path = urlsplit(ask.url).path.rstrip("/")
    if "wordpress" in feed.generator.lower() or path.endswith("/feed"):
        return add_or_replace_parameter(ask.url, "paged", str(ask.page + 1))
    return None
