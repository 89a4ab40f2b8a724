"""The ways into a site: what it declares, then the usual places, each tried through the readers of discovery."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.discovery import home, plan, wordpress
from crawler.discovery.asks import Aim, Answer, Ask, Found, Way
from crawler.discovery.links import absolute, fold, on_site
from crawler.discovery.listings import parse
from crawler.discovery.markup import UnreadableError, nodes, strings, words, words_in
from crawler.probe.records import Fetch, FetchError, Trial

MOST_FEEDS = 4
MOST_CHILDREN = 3  # of a sitemap index
MOST_LISTINGS = 5
_LISTING_LABELS = re.compile(r"(?i)\b(?:indeks|index|terbaru|terkini|berita|news|daerah|hukum|kriminal|arsip)\b")
_WHOLE_LISTS = re.compile(r"(?i)\b(?:indeks|index|terbaru|terkini)\b")


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is being looked at: its home page (`tree` is None where it is no HTML), robots.txt, how to fetch."""

    aim: Aim
    fetch: Fetch
    home: Answer
    tree: etree._Element | None
    robots: Answer | None


def visit(aim: Aim, fetch: Fetch, answer: Answer) -> Site:
    """The site behind a fetched home page."""
    try:
        tree = parse(answer)
    except UnreadableError:
        tree = None
    try:
        robots = fetch(urljoin(answer.url, "/robots.txt"))
    except FetchError:
        robots = None
    return Site(aim, fetch, answer, tree, robots if robots and robots.status == 200 else None)


def try_all(site: Site) -> tuple[Trial, ...]:
    """Every way that was tried, in the order of preference."""
    told = (*posts(site), *feeds(site), *sitemaps(site))
    return (*told, *listings(site, guess=not any(trial.deep for trial in told)))


def system_of(site: Site) -> str | None:
    """The program that makes the site, as it names itself (`WordPress 6.5`), or None."""
    generators = strings(site.tree, "//meta[@name='generator']/@content") if site.tree is not None else []
    return generators[0][:60] if generators else ("WordPress" if _is_wordpress(site) else None)


def posts(site: Site) -> Iterator[Trial]:
    """WordPress' REST interface, with permalinks and without, where the site is or may be a WordPress."""
    if site.tree is None:
        return
    declared = home.declared_wordpress(site.home)
    if not declared and not _is_wordpress(site):
        return
    usual = urljoin(site.home.url, "/wp-json/")
    for root in dict.fromkeys((declared or usual, urljoin(site.home.url, "/?rest_route=/"))):
        trial = attempt(site, Ask("wordpress", wordpress.address(root, site.aim)), root)
        yield trial
        if trial.works:
            return


def feeds(site: Site) -> Iterator[Trial]:
    """The feeds that the home page declares, else the first usual one that works."""
    if site.tree is None:
        return
    declared = home.declared_feeds(site.home)[:MOST_FEEDS]
    yield from _first_that_work(site, "feed", declared, words("usual_feeds"))


def sitemaps(site: Site) -> Iterator[Trial]:
    """The sitemaps that robots.txt names, else the first usual one that works."""
    declared = home.declared_sitemaps(site.robots) if site.robots else ()
    yield from _first_that_work(site, "sitemap", declared[:MOST_FEEDS], words("usual_sitemaps"))


def listings(site: Site, guess: bool) -> Iterator[Trial]:
    """The listing pages that the home page links; to `guess`, the first usual one that works, then the home page."""
    if site.tree is None:
        return
    worked = False
    usual = words("usual_listings") if guess else ()
    for trial in _first_that_work(site, "listing", _linked_lists(site), usual):
        worked = worked or trial.works
        yield trial
    if guess and not worked:
        yield attempt(site, Ask("listing", site.home.url), site.home.url)


def attempt(site: Site, ask: Ask, template: str) -> Trial:
    """Tries one address, and of an index its first children; `template` is what a source file would say."""
    found, issue = _ask(site, ask)
    links, deep = found.links, ask.way == "wordpress"  # the interface has every post
    for following in found.more if ask.way in ("feed", "listing") else ():
        older, _ = _ask(site, following)
        deep = bool({link.key for link in older.links} - {link.key for link in links})
        links = (*links, *older.links)
    for child in [child for child in found.children if child.way == ask.way == "sitemap"][:MOST_CHILDREN]:
        below, issue = _ask(site, child)
        links, deep = (*links, *below.links), True
    own = tuple(link for link in fold(links) if on_site(link.url, site.aim.source))
    if links and not own:
        issue = "leads to other sites only"
    return Trial(ask, template, own, deep and bool(own), None if own else issue or "no articles")


def _ask(site: Site, ask: Ask) -> tuple[Found, str | None]:
    try:
        answer = site.fetch(ask.url)
    except FetchError as error:
        return Found(), error.reason
    found = plan.read(ask, answer, site.aim)
    return found, found.issues[0].partition(": ")[2] if found.issues and not found.links else None


def _first_that_work(site: Site, way: Way, declared: Iterable[str], usual: Iterable[str]) -> Iterator[Trial]:
    """All that is declared; only where none of it works the usual places, up to the first that does."""
    worked = False
    asked = set()
    for url in declared:
        asked.add(url)
        trial = attempt(site, Ask(way, url), url)
        worked = worked or trial.works
        yield trial
    for path in () if worked else usual:
        url = urljoin(site.home.url, path)
        if url in asked:
            continue
        trial = attempt(site, Ask(way, url), url)
        yield trial
        if trial.works:
            return


def _linked_lists(site: Site) -> tuple[str, ...]:
    """The addresses of lists in the menus of the home page: short paths with a telling label, `indeks` first."""
    assert site.tree is not None
    found: dict[str, str] = {}
    for anchor in nodes(site.tree, "//a[@href]"):
        url = absolute(anchor.get("href", ""), site.home.url)
        label = words_in(anchor)
        if url and on_site(url, site.aim.source) and len(label.split()) <= 3 and _is_short(url):
            told = re.sub(r"index\.\w+", "", f"{label} {urlsplit(url).path} {urlsplit(url).query}")
            if _LISTING_LABELS.search(told):
                found.setdefault(url, told)
    ranked = sorted(found, key=lambda url: not _WHOLE_LISTS.search(found[url]))
    return tuple(ranked[:MOST_LISTINGS])


def _is_short(url: str) -> bool:
    """Whether an address is that of a section: at most two plain parts, or a page chosen by its query."""
    parts = urlsplit(url)
    path = parts.path.strip("/")
    return bool(path or parts.query) and path.count("/") <= 1 and "-" not in path


def _is_wordpress(site: Site) -> bool:
    return b"/wp-content/" in site.home.body or b"/wp-includes/" in site.home.body
