"""A fetched page on its way into the database: noted as pending, worked on, stored with its outcome."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from crawler.jobs.tools import Tools
from pipelines.pool import Job, outcome_of, submit
from pipelines.records import HTML, ArchiveRef, Article, Page, Rejected, SourceFacts
from pipelines.store.outcomes import Saved, save_outcome
from pipelines.store.pages import save_page

FetchFurther = Callable[[str], Awaitable[Page | None]]
MOST_PARTS = 20
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page with the place of its archived record; `id` is the number of its row where it already has one."""

    page: Page
    ref: ArchiveRef | None
    id: int | None = None
    any_topic: bool = False


async def ingest(
    tools: Tools, arrival: Arrival, facts: SourceFacts, fetch: FetchFurther
) -> tuple[Article | Rejected, Saved]:
    """Takes one page through the pipeline into the database.

    `fetch` gets the further pages of a split article by their addresses. A crash on the way leaves the page pending:
    the next run of its source takes it up from the archive.
    """
    page_id = arrival.id
    if page_id is None:
        page_id = await tools.store_aside(save_page, arrival.page, arrival.ref)
    job = Job(arrival.page, facts, arrival.any_topic)
    outcome = await work(tools, job)
    if isinstance(outcome, Article) and outcome.next_pages:
        further = [await fetch(url) for url in outcome.next_pages[:MOST_PARTS]]
        outcome = await work(tools, replace(job, further=tuple(page for page in further if page)))
    saved = await tools.store_aside(save_outcome, page_id, outcome)
    log.debug("%s: %s", arrival.page.url, outcome.reason if isinstance(outcome, Rejected) else saved.what)
    return outcome, saved


async def is_challenge(tools: Tools, page: Page, facts: SourceFacts) -> bool:
    """Whether a page without links asks its visitor to prove that he is none of us."""
    if page.media_type != HTML:
        return False
    outcome = await work(tools, Job(page, facts, any_topic=True))
    return isinstance(outcome, Rejected) and outcome.reason == "challenge"


async def work(tools: Tools, job: Job) -> Article | Rejected:
    """The outcome of one job, without holding up the reactor."""
    future = submit(tools.pool, job)
    await asyncio.wait([asyncio.wrap_future(future)])
    return outcome_of(job, future)
