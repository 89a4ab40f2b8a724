"""The local scheduler: runs what is due, several sites at once, until a signal stops it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crawler.jobs.crawl import due_at
from crawler.jobs.lock import BusyError
from crawler.jobs.run import crawl_source
from crawler.jobs.tools import Tools
from crawler.monitor.health import Health
from crawler.monitor.metrics import Tell
from crawler.monitor.records import RunRecord
from crawler.monitor.status import status_of
from crawler.monitor.telling import tell_changes
from crawler.sources import Source, SourceError
from pipelines.errors import LapaswireError
from pipelines.store.sources import save_source_state, source_state, source_states

SECONDS_BETWEEN_LOOKS = 15.0
LONGEST_UNTOLD = timedelta(minutes=10)
log = logging.getLogger(__name__)
Sources = Mapping[str, Source]


@dataclass(slots=True)
class Schedule:
    """What the scheduler holds in its hands: running crawls, and the states that it has not told of yet."""

    tools: Tools
    load: Callable[[], Sources]
    tell: Tell
    sources: Sources = field(default_factory=dict)
    running: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    untold: dict[str, Health] = field(default_factory=dict)
    told_at: datetime = field(default_factory=lambda: datetime.now(UTC))


async def keep_crawling(process: AsyncCrawlerProcess, schedule: Schedule) -> None:
    """Starts due sources for ever; survives every error of a crawl, of a source file, and of the database."""
    while True:
        try:
            await start_due(process, schedule)
            await tell_of_ended(schedule)
        except (LapaswireError, SQLAlchemyError) as error:
            log.error("%s", error)
        await _wait(schedule)


async def start_due(process: AsyncCrawlerProcess, schedule: Schedule) -> None:
    """One look: starts the sources whose time has come, as far as there are places."""
    schedule.running = {slug: task for slug, task in schedule.running.items() if not task.done()}
    _reload(schedule)
    for source in await _due(schedule):
        schedule.running[source.slug] = asyncio.create_task(_crawl(process, schedule, source))


async def tell_of_ended(schedule: Schedule) -> None:
    """One digest about the crawls that ended, when none runs any more or the oldest has waited long enough."""
    now = datetime.now(UTC)
    if schedule.untold and (not schedule.running or now - schedule.told_at > LONGEST_UNTOLD):
        health, schedule.untold, schedule.told_at = schedule.untold, {}, now
        tools = schedule.tools
        await asyncio.to_thread(tell_changes, tools.engine, tools.settings.alerts, health)


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
    """The sources to start now, the longest overdue first, as many as there are places."""
    places = schedule.tools.settings.concurrent_sources - len(schedule.running)
    states = await schedule.tools.store_aside(lambda session: {each.slug: each for each in source_states(session)})
    now = datetime.now(UTC)
    due = {slug: due_at(states.get(slug), now) for slug in schedule.sources}
    waiting = [slug for slug, at in due.items() if at <= now and slug not in schedule.running]
    return [schedule.sources[slug] for slug in sorted(waiting, key=due.__getitem__)[: max(places, 0)]]


async def _crawl(process: AsyncCrawlerProcess, schedule: Schedule, source: Source) -> None:
    """One crawl with all that follows from it; whatever breaks is told in the log, and the source tried later."""
    try:
        record = await crawl_source(process, schedule.tools, source, None, None, lambda record: None)
        health = await schedule.tools.store_aside(_health_after, record)
        schedule.untold[source.slug] = health
        schedule.tell(record, {source.slug: health})
        log.info("%s: %s, %d new", source.slug, health.state, record.new)
    except BusyError as error:
        log.info("%s", error)
        await _put_off(schedule, source)
    except Exception:
        log.exception("%s: the crawl broke off", source.slug)
        await _put_off(schedule, source)


async def _put_off(schedule: Schedule, source: Source) -> None:
    """Puts a source that could not be crawled off by its cadence, so that it does not spin."""
    try:
        await schedule.tools.store_aside(_try_later, source)
    except (LapaswireError, SQLAlchemyError) as error:
        log.error("%s: %s", source.slug, error)


def _health_after(session: Session, record: RunRecord) -> Health:
    return status_of(session, record.slug, record.finished_at or record.started_at).health


def _try_later(session: Session, source: Source) -> None:
    state = source_state(session, source.slug)
    due = (datetime.now(UTC) + source.cadence).isoformat()
    save_source_state(session, replace(state, cadence={**state.cadence, "due_at": due}))
