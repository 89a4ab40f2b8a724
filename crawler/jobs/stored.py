"""Stored pages back from the archive, as they came: whole pages, and articles that a site handed out in a list."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from crawler.archive import Archive, Archived, ArchiveError, read_record
from crawler.discovery.asks import Answer, Ask, Way
from crawler.discovery.plan import aim_of, read
from crawler.jobs.ingest import Arrival
from crawler.sources import Source
from pipelines.records import FEED_ITEM, WORDPRESS_POST, ArchiveRef, Page
from pipelines.store.fetches import Fetch
from pipelines.store.pages import StoredPage

HANDED_OUT: Mapping[str, Way] = {WORDPRESS_POST: "wordpress", FEED_ITEM: "feed"}
READS_AHEAD = 8  # a shared archive answers after a while: many wait no longer than one
Reading = Future[Archived]


def arrivals_of(
    stored: Iterable[StoredPage], archive: Archive, sources: Mapping[str, Source]
) -> Iterator[tuple[StoredPage, Arrival | ArchiveError]]:
    """Each stored page with its arrival, or with the fault where the archive does not hold it any more."""
    for page, reading in _read_ahead(stored, archive):
        try:
            yield page, _arrival(page, reading, sources)
        except ArchiveError as error:
            yield page, error


def archived_page(archive: Archive, fetch: Fetch) -> Page | None:
    """The page that the newest fetch of an address brought; None where the archive has lost it."""
    try:
        record = read_record(archive, fetch.ref) if fetch.ref else None
    except ArchiveError:
        return None
    return Page(fetch.url, record.body, fetch.fetched_at, headers=record.headers) if record else None


def _read_ahead(stored: Iterable[StoredPage], archive: Archive) -> Iterator[tuple[StoredPage, Reading | None]]:
    """Each page with its record, which is being read while the former ones are worked on; a list is read once."""
    waiting = deque[tuple[StoredPage, Reading | None]]()
    lists = OrderedDict[ArchiveRef, Reading]()
    with ThreadPoolExecutor(READS_AHEAD, "archive") as readers:
        for page in stored:
            reading = lists.get(page.ref) if page.ref else None
            if reading is None and page.ref:
                reading = lists[page.ref] = readers.submit(read_record, archive, page.ref)
            if len(lists) > READS_AHEAD:
                lists.popitem(last=False)
            waiting.append((page, reading))
            if len(waiting) > READS_AHEAD:
                yield waiting.popleft()
        yield from waiting


def _arrival(stored: StoredPage, reading: Reading | None, sources: Mapping[str, Source]) -> Arrival:
    """The page of a row with the place of its record. Raises ArchiveError."""
    if reading is None:
        raise ArchiveError("was stored without an archived record")
    record = reading.result()
    if stored.media_type in HANDED_OUT:
        pages = _handed_out(record, HANDED_OUT[stored.media_type], sources.get(stored.source or ""))
        return Arrival(_named(pages, stored), stored.ref, stored.id)
    page = Page(
        stored.url, record.body, stored.fetched_at, stored.media_type, stored.status, record.headers,
        stored.requested_url, stored.source, stored.hints,
    )  # fmt: skip
    return Arrival(page, stored.ref, stored.id)


def _named(pages: Mapping[str, Page], stored: StoredPage) -> Page:
    if stored.url not in pages:
        raise ArchiveError("the archived list does not hold this article whole")
    return pages[stored.url]


@lru_cache(maxsize=8)
def _handed_out(record: Archived, way: Way, source: Source | None) -> dict[str, Page]:
    """The articles in an archived list, by address."""
    found = read(Ask(way, record.url), _answer(record), aim_of(source or _unknown(record.url), record.at))
    return {link.page.url: link.page for link in found.links if link.page}


def _answer(record: Archived) -> Answer:
    return Answer(record.url, record.status, record.headers, record.body, record.at)


def _unknown(url: str) -> Source:
    return Source(slug="unknown", name="unknown", url=url)
