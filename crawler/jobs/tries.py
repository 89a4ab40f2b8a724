"""A crawl that ends its process is seen by its run that never ended; after ATTEMPTS such runs its source is given up.

Until then, and afterwards too, such a source is crawled in a process of its own, so that it ends no other crawl.
"""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from crawler.jobs.apart import crawl_apart
from crawler.jobs.lock import site_lock
from crawler.jobs.tools import Tools
from crawler.jobs.visit import note_given_up
from crawler.monitor.records import CRAWL, GIVEN_UP, RunRecord
from crawler.sources import Source
from pipelines.store.runs import RUNNING, latest_runs

ATTEMPTS = 3


def ends_its_process(session: Session, slug: str) -> bool:
    """Whether the newest crawl of a source never ended (or goes on elsewhere), or the source was given up."""
    newest = latest_runs(session, slug, 1, CRAWL)
    return bool(newest) and (newest[0].state == RUNNING or GIVEN_UP in newest[0].counts.get("failed", {}))


def broken_runs(session: Session, slug: str) -> int:
    """How many of the newest crawls of a source in a row never ended, at most ATTEMPTS."""
    newest = latest_runs(session, slug, ATTEMPTS, CRAWL)
    return next((number for number, run in enumerate(newest) if run.state != RUNNING), len(newest))


async def try_apart(tools: Tools, source: Source, since: date | None = None, limit: int | None = None) -> RunRecord:
    """One more crawl, in a process of its own, or none where the source used up its tries.

    Raises BusyError or BusyJobError where another process is at it, JobFailedError where the crawl ended badly.
    """
    with site_lock(tools.engine, tools.settings.data_dir, source.slug):  # what still runs elsewhere never broke off
        if await tools.store_aside(broken_runs, source.slug) >= ATTEMPTS:
            return await tools.store_aside(note_given_up, source, ATTEMPTS, datetime.now(UTC))
    return await crawl_apart(source.slug, since, limit)
