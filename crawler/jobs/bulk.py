"""Many pages that need no network, on all cores: imports, and the archive gone through again."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from crawler.config import Settings
from crawler.jobs.ingest import MOST_PARTS, Arrival
from crawler.jobs.tools import open_database
from crawler.sources import Source, facts_of
from pipelines.pool import Job, outcome_of, submit, work_through, worker_pool
from pipelines.records import UNKNOWN_SOURCE, Article, Page, Rejected, SourceFacts
from pipelines.store.engine import write
from pipelines.store.outcomes import Saved, save_outcome
from pipelines.store.pages import save_page
from pipelines.urls import same_site

FindPage = Callable[[str], Page | None]


@dataclass(slots=True)
class BulkRecord:
    """What became of the pages: stored outcomes by kind, rejections by reason, and faults with their places."""

    outcomes: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """All pages worked on."""
        return self.outcomes.total()

    def note(self, outcome: Article | Rejected, saved: Saved) -> None:
        """Counts one page."""
        self.outcomes[saved.what] += 1
        if isinstance(outcome, Rejected):
            self.rejected[outcome.reason] += 1


def store_all(
    settings: Settings, arrivals: Iterable[Arrival], sources: Mapping[str, Source], find_page: FindPage
) -> Iterator[tuple[Article | Rejected, Saved]]:
    """Takes pages through the pipeline into the database, in order; gives each outcome as it is stored.

    `find_page` gets the further pages of a split article by address, where they are at hand.
    """
    engine = open_database(settings)

    def jobs() -> Iterator[tuple[int, Job]]:
        for arrival in arrivals:
            number = arrival.id
            if number is None:
                number = write(engine, lambda session, new=arrival: save_page(session, new.page, new.ref))  # type: ignore[misc]
            yield number, Job(arrival.page, _facts(arrival.page, sources, settings), arrival.any_topic)

    with worker_pool(settings.processes) as pool:
        for (number, job), outcome in work_through(pool, (((number, job), job) for number, job in jobs())):
            whole = outcome
            if isinstance(outcome, Article) and outcome.next_pages:
                further = tuple(filter(None, map(find_page, outcome.next_pages[:MOST_PARTS])))
                joined = replace(job, further=further)
                whole = outcome_of(joined, submit(pool, joined)) if further else outcome
            yield whole, write(engine, lambda session, n=number, o=whole: save_outcome(session, n, o))  # type: ignore[misc]


def _facts(page: Page, sources: Mapping[str, Source], settings: Settings) -> SourceFacts:
    """What is known of the page's site: by its slug, else by its address."""
    source = sources.get(page.source or "") or next(
        (source for source in sources.values() if same_site(page.url, source.url)), None
    )
    if source is None:
        return replace(UNKNOWN_SOURCE, keep_detainees=settings.keep_detainees)
    return facts_of(source, keep_detainees=settings.keep_detainees)
