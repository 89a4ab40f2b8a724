"""The job queue on PostgreSQL, for more than one machine: jobs, their locks, and the rescue of those left behind.

Each job runs the ordinary command in a process of its own: what a crawl breaks, breaks in there.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from procrastinate import App, Blueprint, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.retry import RetryStrategy
from sqlalchemy import Engine, make_url

from crawler.config import Settings, settings
from crawler.followed import followed_sources
from crawler.jobs.apart import BusyJobError, JobFailedError, record_in, run_apart
from crawler.jobs.crawl import due_sources
from crawler.jobs.lock import crawled_now
from crawler.jobs.tries import ATTEMPTS
from crawler.jobs.visit import note_given_up
from crawler.monitor.health import Health
from crawler.monitor.metrics import Tell
from crawler.monitor.records import RunRecord
from crawler.monitor.status import status_of
from pipelines.errors import LapaswireError
from pipelines.store.engine import open_engine, reading, write

NAMESPACE = "lapaswire"
JOBS = ("crawl", "import", "reprocess", "export")
RETRY = RetryStrategy(max_attempts=ATTEMPTS - 1, exponential_wait=8)
log = logging.getLogger(__name__)


def queue_of(settings: Settings) -> App:
    """The queue in the database of the settings. Raises LapaswireError where that is no PostgreSQL."""
    address = make_url(settings.database)
    if address.get_backend_name() != "postgresql":
        raise LapaswireError("the queue needs PostgreSQL: set LAPASWIRE_DATABASE_URL; on one machine use `schedule`")
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    queue = App(connector=PsycopgConnector(conninfo=plain))
    queue.add_tasks_from(_tasks(), namespace=NAMESPACE)
    return queue


def _tasks() -> Blueprint:
    """What the queue can do; made anew for each queue, since a queue gives its tasks their names."""
    tasks = Blueprint()
    tasks.task(name="crawl", queue="crawl", retry=RETRY, pass_context=True)(crawl_job)
    tasks.task(name="reprocess", queue="bulk", retry=RETRY)(reprocess_job)
    tasks.task(name="import", queue="bulk", retry=RETRY)(import_job)
    tasks.task(name="export", queue="bulk", retry=RETRY)(export_job)
    return tasks


async def prepare(queue: App) -> None:
    """Makes the tables of the queue where they are missing."""
    if not await queue.check_connection_async():
        await queue.schema_manager.apply_schema_async()


async def crawl_job(context: Any, slug: str) -> None:
    """Crawls one source; where another process is at it now the job is done, and comes again if that one fails."""
    try:
        record = record_in(await run_apart("crawl", slug, "--json"))
    except BusyJobError as error:
        log.info("%s", error)
        return
    except JobFailedError:
        if context.job.attempts + 1 >= ATTEMPTS:
            await asyncio.to_thread(_give_up, slug)
        raise
    tell: Tell = context.additional_context["tell"]
    tell(record, await asyncio.to_thread(_health_of, record))


async def reprocess_job(file: str) -> None:
    """Runs the pipeline over one file of the archive again."""
    await run_apart("reprocess", "--file", file, "--json")


async def import_job(file: str) -> None:
    """Imports one file."""
    await run_apart("import", file, "--json")


async def export_job(form: str, out: str) -> None:
    """Exports everything."""
    await run_apart("export", form, out)


async def put(queue: App, job: str, arguments: Sequence[str]) -> int:
    """Puts jobs of one sort into the queue; gives how many. Raises LapaswireError where they cannot be done."""
    if job not in JOBS:
        raise LapaswireError(f"{job}: no such job; there are {', '.join(JOBS)}")
    if job == "export" and len(arguments) != 2:
        raise LapaswireError("export: give the format and the file, such as `export jsonl releases.jsonl`")
    async with queue.open_async():
        await prepare(queue)
        if job == "crawl":
            return await enqueue(queue, arguments)
        if job == "export":
            form, out = arguments
            named = [{"form": form, "out": out}]
        else:
            named = [{"file": file} for file in arguments]
        for each in named:
            await queue.configure_task(f"{NAMESPACE}:{job}").defer_async(**each)
        return len(named)


async def enqueue(queue: App, slugs: Sequence[str]) -> int:
    """Puts crawls into the queue, at most one waiting for each source; gives how many were put in."""
    count = 0
    for slug in slugs:
        try:
            await queue.configure_task(f"{NAMESPACE}:crawl", lock=slug, queueing_lock=slug).defer_async(slug=slug)
            count += 1
        except AlreadyEnqueued:
            continue
    return count


async def rescue(queue: App, seconds: float) -> int:
    """Takes up the jobs of workers that gave no sign of life for so many seconds; gives how many."""
    stalled = list(await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=seconds))
    for job in stalled:
        await _rescue_one(queue, job)
    return len(stalled)


async def _rescue_one(queue: App, job: Job) -> None:
    """A job past its attempts is given up; so is one whose successor waits already: both may not hold one lock."""
    if job.attempts + 1 >= ATTEMPTS:
        log.error("job %s %s: given up after %d tries", job.task_name, job.task_kwargs, ATTEMPTS)
        await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        if job.task_name == f"{NAMESPACE}:crawl":
            await asyncio.to_thread(_give_up, str(job.task_kwargs["slug"]))
        return
    try:
        await queue.job_manager.retry_job(job, retry_at=datetime.now(UTC))
        log.warning("job %s %s: its worker is gone, done again", job.task_name, job.task_kwargs)
    except ConnectorException:
        if await queue.job_manager.get_job_status_async(job.id or 0) != Status.DOING:
            return  # another worker was quicker
        await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        log.warning("job %s %s: its worker is gone, its successor waits", job.task_name, job.task_kwargs)


async def enqueue_due(queue: App) -> int:
    """Puts a crawl into the queue for each source whose time has come and that nobody crawls now; gives how many.

    A job that begins or ends while the sources are read is seen before or after it.
    """
    busy = await _at_work(queue)
    due = await asyncio.to_thread(_due)
    busy |= await _at_work(queue)
    return await enqueue(queue, [slug for slug in due if slug not in busy])


async def _at_work(queue: App) -> set[str]:
    """The sources whose crawl waits in the queue, or was taken by a worker."""
    task = f"{NAMESPACE}:crawl"
    found = [
        await queue.job_manager.list_jobs_async(task=task, status=each.value) for each in (Status.TODO, Status.DOING)
    ]
    return {str(job.task_kwargs["slug"]) for jobs in found for job in jobs}


def _due() -> list[str]:
    sources = list(followed_sources(settings()).values())
    due = [source.slug for source in due_sources(job_engine(), sources, datetime.now(UTC))]
    busy = crawled_now(job_engine(), due)
    return [slug for slug in due if slug not in busy]


def _give_up(slug: str) -> None:
    """Notes a source whose crawl ended its process or its worker each time; it is tried again as a failing one is."""
    source = followed_sources(settings()).get(slug)
    if source:
        write(job_engine(), lambda session: note_given_up(session, source, ATTEMPTS, datetime.now(UTC)))


def _health_of(record: RunRecord) -> Mapping[str, Health]:
    with reading(job_engine()) as session:
        return {record.slug: status_of(session, record.slug, datetime.now(UTC)).health}


@cache
def job_engine() -> Engine:
    """The database that the jobs of this process share."""
    return open_engine(settings().database)
