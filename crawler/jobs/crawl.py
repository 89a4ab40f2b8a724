"""A whole crawl of many sources: tools opened, progress shown, records gathered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy import Engine

from crawler.config import Settings
from crawler.jobs.progress import shown_progress
from crawler.jobs.run import Started, crawl_sources, in_reactor
from crawler.jobs.tools import Tools, open_tools
from crawler.jobs.tries import ends_its_process, try_apart
from crawler.monitor.records import RunRecord
from crawler.sources import Source
from pipelines.errors import LapaswireError
from pipelines.store.engine import reading
from pipelines.store.sources import SourceState, source_states


@dataclass(frozen=True, slots=True)
class Crawled:
    """The records of the sources that were crawled, and by slug the exceptions of those that were not."""

    records: tuple[RunRecord, ...]
    failed: Mapping[str, BaseException]


def crawl(
    settings: Settings, sources: Sequence[Source], since: date | None = None, limit: int | None = None
) -> Crawled:
    """Crawls the sources into the database, and shows how it goes on."""
    with open_tools(settings) as tools, shown_progress(len(sources)) as started:
        answers = in_reactor(lambda process: crawl_sources(process, tools, sources, since, limit, started))
    return _crawled(sources, answers)


def crawl_by_itself(settings: Settings, sources: Sequence[Source], since: date | None, limit: int | None) -> Crawled:
    """The same where nobody looks on: what ended its process before comes last, each in a process of its own."""
    with open_tools(settings) as tools, shown_progress(len(sources)) as started:
        risky = [source for source in sources if tools.store(ends_its_process, source.slug)]
        safe = [source for source in sources if source not in risky]

        async def main(process: AsyncCrawlerProcess) -> list[RunRecord | BaseException]:
            answers = await crawl_sources(process, tools, safe, since, limit, started)
            return answers + [await _tried_apart(tools, source, since, limit, started) for source in risky]

        return _crawled(safe + risky, in_reactor(main))


async def _tried_apart(
    tools: Tools, source: Source, since: date | None, limit: int | None, started: Started
) -> RunRecord | LapaswireError:
    try:
        record = await try_apart(tools, source, since, limit)
    except LapaswireError as error:
        return error
    started(record)
    return record


def _crawled(sources: Sequence[Source], answers: Sequence[RunRecord | BaseException]) -> Crawled:
    answered = zip(sources, answers, strict=True)
    failed = {source.slug: answer for source, answer in answered if isinstance(answer, BaseException)}
    return Crawled(tuple(answer for answer in answers if isinstance(answer, RunRecord)), failed)


def due_sources(engine: Engine, sources: Sequence[Source], now: datetime) -> list[Source]:
    """The sources whose time has come, the longest overdue first."""
    with reading(engine) as session:
        states = {state.slug: state for state in source_states(session)}
    due = {source.slug: due_at(states.get(source.slug), now) for source in sources}
    return sorted((source for source in sources if due[source.slug] <= now), key=lambda source: due[source.slug])


def due_at(state: SourceState | None, now: datetime) -> datetime:
    """When a source is due, by what is remembered of it; one never crawled is due now."""
    told = state.cadence.get("due_at") if state else None
    return datetime.fromisoformat(told) if told else now
