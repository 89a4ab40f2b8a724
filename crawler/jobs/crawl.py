"""A whole crawl of many sources: tools opened, progress shown, records gathered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crawler.config import Settings
from crawler.jobs.progress import shown_progress
from crawler.jobs.run import crawl_sources, in_reactor
from crawler.jobs.tools import open_database, open_tools
from crawler.monitor.records import RunRecord
from crawler.sources import Source
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
    return Crawled(
        tuple(answer for answer in answers if isinstance(answer, RunRecord)),
        {
            source.slug: answer
            for source, answer in zip(sources, answers, strict=True)
            if isinstance(answer, BaseException)
        },
    )


def due_sources(settings: Settings, sources: Sequence[Source], now: datetime) -> list[Source]:
    """The sources whose time has come, the longest overdue first."""
    with reading(open_database(settings)) as session:
        states = {state.slug: state for state in source_states(session)}
    due = {source.slug: due_at(states.get(source.slug), now) for source in sources}
    return sorted((source for source in sources if due[source.slug] <= now), key=lambda source: due[source.slug])


def due_at(state: SourceState | None, now: datetime) -> datetime:
    """When a source is due, by what is remembered of it; one never crawled is due now."""
    told = state.cadence.get("due_at") if state else None
    return datetime.fromisoformat(told) if told else now
