"""A worker on the queue: takes jobs, and beside them does at its time what no job may hold up."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from sqlalchemy.exc import SQLAlchemyError

from crawler.config import Settings, settings
from crawler.followed import followed_sources
from crawler.jobs.lock import BusyError, site_lock
from crawler.jobs.queue import enqueue_due, job_engine, prepare, queue_of, rescue
from crawler.monitor.metrics import Tell
from crawler.monitor.status import health_of_all
from crawler.monitor.telling import tell_changes
from pipelines.errors import LapaswireError

BEATS_MISSED = 6  # signs of life that a worker may leave out before its jobs are taken up
SECONDS_TO_STOP, SECONDS_TO_RETURN = 20, 2
BETWEEN_RESCUES, BETWEEN_LOOKS, BETWEEN_DIGESTS, BETWEEN_CLEANINGS = 5, 60, 600, 86_400  # seconds
KEPT_HOURS = 30 * 24
log = logging.getLogger(__name__)


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
        clock = asyncio.create_task(_keep_time(queue, tell))
        try:
            await queue.run_worker_async(
                concurrency=concurrency,
                update_heartbeat_interval=settings().worker_heartbeat,
                stalled_worker_timeout=_stalled_seconds(),
                shutdown_graceful_timeout=SECONDS_TO_STOP,
                install_signal_handlers=False,
                delete_jobs="successful",
                additional_context={"tell": tell},
            )
        finally:
            clock.cancel()
            await asyncio.gather(clock, return_exceptions=True)


async def _keep_time(queue: App, tell: Tell) -> None:
    """The rescue, the look at what is due, and the digest: each worker does them, whatever its jobs do.

    They are no jobs themselves, so that long crawls never keep them waiting; done twice they do no harm.
    """
    await asyncio.gather(
        _every(BETWEEN_RESCUES, lambda: rescue(queue, _stalled_seconds())),
        _every(BETWEEN_LOOKS, lambda: enqueue_due(queue)),
        _every(BETWEEN_DIGESTS, lambda: asyncio.to_thread(_tell_states, tell)),
        _every(BETWEEN_CLEANINGS, lambda: _forget_old(queue)),
    )


async def _every(seconds: float, act: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await act()
        except (LapaswireError, ConnectorException, SQLAlchemyError) as error:
            log.error("%s", error)
        except Exception:
            log.exception("what comes every %g s broke off", seconds)
        await asyncio.sleep(seconds)


async def _forget_old(queue: App) -> None:
    """Jobs that failed stay for a while, to be looked at."""
    await queue.job_manager.delete_old_jobs(KEPT_HOURS, include_failed=True, include_aborted=True)


def _stalled_seconds() -> float:
    return settings().worker_heartbeat * BEATS_MISSED


def _tell_states(tell: Tell) -> None:
    """The states of all sources, whichever worker crawled them: to the metrics, and those that changed in one digest.

    The digest is told by one worker at a time.
    """
    holding, engine = settings(), job_engine()
    health = health_of_all(engine, followed_sources(holding).values(), datetime.now(UTC))
    tell(None, health)
    with suppress(BusyError), site_lock(engine, holding.data_dir, "the digest of all sources"):
        tell_changes(engine, holding.alerts, health)
