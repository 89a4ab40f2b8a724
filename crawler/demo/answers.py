"""What each site answers to a path: pure functions from the state of the world to status, headers and body."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.demo import feeds, wordpress
from crawler.demo.model import Item, Site
from crawler.demo.pages import article_page, list_page, pages_of
from crawler.demo.state import State
from crawler.demo.templates import fill, menu, theme

HTML, XML, TEXT, JSON = "text/html", "application/xml", "text/plain", "application/json"
FEED_SIZE = 10
WORDPRESS_FEED_SIZE = 4
LIST_SIZE = 5
WORDPRESS_CHILD = "/wp-sitemap-posts-post-1.xml"
SHOW_EMPTY_LISTS = ("split", "government")
"""Systems that answer 200 beyond the last page of a list; the others say 404."""
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One response before the wire: `modified` is when the content last changed, null where the site does not know."""

    body: str | bytes
    media_type: str = HTML
    status: int = 200
    modified: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to a site: its items newest first, the path, the query, and the address the site answers under."""

    site: Site
    items: Sequence[Item]
    path: str
    query: Query
    base: str

    @property
    def target(self) -> str:
        """Path and query as a link names them."""
        return self.path + ("?" + "&".join(f"{key}={value}" for key, value in self.query.items()) if self.query else "")

    @property
    def page(self) -> int:
        """The number of the page of a list that is asked for."""
        for key in ("paged", "page", "halaman"):
            if self.query.get(key, "").isdecimal():
                return max(1, int(self.query[key]))
        return 1


def answer(state: State, site: Site, path: str, query: Query, base: str) -> Answer:
    """What the site answers; 404 for what it does not have, 410 for what was taken down."""
    asked = Asked(site, state.on(site.slug), path, query, base)
    if path == "/robots.txt":
        return Answer(fill(theme(site.slug, "robots.txt"), {"base": base}), TEXT)
    if found := SYSTEMS[site.kind](asked):
        return found
    address = _address(asked)
    if item := state.items.get((site.slug, address)):
        return _article(asked, item)
    if (site.slug, address) in state.gone:
        return Answer(list_page(site, asked.items[:LIST_SIZE], base, "Artikel telah dihapus"), status=410)
    if path == "/" or asked.target in menu(site.slug):
        return _list(asked, site.name, path)
    return Answer(list_page(site, asked.items[:LIST_SIZE], base, "Halaman tidak ditemukan"), status=404)


def _address(asked: Asked) -> str:
    """The item's path; on the government's system the id in the query belongs to it."""
    if asked.site.kind == "government" and "id" in asked.query:
        return f"{asked.path}?page={asked.query.get('page', '')}&id={asked.query['id']}"
    return asked.path


def _article(asked: Asked, item: Item) -> Answer:
    part: int | None = asked.page
    if asked.query.get("page") == "all":
        part = None
    elif asked.site.kind == "split" and asked.page > pages_of(item):
        return Answer("", status=404)
    others = [other for other in asked.items if other is not item]
    return Answer(article_page(asked.site, item, asked.base, others, part), modified=item.modified)


def _list(asked: Asked, heading: str, path: str, form: str = "{path}?page={page}", size: int = FEED_SIZE) -> Answer:
    """One page of a list, with links to the next and the previous ones."""
    shown = asked.items[(asked.page - 1) * size : asked.page * size]
    if not shown:
        empty = list_page(asked.site, (), asked.base, "Tidak ada berita")
        return Answer(empty, status=200 if asked.site.kind in SHOW_EMPTY_LISTS else 404)
    last = -(-len(asked.items) // size)
    numbers = "".join(
        f'<a class="page-numbers" href="{asked.base}{form.format(path=path, page=page)}">{page}</a>'
        for page in range(1, last + 1)
    )
    following = f'<a rel="next" href="{asked.base}{form.format(path=path, page=asked.page + 1)}">Selanjutnya</a>'
    pager = f'<div class="pagination">{numbers}{following if asked.page < last else ""}</div>'
    return Answer(list_page(asked.site, shown, asked.base, heading, pager), modified=feeds.newest(shown))


def _feed(asked: Asked, body: str, media_type: str = XML) -> Answer:
    return Answer(body, media_type, modified=feeds.newest(asked.items))


def _wordpress(asked: Asked) -> Answer | None:
    match asked.path:
        case "/feed/" | "/feed":
            return _wordpress_feed(asked)
        case "/wp-sitemap.xml":
            child = (asked.base + WORDPRESS_CHILD, feeds.newest(asked.items))
            return Answer(feeds.sitemap_index([child]), XML)
        case "/wp-sitemap-posts-post-1.xml":
            return Answer(feeds.urlset(asked.site, asked.items, asked.base), XML)
        case "/wp-json/" | "/wp-json":
            return Answer(wordpress.root(asked.site, asked.base), JSON)
        case "/wp-json/wp/v2/posts":
            posts = wordpress.posts(asked.site, asked.items, asked.query, asked.base)
            return Answer(posts.body, JSON, posts.status, headers=posts.headers)
    return None


def _wordpress_feed(asked: Asked) -> Answer:
    """A feed of few posts a page, `?paged=2` for older ones."""
    size = WORDPRESS_FEED_SIZE
    if shown := asked.items[(asked.page - 1) * size : asked.page * size]:
        return _feed(asked, feeds.rss(asked.site, shown, asked.base, full=True), "application/rss+xml")
    return Answer(list_page(asked.site, (), asked.base, "Halaman tidak ditemukan"), status=404)


def _rss(asked: Asked) -> Answer | None:
    if asked.path == "/rss.xml":
        return _feed(asked, feeds.rss(asked.site, asked.items[: 2 * FEED_SIZE], asked.base, full=False), "text/xml")
    return None


def _atom(asked: Asked) -> Answer | None:
    if asked.path == "/atom.xml":
        return _feed(asked, feeds.atom(asked.site, asked.items[: 2 * FEED_SIZE], asked.base), "application/atom+xml")
    return None


def _news(asked: Asked) -> Answer | None:
    if asked.path == "/sitemap-news.xml":
        return _feed(asked, feeds.news_sitemap(asked.site, asked.items, asked.base))
    return None


def _index(asked: Asked) -> Answer | None:
    """A plain index with one child a month; the older months are gzip files."""
    months = sorted({f"{item.published:%Y-%m}" for item in asked.items}, reverse=True)
    names = {f"/sitemap-{month}.xml{'.gz' if months.index(month) else ''}": month for month in months}
    if asked.path == "/sitemap.xml":
        children = [(asked.base + name, feeds.newest(_of_month(asked.items, month))) for name, month in names.items()]
        return Answer(feeds.sitemap_index(children), XML)
    if month := names.get(asked.path):
        body = feeds.urlset(asked.site, _of_month(asked.items, month), asked.base)
        if asked.path.endswith(".gz"):
            return Answer(gzip.compress(body.encode(), mtime=0), "application/x-gzip")
        return Answer(body, XML)
    return None


def _of_month(items: Sequence[Item], month: str) -> list[Item]:
    return [item for item in items if f"{item.published:%Y-%m}" == month]


def _listing(asked: Asked) -> Answer | None:
    """A section with paging in the path, five a page."""
    section, _, number = asked.path.rstrip("/").partition("/page/")
    if section == "/daerah" and (not number or number.isdecimal()):
        paged = Asked(asked.site, asked.items, asked.path, {"page": number or "1"}, asked.base)
        return _list(paged, "Daerah", "/daerah", "{path}/page/{page}/", LIST_SIZE)
    return None


def _blogger(asked: Asked) -> Answer | None:
    if asked.path == "/feeds/posts/default":
        start, size = (int(asked.query.get(key, usual)) for key, usual in (("start-index", "1"), ("max-results", "5")))
        return _feed(asked, feeds.blogger(asked.site, asked.items, asked.base, start, size), "application/atom+xml")
    return None


def _split(asked: Asked) -> Answer | None:
    if asked.path == "/indeks":
        return _list(asked, "Indeks Berita", "/indeks", size=LIST_SIZE)
    return None


def _government(asked: Asked) -> Answer | None:
    if asked.path == "/index.php" and asked.query.get("page") == "berita" and "id" not in asked.query:
        return _list(asked, "Berita", "/index.php", "{path}?page=berita&amp;halaman={page}", LIST_SIZE)
    return None


def _guarded(asked: Asked) -> Answer | None:
    """A site whose robots.txt asks for a second between requests and keeps its print pages and drafts to itself."""
    if asked.path in {"/berita", "/arsip"}:
        return _list(asked, "Berita", asked.path, size=LIST_SIZE)
    return None


SYSTEMS: dict[str, Callable[[Asked], Answer | None]] = {
    "wordpress": _wordpress,
    "rss": _rss,
    "atom": _atom,
    "news-sitemap": _news,
    "sitemap-index": _index,
    "listing": _listing,
    "blogger": _blogger,
    "split": _split,
    "government": _government,
    "guarded": _guarded,
}
