"""Sitemaps: lists, indexes, news sitemaps, plain text; gzip by its bytes; read as a stream."""

import io
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.discovery.asks import Aim, Answer, Ask, Found
from crawler.discovery.instants import instant
from crawler.discovery.links import Link, absolute, day_of, fold, is_article_like, newest_first
from crawler.discovery.markup import UnreadableError, local_name, plain, refuse_entities, unpacked, words

MOST_ENTRIES = 50_000  # of one file, as the protocol has it
MOST_CHILDREN = {False: 10, True: 2000}  # of one index: in a routine run, when going back
MOST_LINKS = 1000  # of one file in a routine run
DEEPEST_INDEX = 3
_ENTRIES = ("{*}url", "{*}sitemap")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `url` or `sitemap` element as its document writes it."""

    is_index: bool
    url: str
    modified: str | None = None
    title: str | None = None
    published: str | None = None
    keywords: str | None = None


def read(ask: Ask, answer: Answer, aim: Aim) -> Found:
    """The links of a sitemap, or the sitemaps of an index, newest first. Raises UnreadableError where it is neither."""
    body = unpacked(answer.body)
    start = body[:1000].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if start.startswith(b"http"):
        return Found(fold(_text_links(body, answer)))
    refuse_entities(body)
    if b"<html" in start:
        raise UnreadableError("no sitemap: an HTML page")
    entries = tuple(entries_of(body))
    links = newest_first(link for entry in entries if not entry.is_index and (link := _link(entry, answer, aim)))
    children = _children(entries, ask, answer, aim)
    if aim.since is None and len(links) > MOST_LINKS:
        left_out = f"sitemap {ask.url}: the newest {MOST_LINKS} of {len(links)} links; --since goes back further"
        return Found(fold(links[:MOST_LINKS]), children=children, issues=(left_out,))
    return Found(fold(links), children=children)


def entries_of(body: bytes) -> Iterator[Entry]:
    """The entries of a sitemap or an index, as a stream; a document cut short gives what came before the cut."""
    stream = etree.iterparse(
        io.BytesIO(body), tag=_ENTRIES, recover=True, resolve_entities=False, no_network=True, huge_tree=False
    )
    try:
        for _, node in islice(stream, MOST_ENTRIES):
            entry = _entry(node)
            _forget(node)
            if entry.url:
                yield entry
    except etree.XMLSyntaxError:
        return


def _entry(node: etree._Element) -> Entry:
    """An entry from its element: the first field of each name, and those of the news block."""
    fields: dict[str, str] = {}
    for child in node:
        name = local_name(child)
        if name == "news":
            fields |= {local_name(each): (each.text or "").strip() for each in child}
        elif child.text and name not in fields and not _is_medium(child):
            fields[name] = child.text.strip()
    return Entry(
        local_name(node) == "sitemap",
        fields.get("loc", ""),
        fields.get("lastmod"),
        fields.get("title"),
        fields.get("publication_date"),
        fields.get("keywords"),
    )


def _is_medium(node: etree._Element) -> bool:
    """`image:…` and `video:…` tell of files, not of pages."""
    return isinstance(node.tag, str) and ("image" in node.tag or "video" in node.tag)


def _forget(node: etree._Element) -> None:
    """Frees what has been read, so that a large file takes little memory."""
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]


def _link(entry: Entry, answer: Answer, aim: Aim) -> Link | None:
    url = absolute(entry.url, answer.url)
    if url is None or not is_article_like(url):
        return None
    zone = aim.source.timezone
    return Link(
        url=url,
        title=plain(entry.title),
        published_at=instant(entry.published, zone, aim.now),
        modified_at=instant(entry.modified, zone, aim.now),
        way="sitemap",
        tags=tuple(tag.strip() for tag in (entry.keywords or "").split(",") if tag.strip()),
    )


def _text_links(body: bytes, answer: Answer) -> Iterator[Link]:
    for line in body.decode("utf-8", "replace").lstrip("\ufeff").splitlines()[:MOST_ENTRIES]:
        url = absolute(line, answer.url) if line.strip().lower().startswith("http") else None
        if url and is_article_like(url):
            yield Link(url, way="sitemap")


def _children(entries: tuple[Entry, ...], ask: Ask, answer: Answer, aim: Aim) -> tuple[Ask, ...]:
    """The sitemaps of an index that may hold what the run looks for, newest first."""
    if ask.depth >= DEEPEST_INDEX:
        return ()
    listed = []
    for entry in entries:
        url = absolute(entry.url, answer.url) if entry.is_index else None
        if url and _may_hold_articles(url):
            listed.append(Link(url, modified_at=instant(entry.modified, aim.source.timezone, aim.now)))
    wanted = [link for link in _newest_sitemaps_first(listed) if not _is_too_old(link, aim)]
    return tuple(Ask("sitemap", link.url, 1, ask.depth + 1) for link in wanted[: MOST_CHILDREN[aim.since is not None]])


def _newest_sitemaps_first(listed: list[Link]) -> list[Link]:
    """By their day; those without one by the numbers in their names, the highest first."""

    def rank(link: Link) -> tuple[bool, str, list[int]]:
        day = day_of(link)
        numbers = [int(number) for number in re.findall(r"\d{1,9}", urlsplit(link.url).path)]
        return "news" in link.url, day.isoformat() if day else "", numbers

    return sorted(listed, key=rank, reverse=True)


def _is_too_old(link: Link, aim: Aim) -> bool:
    if aim.since is not None:
        day = day_of(link, aim.source.timezone) or _month_in_name(link.url)
        return day is not None and day < aim.since
    return aim.last_run is not None and link.modified_at is not None and link.modified_at < aim.last_run


def _month_in_name(url: str) -> date | None:
    """The last day of the month that a sitemap is named for (`post-2024-12.xml`), or None."""
    found = re.search(r"(20\d\d)[-_/](0[1-9]|1[0-2])(?!\d)", urlsplit(url).path)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, monthrange(year, month)[1])


def _may_hold_articles(url: str) -> bool:
    parts = re.split(r"[^a-z_]+", urlsplit(url).path.lower())
    named = {part for part in parts for part in (part, *part.split("_"))}
    return "news" in named or not any(
        part.startswith(word) if word == "taxonom" else part == word
        for part in named
        for word in words("sitemaps_without_articles")
    )
