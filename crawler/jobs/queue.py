"""The job queue on PostgreSQL, for more than one machine: jobs, their locks, and the rescue of those left behind.

Each job runs the ordinary command in a process of its own: what a crawl breaks, breaks in there.
"""

import asyncio
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from procrastinate import App, Blueprint, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.retry import RetryStrategy
from sqlalchemy import make_url

from crawler.config import Settings, settings
from crawler.followed import followed_sources
from crawler.jobs.crawl import due_sources
from crawler.monitor.health import Health
from crawler.monitor.metrics import Tell
from crawler.monitor.records import RunRecord, record_of
from crawler.monitor.status import status_of
from pipelines.errors import LapaswireError
from pipelines.store.engine import open_engine, reading

BUSY, DONE = 75, (0, 1)
NAMESPACE = "lapaswire"
ATTEMPTS = 3
JOBS = ("crawl", "import", "reprocess", "export")
HEARTBEAT_SECONDS, STALLED_SECONDS = 5, 30
COMMAND = Path(sys.executable).parent / "lapaswire"
RETRY = RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=8)
log = logging.getLogger(__name__)

jobs = Blueprint()


class JobFailedError(Exception):
    """The command of a job ended badly; the message holds what it said last."""


class BusyJobError(JobFailedError):
    """Another process works on the same site now."""


def queue_of(settings: Settings) -> App:
    """The queue in the database of the settings. Raises LapaswireError where that is no PostgreSQL."""
    address = make_url(settings.database)
    if address.get_backend_name() != "postgresql":
        raise LapaswireError("the queue needs PostgreSQL: set LAPASWIRE_DATABASE_URL; on one machine use `schedule`")
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    queue = App(connector=PsycopgConnector(conninfo=plain))
    queue.add_tasks_from(jobs, namespace=NAMESPACE)
    return queue


async def prepare(queue: App) -> None:
    """Makes the tables of the queue where they are missing."""
    if not await queue.check_connection_async():
        await queue.schema_manager.apply_schema_async()


@jobs.task(name="crawl", queue="crawl", retry=RETRY, pass_context=True)
async def crawl_job(context: Any, slug: str) -> None:
    """Crawls one source."""
    told = await _command("crawl", slug, "--json")
    tell: Tell = context.additional_context["tell"]
    tell(*await asyncio.to_thread(_told_by, told))


@jobs.task(name="reprocess", queue="bulk", retry=RETRY)
async def reprocess_job(file: str) -> None:
    """Runs the pipeline over one file of the archive again."""
    await _command("reprocess", "--file", file, "--json")


@jobs.task(name="import", queue="bulk", retry=RETRY)
async def import_job(file: str) -> None:
    """Imports one file."""
    await _command("import", file, "--json")


@jobs.task(name="export", queue="bulk", retry=RETRY)
async def export_job(form: str, out: str) -> None:
    """Exports everything."""
    await _command("export", form, out)


@jobs.periodic(cron="* * * * *")
@jobs.task(name="enqueue due sources", queue="clock", queueing_lock="enqueue due sources", pass_context=True)
async def enqueue_due(context: Any, timestamp: int) -> None:
    """Every minute: a job for each source whose time has come."""
    await enqueue(context.app, [source.slug for source in await asyncio.to_thread(_due)])


@jobs.periodic(cron="* * * * * */20")
@jobs.task(name="rescue stalled jobs", queue="clock", queueing_lock="rescue stalled jobs", pass_context=True)
async def rescue_stalled(context: Any, timestamp: int) -> None:
    """Three times a minute: jobs whose worker died are done again, or given up after ATTEMPTS."""
    await rescue(context.app)


async def put(queue: App, job: str, arguments: Sequence[str]) -> int:
    """Puts jobs of one sort into the queue; gives how many. Raises LapaswireError for an unknown sort."""
    if job not in JOBS:
        raise LapaswireError(f"{job}: no such job; there are {', '.join(JOBS)}")
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


async def rescue(queue: App) -> int:
    """Takes up the jobs of workers that are gone; gives how many."""
    stalled = list(await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS))
    for job in stalled:
        await _rescue_one(queue, job)
    return len(stalled)


async def _rescue_one(queue: App, job: Job) -> None:
    """A job past its attempts is given up; so is one whose successor waits already: both may not hold one lock."""
    if job.attempts + 1 >= ATTEMPTS:
        log.error("job %s %s: given up after %d tries", job.task_name, job.task_kwargs, ATTEMPTS)
        await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await queue.job_manager.retry_job(job, retry_at=datetime.now(UTC) + timedelta(seconds=5))
        log.warning("job %s %s: its worker is gone, done again", job.task_name, job.task_kwargs)
    except ConnectorException:
        await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        log.warning("job %s %s: its worker is gone, its successor waits", job.task_name, job.task_kwargs)


async def work(queue: App, concurrency: int, tell: Tell) -> None:
    """Takes jobs until a signal ends it; `tell` hears of each finished crawl."""
    async with queue.open_async():
        await prepare(queue)
        await queue.run_worker_async(
            concurrency=concurrency,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
            additional_context={"tell": tell},
        )


def _told_by(printed: bytes) -> tuple[RunRecord, Mapping[str, Health]]:
    """The record of a crawl that printed it as JSON, and the health of its source."""
    (counts,) = json.loads(printed)["sources"]
    slug, started, seconds = (
        counts.pop("source"),
        datetime.fromisoformat(counts.pop("started_at")),
        counts.pop("seconds"),
    )
    run = record_of(slug, started, started + timedelta(seconds=seconds), counts)
    with reading(open_engine(settings().database)) as session:
        return run, {slug: status_of(session, slug, datetime.now(UTC)).health}


def _due() -> list[Any]:
    holding = settings()
    return due_sources(holding, list(followed_sources(holding).values()), datetime.now(UTC))


async def _command(*arguments: str) -> bytes:
    """What the command prints; a busy one is tried again later. Raises JobFailedError."""
    running = await asyncio.create_subprocess_exec(
        str(COMMAND), *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        printed, told = await running.communicate()
    except asyncio.CancelledError:
        running.terminate()
        await running.wait()
        raise
    if running.returncode == BUSY:
        raise BusyJobError(f"{' '.join(arguments)}: busy")
    if running.returncode not in DONE:
        raise JobFailedError(f"{' '.join(arguments)}: exit code {running.returncode}\n{told.decode()[-2000:]}")
    return printed
