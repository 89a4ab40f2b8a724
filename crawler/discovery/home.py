"""What a home page and robots.txt tell of the ways into a site."""

import re

from crawler.discovery import wordpress
from crawler.discovery.asks import Aim, Answer, Ask, Found
from crawler.discovery.links import absolute, fold
from crawler.discovery.listings import article_links, page_after, parse
from crawler.discovery.markup import nodes, strings

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def read(ask: Ask, answer: Answer, aim: Aim) -> Found:
    """The article links of a home page, the feeds and the interface that it declares, its next page."""
    tree = parse(answer)
    links = fold(article_links(tree, answer, aim, "home"))
    feeds = tuple(Ask("feed", url, 1, ask.depth + 1) for url in declared_feeds(answer))
    root = declared_wordpress(answer)
    posts = wordpress.asks(root, aim) if root else ()
    return Found(links, children=(*posts, *feeds), more=page_after(tree, ask, answer, aim))


def declared_feeds(answer: Answer) -> tuple[str, ...]:
    """The feeds that a page declares, without those of comments."""
    found: dict[str, None] = {}
    for link in nodes(parse(answer), "//link[@rel='alternate'][@href]"):
        url = absolute(link.get("href", ""), answer.url)
        told = f"{link.get('title', '')} {url}".lower()
        if url and link.get("type", "").lower() in _FEED_TYPES and not re.search(r"comment|komentar|oembed", told):
            found[url] = None
    return tuple(found)


def declared_wordpress(answer: Answer) -> str | None:
    """The root of the REST interface that a WordPress page declares in its head or its headers."""
    found = next(iter(strings(parse(answer), "//link[@rel='https://api.w.org/']/@href")), "")
    for name, value in answer.headers:
        match = re.search(r'<([^>]+)>;\s*rel="https://api\.w\.org/"', value) if name.lower() == "link" else None
        found = found or (match[1] if match else "")
    return absolute(found, answer.url) if found else None


def read_robots(ask: Ask, answer: Answer, aim: Aim) -> Found:
    """The sitemaps that robots.txt names, else the usual place."""
    named = declared_sitemaps(answer) or (absolute("/sitemap.xml", answer.url) or answer.url,)
    return Found(children=tuple(Ask("sitemap", url, 1, ask.depth + 1) for url in named))


def declared_sitemaps(answer: Answer) -> tuple[str, ...]:
    """The sitemaps that robots.txt names."""
    text = answer.body.decode("utf-8", "replace")
    named = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S+)", text)
    return tuple(dict.fromkeys(url for each in named if (url := absolute(each, answer.url))))
