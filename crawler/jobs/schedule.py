"""The local scheduler: runs what is due, several sites at once, until a signal stops it."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy.orm import Session

from crawler.jobs.crawl import due_at
from crawler.jobs.lock import BusyError
from crawler.jobs.run import crawl_source
from crawler.jobs.tools import Tools
from crawler.monitor.alerts import digest, send, state_changes
from crawler.monitor.health import Health
from crawler.monitor.metrics import Tell
from crawler.monitor.records import RunRecord
from crawler.monitor.status import status_of
from crawler.sources import Source, SourceError
from pipelines.errors import LapaswireError
from pipelines.store.sources import save_source_state, source_state, source_states

SECONDS_BETWEEN_LOOKS = 15.0
log = logging.getLogger(__name__)
Sources = Mapping[str, Source]


@dataclass(slots=True)
class Schedule:
    """What the scheduler holds in its hands: running crawls, and the health it last told of."""

    tools: Tools
    load: Callable[[], Sources]
    tell: Tell
    sources: Sources = field(default_factory=dict)
    running: dict[str, "asyncio.Task[None]"] = field(default_factory=dict)
    health: dict[str, Health] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)


async def keep_crawling(process: AsyncCrawlerProcess, schedule: Schedule) -> None:
    """Starts due sources for ever; survives every error of a crawl, of a source file, and of the database."""
    await _remember(schedule)
    while True:
        try:
            _reload(schedule)
            for source in await _due(schedule):
                task = asyncio.create_task(_crawl(process, schedule, source))
                schedule.running[source.slug] = task
            if not schedule.running:
                await _alert(schedule)
        except LapaswireError as error:
            log.error("%s", error)
        await _wait(schedule)


async def _wait(schedule: Schedule) -> None:
    """Until a crawl ends, but no longer than SECONDS_BETWEEN_LOOKS."""
    pause = asyncio.create_task(asyncio.sleep(SECONDS_BETWEEN_LOOKS))
    await asyncio.wait({pause, *schedule.running.values()}, return_when=asyncio.FIRST_COMPLETED)
    pause.cancel()
    schedule.running = {slug: task for slug, task in schedule.running.items() if not task.done()}


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
    try:
        record = await crawl_source(process, schedule.tools, source, None, None, lambda record: None)
        schedule.health[source.slug] = await schedule.tools.store_aside(_health_after, record)
        schedule.tell(record, schedule.health)
        log.info("%s: %s, %d new", source.slug, schedule.health[source.slug].state, record.new)
    except BusyError as error:
        log.info("%s", error)
        await schedule.tools.store_aside(_try_later, source)
    except Exception:
        log.exception("%s: the crawl broke off", source.slug)
        await schedule.tools.store_aside(_try_later, source)


def _health_after(session: Session, record: RunRecord) -> Health:
    return status_of(session, record.slug, record.finished_at or record.started_at).health


def _try_later(session: Session, source: Source) -> None:
    """Puts a source that could not be crawled off by its cadence, so that it does not spin."""
    state = source_state(session, source.slug)
    due = (datetime.now(UTC) + source.cadence).isoformat()
    save_source_state(session, replace(state, cadence={**state.cadence, "due_at": due}))


async def _remember(schedule: Schedule) -> None:
    """Takes up the states that were told before the scheduler last ended."""
    states = await schedule.tools.store_aside(lambda session: list(source_states(session)))
    schedule.told = {state.slug: state.health["told"] for state in states if "told" in state.health}


async def _alert(schedule: Schedule) -> None:
    """One digest of all changes of state since the last one; a failing channel is told in the log."""
    changes = state_changes(schedule.told, schedule.health)
    schedule.told |= {slug: health.state for slug, health in schedule.health.items()}
    addresses = schedule.tools.settings.alerts
    if not changes:
        return
    title, text = digest(changes)
    log.warning("%s\n%s", title, text)
    for channel in await asyncio.to_thread(send, addresses, title, text) if addresses else ():
        log.error("the alert channel %s did not take the message", channel)
    for change in changes:
        await schedule.tools.store_aside(_keep_told, change.slug, change.health.state)


def _keep_told(session: Session, slug: str, state: str) -> None:
    memory = source_state(session, slug)
    save_source_state(session, replace(memory, health={**memory.health, "told": state}))
