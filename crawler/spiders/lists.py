"""What the lists of a source tell: its feeds, sitemaps, interfaces and pages of links, asked through the spider."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from scrapy import Request
from scrapy.http import Response

from crawler.archive.cache import UNCHANGED, cached_body, fetch_of
from crawler.discovery.asks import Ask, Found
from crawler.discovery.links import Link
from crawler.discovery.markup import LARGEST_DOCUMENT
from crawler.discovery.plan import read, worth_fetching
from crawler.discovery.walk import Walk
from crawler.jobs.choose import addresses_of, is_news
from crawler.jobs.failures import CAPTCHA, refused_by
from crawler.jobs.ingest import is_challenge
from crawler.jobs.visit import Visit
from crawler.pages import answer_of, page_of
from pipelines.records import ArchiveRef, Page
from pipelines.store.fetches import Fetch
from pipelines.store.pages import KnownPage, known_pages

INDEXES = ("home", "robots", "sitemap")
AskFor = Callable[[Request], Awaitable[Response | str]]
log = logging.getLogger(__name__)


class Lists:
    """The lists of one visit: `fetch` gives the answer to a request or the word for its failure, `fail` counts one.

    `fetches` are the answers whose validators are worth keeping, once all that they told of is safe.
    """

    def __init__(self, visit: Visit, fetch: AskFor, fail: Callable[[str, str], object]) -> None:
        self.visit = visit
        self.record = visit.record
        self.fetch = fetch
        self.fail = fail
        self.fetches: list[Fetch] = []
        self._refs: dict[tuple[str, str], ArchiveRef | None] = {}

    async def links(self) -> list[Link]:
        """Every link that the source tells of, one per article, newest first."""
        walk = Walk(self.visit.aim)
        for ask in walk:
            told = await self.ask(ask)
            walk.learn(ask, told, await self.stops_at(told))
        if walk.waiting:
            log.warning("%s: %d lists were left unasked", self.visit.source.slug, len(walk.waiting))
        links, left_out = await asyncio.to_thread(worth_fetching, walk.found, self.visit.aim)
        self.record.refused += left_out
        self.record.found = len(links)
        self.record.note_publications(link.published_at for link in links if link.published_at)
        return links

    async def stops_at(self, told: Found) -> set[str]:
        """The links after which a list needs no further page: the known ones that did not change; none where the
        last run was cut short."""
        if self.visit.resuming or not told.more:
            return set()
        known = await known_links(self.visit, told.links)
        return {link.key for link in told.links if not is_news(link, known, self.record.started_at)}

    async def ask(self, ask: Ask) -> Found:
        """What one discovery address tells; nothing where it is unchanged or gives no answer."""
        self.record.asked += 1
        limit = {"download_maxsize": LARGEST_DOCUMENT} if ask.way == "sitemap" else {}
        response = await self.fetch(Request(ask.url, meta=limit, dont_filter=True))
        if isinstance(response, str):
            return Found()
        if UNCHANGED in response.flags:
            self.record.unchanged += 1
            self.fetches.append(fetch_of(response))
            return await self.children_of(ask, response)
        told = await asyncio.to_thread(read, ask, answer_of(response), self.visit.aim)  # a sitemap can be long
        await self.note_answer(ask, response, told)
        return told

    async def note_answer(self, ask: Ask, response: Response, told: Found) -> None:
        """Counts an answer, and remembers where it lies in the archive and with which validators it came."""
        reason = refused_by(response)
        if (
            reason is None
            and not told.links
            and await is_challenge(self.visit.tools, page_of(response), self.visit.facts)
        ):
            self.fail(response.url, CAPTCHA)
        elif reason and told.issues:
            self.record.failed[reason] += 1
        else:
            self.record.answered += 1
            self.fetches += [] if reason or ask.for_this_run else [fetch_of(response)]
        self.record.ways[ask.way] += len(told.links)
        pages = [link.page for link in told.links if link.page]
        self._refs |= {(page.url, page.media_type): response.meta["archive_ref"] for page in pages}
        for issue in told.issues:
            log.warning(issue)

    async def children_of(self, ask: Ask, response: Response) -> Found:
        """What an unchanged index leads to: its own links are known, those of its children may be new."""
        body = await cached_body(response) if ask.way in INDEXES else None
        if body is None:
            return Found()
        return Found(children=read(ask, replace(answer_of(response), status=200, body=body), self.visit.aim).children)

    def ref_of(self, page: Page) -> ArchiveRef | None:
        """Where the list lies in the archive that handed out an article whole."""
        return self._refs[page.url, page.media_type]


async def known_links(visit: Visit, links: Iterable[Link]) -> dict[str, KnownPage]:
    """What the database knows of links, by address."""
    addresses = await asyncio.to_thread(addresses_of, links)
    return await visit.tools.store_aside(known_pages, visit.slug, addresses)
