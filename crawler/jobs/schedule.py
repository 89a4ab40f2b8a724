"""The local scheduler: runs what is due, several sites at once, until a signal stops it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crawler.jobs.apart import BusyJobError
from crawler.jobs.crawl import due_at
from crawler.jobs.lock import BusyError
from crawler.jobs.run import crawl_source
from crawler.jobs.tools import Tools
from crawler.jobs.tries import ends_its_process, try_apart
from crawler.monitor.health import Health
from crawler.monitor.metrics import Tell
from crawler.monitor.records import RunRecord
from crawler.monitor.status import health_of_all, status_of
from crawler.monitor.telling import tell_changes
from crawler.sources import Source, SourceError
from pipelines.errors import LapaswireError
from pipelines.store.sources import save_source_state, source_state, source_states

SECONDS_BETWEEN_LOOKS = 15.0
BETWEEN_TRIES = timedelta(minutes=1)
LONGEST_UNTOLD = timedelta(minutes=10)
BETWEEN_LOOKS_AT_ALL = timedelta(hours=3)
log = logging.getLogger(__name__)
Sources = Mapping[str, Source]


@dataclass(slots=True)
class Schedule:
    """What the scheduler holds in its hands: running crawls, and the states that it has not told of yet.

    `apart` is the source that was crawled last in a process of its own: one at a time.
    """

    tools: Tools
    load: Callable[[], Sources]
    tell: Tell
    sources: Sources = field(default_factory=dict)
    running: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    apart: str = ""
    untold: dict[str, Health] = field(default_factory=dict)
    untold_since: datetime | None = None
    looked_at_all: datetime = field(default_factory=lambda: datetime.now(UTC))


async def keep_crawling(process: AsyncCrawlerProcess, schedule: Schedule) -> None:
    """Starts due sources for ever; survives every error of a crawl, of a source file, and of the database."""
    try:
        while True:
            try:
                await start_due(process, schedule)
                await tell_of_ended(schedule)
            except (LapaswireError, SQLAlchemyError) as error:
                log.error("%s", error)
            except Exception:
                log.exception("the look at what is due broke off")
            await _wait(schedule)
    finally:
        await _stop_running(schedule)


async def start_due(process: AsyncCrawlerProcess, schedule: Schedule) -> None:
    """One look: starts the sources whose time has come, as far as there are places."""
    schedule.running = {slug: task for slug, task in schedule.running.items() if not task.done()}
    _reload(schedule)
    for source in await _due(schedule):
        if len(schedule.running) >= schedule.tools.settings.concurrent_sources:
            break
        is_risky = await schedule.tools.store_aside(ends_its_process, source.slug)
        if is_risky and schedule.apart in schedule.running:
            continue
        schedule.apart = source.slug if is_risky else schedule.apart
        crawl = _tried_apart(schedule, source) if is_risky else _crawl(process, schedule, source)
        schedule.running[source.slug] = asyncio.create_task(crawl)


async def tell_of_ended(schedule: Schedule) -> None:
    """One digest about the crawls that ended, when none runs any more or the oldest has waited long enough."""
    await _look_at_all(schedule)
    since, now = schedule.untold_since, datetime.now(UTC)
    if since and (not schedule.running or now - since > LONGEST_UNTOLD):
        health, schedule.untold, schedule.untold_since = schedule.untold, {}, None
        tools = schedule.tools
        await asyncio.to_thread(tell_changes, tools.engine, tools.settings.alerts, health)


async def _look_at_all(schedule: Schedule) -> None:
    """Now and then the states of all sources: a site falls silent between two visits."""
    now = datetime.now(UTC)
    if now - schedule.looked_at_all > BETWEEN_LOOKS_AT_ALL:
        schedule.looked_at_all = now
        engine, sources = schedule.tools.engine, list(schedule.sources.values())
        health = await asyncio.to_thread(health_of_all, engine, sources, now)
        schedule.untold |= {slug: each for slug, each in health.items() if slug not in schedule.running}
        schedule.untold_since = schedule.untold_since or now
        schedule.tell(None, health)


async def _stop_running(schedule: Schedule) -> None:
    """Ends what still runs, and waits for it: a crawl that was told to stop closes its run."""
    for task in schedule.running.values():
        task.cancel()
    await asyncio.gather(*schedule.running.values(), return_exceptions=True)


async def _wait(schedule: Schedule) -> None:
    """Until a crawl ends, but no longer than SECONDS_BETWEEN_LOOKS."""
    pause = asyncio.create_task(asyncio.sleep(SECONDS_BETWEEN_LOOKS))
    await asyncio.wait({pause, *schedule.running.values()}, return_when=asyncio.FIRST_COMPLETED)
    pause.cancel()


def _reload(schedule: Schedule) -> None:
    """Takes up changed source files; faulty ones are told, and the former ones hold."""
    try:
        schedule.sources = schedule.load()
    except SourceError as error:
        log.error("source files are wrong, the former ones hold:\n%s", error)


async def _due(schedule: Schedule) -> list[Source]:
    """The sources whose time has come and that do not run, the longest overdue first."""
    states = await schedule.tools.store_aside(lambda session: {each.slug: each for each in source_states(session)})
    now = datetime.now(UTC)
    due = {slug: due_at(states.get(slug), now) for slug in schedule.sources}
    waiting = [slug for slug, at in due.items() if at <= now and slug not in schedule.running]
    return [schedule.sources[slug] for slug in sorted(waiting, key=due.__getitem__)]


async def _crawl(process: AsyncCrawlerProcess, schedule: Schedule, source: Source) -> None:
    """One crawl with all that follows from it; whatever breaks is told in the log, and the source tried later."""
    try:
        await _note(schedule, await crawl_source(process, schedule.tools, source, None, None, lambda record: None))
    except BusyError as error:
        log.info("%s", error)
        await _put_off(schedule, source, source.cadence)
    except Exception:
        log.exception("%s: the crawl broke off", source.slug)
        await _put_off(schedule, source, source.cadence)


async def _tried_apart(schedule: Schedule, source: Source) -> None:
    """The same in a process of its own, for a source whose last crawl ended its process."""
    try:
        await _note(schedule, await try_apart(schedule.tools, source))
    except (BusyError, BusyJobError) as error:
        log.info("%s", error)
        await _put_off(schedule, source, source.cadence)
    except (LapaswireError, SQLAlchemyError) as error:
        log.error("%s", error)
        await _put_off(schedule, source, BETWEEN_TRIES)


async def _note(schedule: Schedule, record: RunRecord) -> None:
    """Keeps what a finished crawl says of its source, to be told."""
    health = await schedule.tools.store_aside(_health_after, record)
    schedule.untold[record.slug] = health
    schedule.untold_since = schedule.untold_since or datetime.now(UTC)
    schedule.tell(record, {record.slug: health})
    log.info("%s: %s, %d new", record.slug, health.state, record.new)


async def _put_off(schedule: Schedule, source: Source, wait: timedelta) -> None:
    """Tries a source that could not be crawled again after this time, so that it does not spin."""
    try:
        await schedule.tools.store_aside(_try_later, source.slug, datetime.now(UTC) + wait)
    except (LapaswireError, SQLAlchemyError) as error:
        log.error("%s: %s", source.slug, error)


def _health_after(session: Session, record: RunRecord) -> Health:
    return status_of(session, record.slug, record.finished_at or record.started_at).health


def _try_later(session: Session, slug: str, at: datetime) -> None:
    state = source_state(session, slug)
    save_source_state(session, replace(state, cadence={**state.cadence, "due_at": at.isoformat()}))
