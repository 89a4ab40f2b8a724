"""The ways into a site that tell of articles in a machine's words; each is tried through the readers of discovery."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from crawler.discovery import home, plan, wordpress
from crawler.discovery.asks import Aim, Answer, Ask, Found, Way
from crawler.discovery.links import fold, on_site
from crawler.discovery.listings import parse
from crawler.discovery.markup import UnreadableError, strings, words
from crawler.probe.menu import linked_lists
from crawler.probe.records import Fetch, FetchError, Trial

MOST_FEEDS = 4
MOST_CHILDREN = 3  # of a sitemap index


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is being looked at: its home page (`tree` is None where it is no HTML), robots.txt, how to fetch."""

    aim: Aim
    fetch: Fetch
    home: Answer
    tree: etree._Element | None
    robots: Answer | None


def visit(aim: Aim, fetch: Fetch, answer: Answer) -> Site:
    """The site behind a fetched home page; no address of it is fetched twice."""
    fetch = _remembering(fetch, answer)
    try:
        tree = parse(answer)
    except UnreadableError:
        tree = None
    try:
        robots = fetch(urljoin(answer.url, "/robots.txt"))
    except FetchError:
        robots = None
    return Site(aim, fetch, answer, tree, robots if robots and robots.status == 200 else None)


def _remembering(fetch: Fetch, home: Answer) -> Fetch:
    answers = {home.url: home}

    def remembered(url: str) -> Answer:
        if url not in answers:
            answers[url] = fetch(url)
        return answers[url]

    return remembered


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
    """The feeds that the home page declares, else those of its sections, else the first usual one that works."""
    if site.tree is None:
        return
    declared = home.declared_feeds(site.home)[:MOST_FEEDS] or _feeds_of_sections(site)
    yield from first_that_work(site, "feed", declared, words("usual_feeds"))


def sitemaps(site: Site) -> Iterator[Trial]:
    """The sitemaps that robots.txt names, else the first usual one that works."""
    declared = home.declared_sitemaps(site.robots) if site.robots else ()
    yield from first_that_work(site, "sitemap", declared[:MOST_FEEDS], words("usual_sitemaps"))


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


def _feeds_of_sections(site: Site) -> tuple[str, ...]:
    """The feeds that the sections declare which the home page links."""
    found: dict[str, None] = {}
    for url in linked_lists(site.tree, site.home.url, site.aim.source):
        with suppress(FetchError, UnreadableError):
            found |= dict.fromkeys(home.declared_feeds(site.fetch(url)))
    return tuple(found)[:MOST_FEEDS]


def first_that_work(site: Site, way: Way, declared: Iterable[str], usual: Iterable[str]) -> Iterator[Trial]:
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


def _is_wordpress(site: Site) -> bool:
    return b"/wp-content/" in site.home.body or b"/wp-includes/" in site.home.body
