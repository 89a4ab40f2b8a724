"""The feeds and sitemaps of the world, as real systems write them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from crawler.demo.clock import local
from crawler.demo.model import Item, Site

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
RSS_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)
SITEMAP_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_SPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def rss(site: Site, items: Sequence[Item], base: str, *, full: bool) -> str:
    """RSS 2.0; `full` adds the whole text as `content:encoded`, as WordPress does."""
    entries = "".join(_rss_item(site, item, base, full) for item in items)
    return (
        f'{XML}<rss version="2.0" {RSS_SPACES}><channel><title>{escape(site.name)}</title><link>{base}</link>'
        f"<description>Berita daerah</description><language>id</language>"
        f"<lastBuildDate>{format_datetime(newest(items))}</lastBuildDate>\n{entries}</channel></rss>\n"
    )


def _rss_item(site: Site, item: Item, base: str, full: bool) -> str:
    published = item.published.astimezone(UTC) if full else local(item.published, site)
    content = f"<content:encoded><![CDATA[{paragraphs(site, item)}]]></content:encoded>" if full else ""
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(base + item.path)}</link>"
        f"<dc:creator><![CDATA[{item.author or site.name}]]></dc:creator>"
        f"<pubDate>{format_datetime(published)}</pubDate>"
        f"<category><![CDATA[{item.category}]]></category>"
        f'<guid isPermaLink="false">{base}/?p={item.number}</guid>'
        f"<description><![CDATA[{item.summary}]]></description>{content}</item>\n"
    )


def atom(site: Site, items: Sequence[Item], base: str) -> str:
    """Atom 1.0 with summaries."""
    entries = "".join(
        f"<entry><title>{escape(item.title)}</title><id>tag:{site.host},2025:{item.number}</id>"
        f"<link rel='alternate' type='text/html' href={quoteattr(base + item.path)}/>"
        f"<published>{local(item.published, site).isoformat()}</published>"
        f"<updated>{local(item.modified, site).isoformat()}</updated>"
        f"<author><name>{escape(item.author or site.name)}</name></author>"
        f"<summary type='html'>{escape(escape(item.summary))}</summary></entry>\n"
        for item in items
    )
    return (
        f"{XML}<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='id'><title>{escape(site.name)}</title>"
        f"<id>{base}/</id><link rel='self' href='{base}/atom.xml'/><updated>{newest(items).isoformat()}</updated>\n"
        f"{entries}</feed>\n"
    )


def blogger(site: Site, items: Sequence[Item], base: str, start: int, size: int) -> str:
    """A Blogger feed: whole texts, paged by `start-index` and `max-results`, with a `next` link."""
    shown = items[start - 1 : start - 1 + size]
    following = f"{base}/feeds/posts/default?start-index={start + size}&max-results={size}"
    link = f"<link rel='next' type='application/atom+xml' href={quoteattr(following)}/>"
    more = link if start + size <= len(items) else ""
    entries = "".join(
        f"<entry><id>tag:blogger.com,1999:blog-77.post-{item.number}</id>"
        f"<published>{local(item.published, site).isoformat(timespec='milliseconds')}</published>"
        f"<updated>{local(item.modified, site).isoformat(timespec='milliseconds')}</updated>"
        f"<title type='text'>{escape(item.title)}</title>"
        f"<content type='html'>{escape(paragraphs(site, item))}</content>"
        f"<link rel='alternate' type='text/html' href={quoteattr(base + item.path)} title={quoteattr(item.title)}/>"
        f"<author><name>{escape(item.author)}</name></author></entry>\n"
        for item in shown
    )
    return (
        f"{XML}<feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'>"
        f"<id>tag:blogger.com,1999:blog-77</id><updated>{newest(items).isoformat()}</updated>"
        f"<title type='text'>{escape(site.name)}</title><link rel='alternate' type='text/html' href='{base}/'/>{more}"
        f"<openSearch:totalResults>{len(items)}</openSearch:totalResults>"
        f"<openSearch:startIndex>{start}</openSearch:startIndex>"
        f"<openSearch:itemsPerPage>{size}</openSearch:itemsPerPage>\n{entries}</feed>\n"
    )


def urlset(site: Site, items: Sequence[Item], base: str) -> str:
    """A plain sitemap."""
    entries = "".join(
        f"<url><loc>{escape(base + item.path)}</loc><lastmod>{local(item.modified, site).isoformat()}</lastmod></url>\n"
        for item in items
    )
    return f"{XML}<urlset {SITEMAP_SPACE}>\n{entries}</urlset>\n"


def news_sitemap(site: Site, items: Sequence[Item], base: str) -> str:
    """A Google News sitemap."""
    entries = "".join(
        f"<url><loc>{escape(base + item.path)}</loc><news:news>"
        f"<news:publication><news:name>{escape(site.name)}</news:name><news:language>id</news:language></news:publication>"
        f"<news:publication_date>{local(item.published, site).isoformat()}</news:publication_date>"
        f"<news:title>{escape(item.title)}</news:title></news:news></url>\n"
        for item in items
    )
    return f"{XML}<urlset {SITEMAP_SPACE} {NEWS_SPACE}>\n{entries}</urlset>\n"


def sitemap_index(children: Sequence[tuple[str, datetime]]) -> str:
    """A sitemap of sitemaps, each with the instant of its last change."""
    entries = "".join(
        f"<sitemap><loc>{escape(address)}</loc><lastmod>{modified.isoformat()}</lastmod></sitemap>\n"
        for address, modified in children
    )
    return f"{XML}<sitemapindex {SITEMAP_SPACE}>\n{entries}</sitemapindex>\n"


def paragraphs(site: Site, item: Item) -> str:
    """The text of an item as the HTML that feeds and interfaces carry."""
    opening = dateline(site, item)
    promos = dict(item.promos)
    lines = []
    for number, text in enumerate(item.paragraphs, 1):
        lines.append(f"<p>{opening if number == 1 else ''}{escape(text)}</p>")
        if number in promos:
            lines.append(site.promo.format(text=escape(promos[number]), url=f"http://{site.host}/"))
    return "\n".join(lines)


def dateline(site: Site, item: Item) -> str:
    """What opens the first paragraph, as HTML; empty where the item has no dateline."""
    if not item.dateline:
        return ""
    return site.dateline.format(place=item.dateline, host=site.host.upper(), name=site.name)


def newest(items: Sequence[Item]) -> datetime:
    """When the youngest of the items changed."""
    return max((item.modified.astimezone(UTC) for item in items), default=datetime(2025, 1, 1, tzinfo=UTC))
