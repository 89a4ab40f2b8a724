"""Links: addresses that discovery found, with what it already knows of them, folded to one per article."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import parse_qsl, urljoin, urlsplit
from zoneinfo import ZoneInfo

from crawler.sessions import without_session
from crawler.sources import Source
from pipelines.records import Hints, Page
from pipelines.tables import toml_table
from pipelines.urls import canonical

_DAY_IN_PATH = re.compile(r"/(20\d\d|19\d\d)/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?(?=/)")
_PACKED_DAY = re.compile(r"[/-](20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/-])")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that discovery found. `page` is the article itself where the site handed it out whole."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    summary: str | None = None
    way: str | None = None
    page: Page | None = None
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The address that stands for the article, whatever variant was found."""
        return canonical(self.url)

    @property
    def identity(self) -> str:
        """The same for all addresses of an article: the plain one without scheme, `www.` and closing slash."""
        return re.sub(r"^https?://(?:www\.)?", "", self.key).rstrip("/")

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address under which the article may have been fetched, the one found first."""
        identity = self.identity
        slashes = ("", "/") if "?" not in identity else ("",)
        hosts = ("https://", "http://", "https://www.", "http://www.")
        others = [host + identity + slash for host in hosts for slash in slashes]
        return tuple(dict.fromkeys((self.url, self.key, *others)))

    def hints(self) -> Hints:
        """What the stages may use as evidence."""
        return Hints(self.way, self.title, self.published_at, self.modified_at, self.summary)


def absolute(url: str, base: str) -> str | None:
    """The whole address without fragment and session ids, or None where it is no web address."""
    try:
        joined = urljoin(base, url.strip())
        parts = urlsplit(joined)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return without_session(joined.partition("#")[0]) if usable else None


def on_site(url: str, source: Source) -> bool:
    """Whether an address belongs to the source: its host, a host below it, or one that its file names."""
    host = _bare_host(url)
    own = (_bare_host(source.url), *source.hosts)
    return any(host == each or host.endswith("." + each) for each in own)


def fold(links: Iterable[Link]) -> tuple[Link, ...]:
    """One link per article, newest first, each with all that its variants know."""
    folded: dict[str, Link] = {}
    for link in links:
        article = link.identity
        folded[article] = _join(folded[article], link) if article in folded else link
    return newest_first(folded.values())


def newest_first(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links by their day, newest first; one without a day stays behind the one it followed."""
    dated, day = [], date.max
    for link in links:
        day = day_of(link) or day
        dated.append((day, link))
    return tuple(link for _, link in sorted(dated, key=lambda pair: pair[0], reverse=True))


def day_of(link: Link, zone: str | None = None) -> date | None:
    """The day of a link: as told, by the clock of `zone` or its own, else as its address shows it."""
    instant = link.published_at or link.modified_at
    if instant is None:
        return day_in_address(link.url)
    return (instant.astimezone(ZoneInfo(zone)) if zone else instant).date()


def day_in_address(url: str) -> date | None:
    """The day in `/2025/01/28/`, `/20250128/` or `/2025/01/` (the last day of that month), else None."""
    path = urlsplit(url).path + "/"
    found = _DAY_IN_PATH.search(path) or _PACKED_DAY.search(path)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    try:
        return date(year, month, int(found[3] or monthrange(year, month)[1]))
    except ValueError:
        return None


def is_article_like(url: str) -> bool:
    """Whether an address may be an article's: no home page, no list, no file of another kind."""
    parts = urlsplit(url)
    path = parts.path.strip("/").lower()
    if not path and not is_numbered(parts.query):
        return False
    if re.search(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|mp[34]|css|js|xml|json|txt|ico)$", path):
        return False
    return path.split("/")[0] not in toml_table("discovery.toml")["not_articles"]


def is_numbered(query: str) -> bool:
    """Whether a query chooses an article by its number (`p=123`, `mod=baca&id_berita=7`)."""
    named = toml_table("discovery.toml")["number_parameters"]
    return any(
        value.isdecimal() and (name in named or name.startswith("id") or name.endswith("id"))
        for name, value in parse_qsl(query.lower())
    )


def _join(one: Link, other: Link) -> Link:
    """Two variants of a link as one: the address that is already the plain one wins, what is told first stays."""
    first, second = (other, one) if other.url == other.key and one.url != one.key else (one, other)
    return replace(
        first,
        title=first.title or second.title,
        published_at=first.published_at or second.published_at,
        modified_at=max(filter(None, (first.modified_at, second.modified_at)), default=None),
        summary=first.summary or second.summary,
        page=first.page or second.page,
        tags=first.tags or second.tags,
    )


def _bare_host(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host)
