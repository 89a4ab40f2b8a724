"""A fetched page on its way into the database: noted as pending, worked on, stored with its outcome."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from crawler.jobs.tools import Tools
from pipelines.errors import LapaswireError
from pipelines.pool import Job, outcome_of, submit
from pipelines.records import HTML, ArchiveRef, Article, Page, Rejected, SourceFacts
from pipelines.store.outcomes import Saved, save_outcome
from pipelines.store.pages import save_page

FetchFurther = Callable[[str], Awaitable[Page | None]]
"""Gets a further page of a split article; None where there is none. Raises MissingPartError where it is worth waiting
for."""
MOST_PARTS = 20
log = logging.getLogger(__name__)


class MissingPartError(LapaswireError):
    """A further page of a split article cannot be had for the time being; the message is the word for the failure."""


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

    `fetch` gets the further pages of a split article by their addresses. A crash on the way, or a MissingPartError,
    leaves the page pending: the next run of its source takes it up from the archive.
    """
    page_id = arrival.id
    if page_id is None:
        page_id = await tools.store_aside(save_page, arrival.page, arrival.ref)
    job = Job(arrival.page, facts, arrival.any_topic)
    outcome = await work(tools, job)
    if isinstance(outcome, Article) and outcome.next_pages:
        outcome = await work(tools, replace(job, further=await _further(outcome, fetch)))
    saved = await tools.store_aside(save_outcome, page_id, outcome)
    log.debug("%s: %s", arrival.page.url, outcome.reason if isinstance(outcome, Rejected) else saved.what)
    return outcome, saved


async def _further(article: Article, fetch: FetchFurther) -> tuple[Page, ...]:
    """The further pages in order, up to the first that is not there: a text must have no hole."""
    pages: list[Page] = []
    for url in article.next_pages[:MOST_PARTS]:
        page = await fetch(url)
        if page is None:
            break
        pages.append(page)
    return tuple(pages)


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
