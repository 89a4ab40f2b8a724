"""Many pages that need no network, on all cores: imports, and the archive gone through again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import takewhile

from pebble import ProcessPool
from sqlalchemy.orm import Session

from crawler.archive import ArchiveWriter, archive_of, check_access, open_archive, release
from crawler.config import Settings
from crawler.jobs.erasing import erase_in_passing
from crawler.jobs.ingest import MOST_PARTS, Arrival
from crawler.jobs.tools import open_database
from crawler.sources import Source, facts_of
from pipelines.pool import Job, outcome_of, submit, work_through, worker_pool
from pipelines.records import UNKNOWN_SOURCE, Article, Page, Rejected, SourceFacts
from pipelines.store.engine import write
from pipelines.store.outcomes import Saved, save_outcome
from pipelines.store.pages import is_archived, save_page
from pipelines.urls import same_site

FindPage = Callable[[str], Page | None]


@dataclass(slots=True)
class BulkRecord:
    """What became of the pages: stored outcomes by kind, rejections by reason, and faults with their places.

    `start` is the byte of the file from which the work went on.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    start: int = 0

    @property
    def pages(self) -> int:
        """All pages worked on."""
        return self.outcomes.total()

    def pass_over(self, reason: str) -> None:
        """Counts a page that was turned away before any work on it."""
        self.outcomes["rejected"] += 1
        self.rejected[reason] += 1

    def note(self, outcome: Article | Rejected, saved: Saved) -> None:
        """Counts one page."""
        self.outcomes[saved.what] += 1
        if saved.reason:
            self.rejected[saved.reason] += 1


def store_all(
    settings: Settings, arrivals: Iterable[Arrival], sources: Mapping[str, Source], find_page: FindPage
) -> Iterator[tuple[Article | Rejected, Saved]]:
    """Takes pages through the pipeline into the database, in order; gives each outcome as it is stored.

    A page that lies in no archive is archived first. `find_page` gets the further pages of a split article by address,
    where they are at hand.
    """
    check_access(archive_of(settings))
    engine = open_database(settings)
    with worker_pool(settings.bulk_processes) as pool, _archive(settings) as archive:

        def jobs() -> Iterator[tuple[tuple[int, Job], Job]]:
            for arrival in arrivals:
                job = Job(arrival.page, _facts(arrival.page, sources, settings), arrival.any_topic)
                yield (write(engine, _keep(arrival, archive)), job), job

        for (number, job), outcome in work_through(pool, jobs()):
            whole = _with_its_parts(pool, job, outcome, find_page)
            yield whole, write(engine, _save(number, whole))
    erase_in_passing(engine, settings)


def _keep(arrival: Arrival, archive: ArchiveWriter) -> Callable[[Session], int]:
    """What gives an arrival its row, and its archived record where it has none."""

    def keep(session: Session) -> int:
        if arrival.id is not None:
            return arrival.id
        page, ref = arrival.page, arrival.ref
        if ref is None and not is_archived(session, page):
            ref = archive.write_page(page)
        return save_page(session, page, ref)

    return keep


def _save(number: int, outcome: Article | Rejected) -> Callable[[Session], Saved]:
    return lambda session: save_outcome(session, number, outcome)


def _with_its_parts(
    pool: ProcessPool, job: Job, outcome: Article | Rejected, find_page: FindPage
) -> Article | Rejected:
    """The outcome of the whole article, as far as its further pages are at hand without a gap."""
    if not isinstance(outcome, Article) or not outcome.next_pages:
        return outcome
    found = map(find_page, outcome.next_pages[:MOST_PARTS])
    further = tuple(page for page in takewhile(bool, found) if page)
    joined = replace(job, further=further)
    return outcome_of(joined, submit(pool, joined)) if further else outcome


@contextmanager
def _archive(settings: Settings) -> Iterator[ArchiveWriter]:
    archive = archive_of(settings)
    writer = open_archive(archive, settings.archive_file_size, settings.contact, settings.archive_file_seconds)
    try:
        yield writer
    finally:
        release(archive).result()


def _facts(page: Page, sources: Mapping[str, Source], settings: Settings) -> SourceFacts:
    """What is known of the page's site: by its slug, else by its address."""
    source = sources.get(page.source or "") or next(
        (source for source in sources.values() if same_site(page.url, source.url)), None
    )
    if source is None:
        return replace(UNKNOWN_SOURCE, keep_detainees=settings.keep_detainees)
    return facts_of(source, keep_detainees=settings.keep_detainees)
