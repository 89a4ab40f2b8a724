"""The job queue on PostgreSQL, for more than one machine: jobs, their locks, and the rescue of those left behind.

Each job runs the ordinary command in a process of its own: what a crawl breaks, breaks in there.
"""

import asyncio
import json
import logging
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from procrastinate import App, Blueprint, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.retry import RetryStrategy
from sqlalchemy import Engine, make_url

from crawler.config import Settings, settings
from crawler.followed import followed_sources
from crawler.jobs.crawl import due_sources
from crawler.jobs.visit import note_given_up
from crawler.monitor.health import Health
from crawler.monitor.metrics import Tell
from crawler.monitor.records import RunRecord, record_of
from crawler.monitor.status import status_of
from crawler.monitor.telling import tell_changes_of
from pipelines.errors import LapaswireError
from pipelines.store.engine import open_engine, reading, write

BUSY, DONE = 75, (0, 1)
NAMESPACE = "lapaswire"
ATTEMPTS = 3
JOBS = ("crawl", "import", "reprocess", "export")
BEATS_MISSED = 6  # signs of life that a worker may leave out before its jobs are taken up
SECONDS_TO_STOP, SECONDS_TO_RETURN = 20, 2
COMMAND = Path(sys.executable).parent / "lapaswire"
RETRY = RetryStrategy(max_attempts=ATTEMPTS - 1, exponential_wait=8)
log = logging.getLogger(__name__)


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
    queue.add_tasks_from(_tasks(), namespace=NAMESPACE)
    return queue


def _tasks() -> Blueprint:
    """What the queue can do; made anew for each queue, since a queue gives its tasks their names."""
    tasks = Blueprint()
    tasks.task(name="crawl", queue="crawl", retry=RETRY, pass_context=True)(crawl_job)
    tasks.task(name="reprocess", queue="bulk", retry=RETRY)(reprocess_job)
    tasks.task(name="import", queue="bulk", retry=RETRY)(import_job)
    tasks.task(name="export", queue="bulk", retry=RETRY)(export_job)
    for name, cron, job in (
        ("enqueue due sources", "* * * * *", enqueue_due),
        ("rescue stalled jobs", "* * * * * */5", rescue_stalled),
        ("tell changes", "*/10 * * * *", tell_of_changes),
    ):
        task = tasks.task(name=name, queue="clock", queueing_lock=name, pass_context=True)(job)
        tasks.periodic(cron=cron)(task)
    return tasks


async def prepare(queue: App) -> None:
    """Makes the tables of the queue where they are missing."""
    if not await queue.check_connection_async():
        await queue.schema_manager.apply_schema_async()


async def crawl_job(context: Any, slug: str) -> None:
    """Crawls one source; where another process is at it now the job is done, and comes again if that one fails."""
    try:
        told = await _command("crawl", slug, "--json")
    except BusyJobError as error:
        log.info("%s", error)
        return
    except JobFailedError:
        if context.job.attempts + 1 >= ATTEMPTS:
            await asyncio.to_thread(_give_up, slug)
        raise
    tell: Tell = context.additional_context["tell"]
    tell(*await asyncio.to_thread(_told_by, told))


async def reprocess_job(file: str) -> None:
    """Runs the pipeline over one file of the archive again."""
    await _command("reprocess", "--file", file, "--json")


async def import_job(file: str) -> None:
    """Imports one file."""
    await _command("import", file, "--json")


async def export_job(form: str, out: str) -> None:
    """Exports everything."""
    await _command("export", form, out)


async def enqueue_due(context: Any, timestamp: int) -> None:
    """Every minute: a job for each source whose time has come."""
    await enqueue(context.app, [source.slug for source in await asyncio.to_thread(_due)])


async def rescue_stalled(context: Any, timestamp: int) -> None:
    """Every five seconds: jobs whose worker died are done again, or given up after ATTEMPTS."""
    await rescue(context.app, _stalled_seconds())


async def tell_of_changes(context: Any, timestamp: int) -> None:
    """Every ten minutes: one digest of the sources whose state changed, whichever worker crawled them."""
    await asyncio.to_thread(_tell_changes)


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
        await queue.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        log.warning("job %s %s: its worker is gone, its successor waits", job.task_name, job.task_kwargs)


async def work(holding: Settings, concurrency: int, tell: Tell) -> None:
    """Takes jobs until a signal ends it, also after the database was away; `tell` hears of each finished crawl."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    ending = asyncio.create_task(stopped.wait())
    queue = queue_of(holding)
    while not stopped.is_set():
        working = asyncio.create_task(_work_while_connected(queue, concurrency, tell))
        await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel() if stopped.is_set() else log.error("the database is away; the worker goes on when it is back")
        with suppress(asyncio.CancelledError, ConnectorException):
            await working
        await asyncio.wait({ending}, timeout=SECONDS_TO_RETURN)


async def _work_while_connected(queue: App, concurrency: int, tell: Tell) -> None:
    """Takes jobs until it is cancelled, or until the database does not answer any more."""
    async with queue.open_async():
        await prepare(queue)
        await queue.run_worker_async(
            concurrency=concurrency,
            update_heartbeat_interval=settings().worker_heartbeat,
            stalled_worker_timeout=_stalled_seconds(),
            shutdown_graceful_timeout=SECONDS_TO_STOP,
            install_signal_handlers=False,
            delete_jobs="successful",
            additional_context={"tell": tell},
        )


def _stalled_seconds() -> float:
    return settings().worker_heartbeat * BEATS_MISSED


def _give_up(slug: str) -> None:
    """Notes a source whose crawl ended its process or its worker each time; it is tried again as a failing one is."""
    source = followed_sources(settings()).get(slug)
    if source:
        write(_engine(), lambda session: note_given_up(session, source, ATTEMPTS, datetime.now(UTC)))


def _tell_changes() -> None:
    holding = settings()
    tell_changes_of(_engine(), holding.alerts, followed_sources(holding).values(), datetime.now(UTC))


@cache
def _engine() -> Engine:
    return open_engine(settings().database)


def _told_by(printed: bytes) -> tuple[RunRecord, Mapping[str, Health]]:
    """The record of a crawl that printed it as JSON, and the health of its source."""
    (counts,) = json.loads(printed)["sources"]
    slug, seconds = counts.pop("source"), timedelta(seconds=counts.pop("seconds"))
    started = datetime.fromisoformat(counts.pop("started_at"))
    run = record_of(slug, started, started + seconds, counts)
    with reading(_engine()) as session:
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
