"""Which links are worth a request: what is new, what changed since we saw it, what is due for another look. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from crawler.discovery.links import Link
from pipelines.store.pages import KnownPage
from pipelines.store.tombstones import FORGOTTEN


def addresses_of(links: Iterable[Link]) -> set[str]:
    """Every address under which one of the links may be known."""
    return {address for link in links for address in link.addresses}


def known_as(link: Link, known: Mapping[str, KnownPage]) -> KnownPage | None:
    """What is known of a link, under its own address or another one of its article."""
    return next((known[address] for address in link.addresses if address in known), None)


def is_fresh(link: Link, known: Mapping[str, KnownPage]) -> bool:
    """Whether the link was never fetched."""
    return known_as(link, known) is None


def has_changed(link: Link, known: Mapping[str, KnownPage], now: datetime) -> bool:
    """Whether the site tells of a change after we last saw the article.

    What was taken down stays away whatever becomes of it. What changed after `now`, when the run began, waits for the
    next one: some sitemaps give every entry the present.
    """
    page = known_as(link, known)
    if page is None or page.reason == FORGOTTEN:
        return False
    return link.modified_at is not None and page.seen_at < link.modified_at <= now


def is_news(link: Link, known: Mapping[str, KnownPage], now: datetime) -> bool:
    """Whether the link is worth a request."""
    return is_fresh(link, known) or has_changed(link, known, now)


def choose(
    links: Iterable[Link], known: Mapping[str, KnownPage], due: Iterable[str], now: datetime
) -> tuple[list[Link], Counter[str]]:
    """The links to take, and how many are new by discovery way: in the order given, then those of `due` (addresses)
    not among them."""
    chosen = [link for link in links if is_news(link, known, now)]
    taken = addresses_of(chosen)
    fresh = Counter(link.way or "" for link in chosen if is_fresh(link, known))
    return [*chosen, *(Link(url, way="another look") for url in due if url not in taken)], fresh
