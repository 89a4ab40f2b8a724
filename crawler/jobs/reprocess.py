"""The pipeline over the archive again, after rules improved; doing it twice changes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from crawler.archive import ArchiveError, archive_of
from crawler.config import Settings
from crawler.jobs.bulk import BulkRecord, store_all
from crawler.jobs.ingest import Arrival
from crawler.jobs.stored import archived_page, arrivals_of
from crawler.jobs.tools import open_database
from crawler.sources import Source
from pipelines.records import Page
from pipelines.store.engine import reading
from pipelines.store.fetches import last_fetch
from pipelines.store.pages import StoredPage, stored_pages


def reprocess(
    settings: Settings, sources: Mapping[str, Source], since: datetime | None = None, file: str | None = None
) -> Iterator[BulkRecord]:
    """Works on every archived page fetched at `since` or later, or on those in one `file` of the archive.

    Gives its growing record after each page.
    """
    record, engine, archive = BulkRecord(), open_database(settings), archive_of(settings)

    def arrivals() -> Iterator[Arrival]:
        with reading(engine) as session:
            stored_then = stored_pages(session, since)
            chosen = (page for page in stored_then if file is None or (page.ref and page.ref.file == file))
            for stored, arrival in arrivals_of(_archived(chosen, record), archive, sources):
                if isinstance(arrival, ArchiveError):
                    record.faults.append(f"{stored.url}: {arrival}")
                else:
                    yield arrival

    def find_page(url: str) -> Page | None:
        """The further page of a split article, as the archive holds it."""
        with reading(engine) as session:
            fetch = last_fetch(session, url)
        return archived_page(archive, fetch) if fetch and fetch.ref else None

    for outcome, saved in store_all(settings, arrivals(), sources, find_page):
        record.note(outcome, saved)
        yield record
    yield record


def _archived(pages: Iterable[StoredPage], record: BulkRecord) -> Iterator[StoredPage]:
    """The pages with an archived record; the others wanted none, or were taken down, and are counted."""
    for page in pages:
        if page.ref:
            yield page
        else:
            record.outcomes["unarchived"] += 1
