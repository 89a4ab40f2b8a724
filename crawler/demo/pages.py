"""The HTML of the world: one article, or a list of articles, in the site's own theme."""

from collections.abc import Sequence

import orjson

from crawler.demo.clock import local, visible
from crawler.demo.feeds import dateline
from crawler.demo.model import Item, Site
from crawler.demo.templates import fill, safe, theme

SPLIT = 4


def article_page(site: Site, item: Item, base: str, neighbours: Sequence[Item], part: int | None = 1) -> str:
    """The page of an item; on a portal that splits, `part` is the page number, or None for everything on one page."""
    values = _values(site, item, base)
    values |= {"body": _body(site, item, base, neighbours, part), "pager": _pager(site, item, base, part)}
    values |= {"related": links(neighbours[:3], base)}
    main = fill(theme(site.slug, "article.html"), values)
    return _shell(site, base, neighbours, values | {"main": main})


def list_page(site: Site, items: Sequence[Item], base: str, heading: str, pager: str = "") -> str:
    """A front page, section or archive page with links to the items."""
    entries = "".join(fill(theme(site.slug, "entry.html"), _values(site, item, base)) for item in items)
    values = dict.fromkeys(_NAMES, "") | {
        "page_title": heading,
        "main": f"<h1>{safe(heading)}</h1>\n{entries}{pager}\n",
    }
    return _shell(site, base, items, values)


def links(items: Sequence[Item], base: str) -> str:
    """Items as lines of a list."""
    return "".join(f'<li><a href="{base}{safe(item.path)}">{safe(item.title)}</a></li>' for item in items)


def pages_of(item: Item) -> int:
    """How many pages a splitting portal makes of the item."""
    return -(-len(item.paragraphs) // SPLIT)


_NAMES = (
    "url", "path", "number", "title", "published_iso", "published_local", "modified_iso", "published_slash",
    "visible_date", "author", "editor", "category", "description", "image", "caption", "tags", "json_ld",
)  # fmt: skip


def _values(site: Site, item: Item, base: str) -> dict[str, str]:
    published, modified = local(item.published, site), local(item.modified, site)
    return {
        "page_title": safe(item.title),
        "base": base,
        "name": safe(site.name),
        "url": base + safe(item.path),
        "path": safe(item.path),
        "number": str(item.number),
        "title": safe(item.title),
        "published_iso": published.isoformat(),
        "published_local": f"{published:%Y-%m-%dT%H:%M:%S}",
        "modified_iso": modified.isoformat(),
        "published_slash": f"{published:%Y/%m/%d}",
        "visible_date": visible(item.published, site),
        "author": safe(item.author),
        "editor": safe(item.editor),
        "category": safe(item.category),
        "description": safe(item.summary[:150]).replace('"', "&quot;"),
        "image": f"{base}/wp-content/uploads/{item.number}.jpg",
        "caption": safe(item.caption),
        "tags": _tags(item, base),
        "json_ld": _json_ld(site, item, base),
    }


def _tags(item: Item, base: str) -> str:
    linked = (f'<a href="{base}/tag/{tag.lower().replace(" ", "-")}/">{safe(tag)}</a>' for tag in item.tags)
    return ", ".join(linked)


def _json_ld(site: Site, item: Item, base: str) -> str:
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": base + item.path},
        "headline": item.title,
        "datePublished": local(item.published, site).isoformat(),
        "dateModified": local(item.modified, site).isoformat(),
        "author": {"@type": "Person", "name": item.author or site.name},
        "publisher": {"@type": "Organization", "name": site.name},
    }
    return orjson.dumps(told).decode().replace("</", "<\\/")


def _body(site: Site, item: Item, base: str, neighbours: Sequence[Item], part: int | None) -> str:
    numbered = list(enumerate(item.paragraphs, 1))
    if part is not None and site.kind == "split":
        numbered = numbered[(part - 1) * SPLIT : part * SPLIT]
    promos = dict(item.promos)
    target = base + (neighbours[0].path if neighbours else "/")
    lines = []
    for number, text in numbered:
        opening = dateline(site, item) if number == 1 else ""
        lines.append(site.paragraph.format(text=opening + safe(text)))
        if line := promos.get(number):
            lines.append(site.promo.format(text=safe(line), url=target))
    return site.separator.join(lines)


def _pager(site: Site, item: Item, base: str, part: int | None) -> str:
    if site.kind != "split" or part is None or pages_of(item) == 1:
        return ""
    url = base + item.path
    numbers = "".join(f'<a href="{url}?page={number}">{number}</a>' for number in range(1, pages_of(item) + 1))
    return f'{numbers}<a href="{url}?page=all">Tampilkan Semua</a>'


def _shell(site: Site, base: str, items: Sequence[Item], values: dict[str, str]) -> str:
    around = {"base": base, "name": safe(site.name), "popular": links(items[-5:], base)}
    return fill(theme(site.slug, "shell.html"), values | around)
