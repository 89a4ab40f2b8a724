"""What the bundled world is made of: sites, stories, and the items that sites publish of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

SiteKind = Literal[
    "wordpress", "rss", "atom", "news-sitemap", "sitemap-index", "listing", "blogger", "split", "government", "guarded"
]


@dataclass(frozen=True, slots=True)
class Site:
    """One invented site: where it lives, which system it runs, and how it writes dates, datelines and paragraphs."""

    slug: str
    name: str
    host: str
    address: str
    kind: SiteKind
    zone: str
    utc_offset: int
    path: str
    visible_date: str
    dateline: str
    paragraph: str
    promo: str
    separator: str = "\n"
    validators: Literal["both", "etag", "last-modified", "none"] = "both"
    gzip: bool = True
    charset: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a perfect reader finds in an item; `release` and `event` group copies; units as in the official lists."""

    release: str
    on_topic: bool
    event: str | None = None
    kind: str | None = None
    day: date | None = None
    prisons: tuple[str, ...] = ()
    police: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One story as one site publishes it; `promos` stand after the paragraph of their number, counted from 1."""

    site: str
    number: int
    path: str
    title: str
    dateline: str
    paragraphs: tuple[str, ...]
    published: datetime
    modified: datetime
    author: str
    category: str
    truth: Truth
    editor: str | None = None
    caption: str | None = None
    promos: tuple[tuple[int, str], ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The lead, as feeds and description tags give it."""
        return self.paragraphs[0] if self.paragraphs else ""
