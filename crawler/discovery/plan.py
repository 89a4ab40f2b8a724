"""The plan of a run: which addresses to ask first, what to ask next, and which links are worth fetching."""

import re
from collections import Counter
from collections.abc import Container, Iterable
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from urllib.parse import unquote, urljoin, urlsplit

from crawler.discovery import feeds, home, listings, sitemaps, topic, wordpress
from crawler.discovery.asks import Aim, Answer, Ask, Found, Reader, Way
from crawler.discovery.links import Link, day_of, fold, on_site
from crawler.discovery.markup import UnreadableError
from crawler.sources import Source

MOST_PAGES = MappingProxyType({False: 10, True: 1000})  # of one list: in a routine run, when going back
DEEPEST_FALLBACK = 3
_SLOW_DOWN = (429, 500, 502, 503, 504)

_READERS: dict[Way, Reader] = {
    "feed": feeds.read,
    "sitemap": sitemaps.read,
    "wordpress": wordpress.read,
    "listing": listings.read,
    "home": home.read,
    "robots": home.read_robots,
}


def aim_of(source: Source, now: datetime, since: date | None = None, last_run: datetime | None = None) -> Aim:
    """What a run over `source` looks for: everything new, or with `since` back to that day what the words let through.

    `last_run` is when the source was last read to the end (None: never).
    """
    return Aim(source, now, since, last_run, topic.title_words(), topic.search_words())


def first(aim: Aim) -> tuple[Ask, ...]:
    """The addresses to ask first, in this order; a source that tells no ways is looked at through its home page."""
    ways = aim.source.discover
    if ways.empty:
        origin = urljoin(aim.source.url, "/robots.txt")
        return Ask("robots", origin), Ask("home", aim.source.url)
    return (
        *(wordpress.asks(ways.wordpress, aim) if ways.wordpress else ()),
        *(Ask("feed", url) for url in ways.feeds),
        *(Ask("sitemap", url) for url in ways.sitemaps),
        *(ask for template in _lists(aim) for ask in listings.asks(template, aim)),
    )


def _lists(aim: Aim) -> tuple[str, ...]:
    """The listings to ask: searches for words reach back, a routine run goes without them where it has another way."""
    ways = aim.source.discover
    plain = tuple(template for template in ways.listings if "{word}" not in template)
    has_other_ways = bool(ways.feeds or ways.sitemaps or ways.wordpress or plain)
    is_routine = aim.since is None and aim.last_run is not None
    return plain if is_routine and has_other_ways else ways.listings


def read(ask: Ask, answer: Answer, aim: Aim) -> Found:
    """What an answer tells, whatever its status; an address is to be asked once a run, the caller sees to that."""
    if answer.status == 304:
        return Found()
    if answer.status != 200:
        return _refused(ask, answer, aim)
    try:
        return _READERS[_kind_of(ask, answer)](ask, answer, aim)
    except UnreadableError as error:
        return _fall_back(ask, aim, str(error))


def _kind_of(ask: Ask, answer: Answer) -> Way:
    """How to read an answer: as asked, but sites declare sitemaps as feeds and the reverse."""
    start = answer.body[:1000].lower()
    if ask.way == "feed" and (b"<urlset" in start or b"<sitemapindex" in start):
        return "sitemap"
    if ask.way == "sitemap" and (b"<rss" in start or b"<feed" in start):
        return "feed"
    return ask.way


def goes_on(found: Found, known: Container[str], aim: Aim) -> bool:
    """Whether `found.more` is to be asked: not past the page limit, not when all links (by `key`) are known, not when
    all are older than the day looked for."""
    if not found.links or not found.more or found.more[0].page > MOST_PAGES[aim.since is not None]:
        return False
    if all(link.key in known for link in found.links):
        return False
    days = [day_of(link, aim.source.timezone) for link in found.links]
    return aim.since is None or not all(day is not None and day < aim.since for day in days)


def worth_fetching(found: Iterable[Link], aim: Aim) -> tuple[list[Link], Counter[str]]:
    """One link per article, newest first, of what discovery found, and how many are left out for which reason."""
    links = fold(found)
    reasons = [refusal(link, aim) for link in links]
    wanted = [link for link, reason in zip(links, reasons, strict=True) if reason is None]
    return wanted, Counter(filter(None, reasons))


def refusal(link: Link, aim: Aim) -> str | None:
    """Why a link is not to be fetched (`off-site`, `too-old`, `title-off-topic`), or None where it is."""
    if not on_site(link.url, aim.source):
        return "off-site"
    day = day_of(link, aim.source.timezone)
    if aim.since is not None and day is not None and day < aim.since:
        return "too-old"
    if aim.targeted and not _may_be_ours(link, aim):
        return "title-off-topic"
    return None


def _may_be_ours(link: Link, aim: Aim) -> bool:
    """Whether the words stand in title, summary, tags or slug; a link that shows no words may be anything."""
    if link.way == "wordpress":
        return True  # the site's own search over the whole text found it
    slug = re.sub(r"[^\w]+|_", " ", unquote(urlsplit(link.url).path))
    shown = " ".join(filter(None, (link.title, link.summary, *link.tags, slug))).lower()
    if sum(word.isalpha() for word in shown.split()) < 3:
        return True
    return _any_of(aim.words).search(shown) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds a word that begins with one of `words`."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})")


def _refused(ask: Ask, answer: Answer, aim: Aim) -> Found:
    if wordpress.is_past_the_end(answer) or ((ask.page > 1 or ask.may_be_empty) and answer.status in (404, 410)):
        return Found()
    if answer.status in _SLOW_DOWN:
        return Found(issues=(f"{ask.way} {ask.url}: HTTP {answer.status}",))
    return _fall_back(ask, aim, f"HTTP {answer.status}")


def _fall_back(ask: Ask, aim: Aim, reason: str) -> Found:
    """Another way in where one is closed: the interface without permalinks, then what the home page declares."""
    issues = (f"{ask.way} {ask.url}: {reason}",)
    if ask.depth >= DEEPEST_FALLBACK or ask.way in ("home", "robots", "listing"):
        return Found(issues=issues)
    plain_form = wordpress.without_permalinks(ask.url) if ask.way == "wordpress" else None
    if plain_form:
        return Found(children=(Ask("wordpress", plain_form, ask.page, ask.depth + 1),), issues=issues)
    return Found(children=(Ask("home", aim.source.url, 1, ask.depth + 1),), issues=issues)
