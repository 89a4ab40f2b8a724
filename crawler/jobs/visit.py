"""One crawl of one source: what it aims at, its lock, its run record, and when the source is due again."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from sqlalchemy.orm import Session

from crawler.config import settings
from crawler.discovery.asks import Aim
from crawler.discovery.plan import aim_of
from crawler.followed import followed_sources
from crawler.jobs.cadence import next_due
from crawler.jobs.failures import BROKEN, TRANSIENT
from crawler.jobs.lock import site_lock
from crawler.jobs.repeats import LOOKED_AT, repeated_blocks
from crawler.jobs.tools import Tools, open_tools
from crawler.monitor.records import CRAWL, GIVEN_UP, RunRecord
from crawler.sources import Source, facts_of, source_named
from pipelines.records import Article, Rejected, SourceFacts
from pipelines.store.outcomes import Saved
from pipelines.store.recent import recent_blocks
from pipelines.store.runs import finish_run, latest_runs, start_run
from pipelines.store.sources import SourceState, save_source_state, source_state

log = logging.getLogger(__name__)
Hear = Callable[[str, Article | Rejected | str, Saved | None], None]
DONE, CUT, STOPPED = "done", "cut", "stopped"
AGAIN = "again"  # key of the source's memory
MOST_TRIES = 5  # of an article that fails run after run
MOST_MISSED = 200
FINISHED, SHUT_DOWN = "finished", "shutdown"


@dataclass(frozen=True)
class Visit:
    """A crawl of `source`, at most `limit` articles; `resuming` when the one before did not come to its end.

    `urls` are fetched in place of what discovery would find. `again` and `missed` are articles that could not be had
    before and in this run, each with the number of its failures: they are tried again in the next runs. `hear` is told
    what became of each page: its outcome, or the word for the failure.
    """

    tools: Tools
    source: Source
    facts: SourceFacts
    aim: Aim
    record: RunRecord
    resuming: bool = False
    limit: int | None = None
    urls: tuple[str, ...] = ()
    any_topic: bool = False
    again: Mapping[str, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    hear: Hear = lambda url, outcome, saved: None

    @property
    def slug(self) -> str | None:
        """The slug under which pages are kept; null for addresses of a site that is no source of ours."""
        return self.facts.slug

    def miss(self, url: str) -> None:
        """Remembers an article that may be had another time."""
        self.missed[url] = self.again.get(url, 0) + 1

    def may_try_again(self, url: str) -> bool:
        """Whether a later run may have what this one could not: the site is followed, and tries are left."""
        return self.slug is not None and self.again.get(url, 0) + 1 < MOST_TRIES

    def scrapy_settings(self) -> dict[str, Any]:
        """What Scrapy is told about this source alone."""
        own = self.source.delay
        return {"DOWNLOAD_DELAY": self.tools.settings.delay if own is None else own}


@contextmanager
def open_visit(
    tools: Tools, source: Source, since: date | None = None, limit: int | None = None, command: str = CRAWL
) -> Iterator[Visit]:
    """Locks the site and opens a run; afterwards stores what it counted and, after a crawl, when it is due again.

    Raises BusyError where another process crawls the site.
    """
    with site_lock(tools.engine, tools.settings.data_dir, source.slug):
        visit, run_id = _begin(tools, source, since, limit, command)
        outcome = STOPPED
        try:
            yield visit
            outcome = _outcome(visit)
        except Exception:
            visit.record.failed[BROKEN] += 1
            raise
        finally:
            visit.record.finished_at = datetime.now(UTC)
            tools.store(_close if command == CRAWL else _close_single, run_id, visit, outcome)
        if command == CRAWL and outcome == DONE:
            _compare(visit)


def _begin(tools: Tools, source: Source, since: date | None, limit: int | None, command: str) -> tuple[Visit, int]:
    """A visit with what earlier ones left for it, and the number of its run."""
    record = RunRecord(source.slug, datetime.now(UTC))
    before = tools.store(latest_runs, source.slug, 1, CRAWL)
    run_id = tools.store(start_run, command, source.slug, record.started_at)
    last_run = before[0].started_at if before and before[0].state == DONE else None
    visit = Visit(
        tools,
        source,
        facts_of(source, _repeated(tools, source), tools.settings.keep_detainees),
        aim_of(source, record.started_at, since, last_run),
        record,
        resuming=bool(before) and before[0].state != DONE,
        limit=limit,
        again=tools.store(source_state, source.slug).cadence.get(AGAIN, {}),
    )
    return visit, run_id


def _compare(visit: Visit) -> None:
    """Tells where a crawl brought less than the file of its source expects."""
    expected = visit.source.expect.run
    if expected and (told := expected.breach(visit.record.fresh)):
        log.warning("%s: %s", visit.source.slug, told)


def _repeated(tools: Tools, source: Source) -> frozenset[str]:
    return repeated_blocks(tools.store(recent_blocks, source.slug, LOOKED_AT))


def note_given_up(session: Session, source: Source, tries: int, now: datetime) -> RunRecord:
    """Notes a run that never was: the source counts as failing, and is due again later."""
    record = RunRecord(source.slug, now, now, asked=1, failed=Counter({GIVEN_UP: tries}))
    finish_run(session, start_run(session, CRAWL, source.slug, now), record.counts(), STOPPED, now)
    memory = source_state(session, source.slug)
    save_source_state(session, _after(replace(memory, failures=memory.failures + tries - 1), record, source))
    return record


def _outcome(visit: Visit) -> str:
    if visit.record.ended != FINISHED or BROKEN in visit.record.failed:
        return STOPPED
    return DONE if has_read_all(visit) else CUT


def has_read_all(visit: Visit) -> bool:
    """Whether all that the lists tell is safe: taken in, or remembered to be tried again."""
    passing = sum(visit.record.failed[reason] for reason in TRANSIENT)
    return not visit.record.cut and passing <= len(visit.missed) <= MOST_MISSED


def _close(session: Session, run_id: int, visit: Visit, outcome: str) -> None:
    finish_run(session, run_id, visit.record.counts(), outcome, visit.record.finished_at)
    if outcome != STOPPED or visit.record.ended != SHUT_DOWN:  # what broke off by itself would do so again at once
        memory = _after(source_state(session, visit.source.slug), visit.record, visit.source)
        again = {url: tries for url, tries in visit.missed.items() if tries < MOST_TRIES}
        save_source_state(session, replace(memory, cadence={**memory.cadence, AGAIN: again}))


def _close_single(session: Session, run_id: int, visit: Visit, outcome: str) -> None:
    """Single addresses leave the source's cadence as it is, and are tried again in its next crawl where they failed."""
    finish_run(session, run_id, visit.record.counts(), outcome, visit.record.finished_at)
    if visit.missed:
        memory = source_state(session, visit.source.slug)
        again = {**memory.cadence.get(AGAIN, {}), **visit.missed}
        save_source_state(session, replace(memory, cadence={**memory.cadence, AGAIN: again}))


def _after(state: SourceState, record: RunRecord, source: Source) -> SourceState:
    """The memory of the source after this run."""
    unanswered = record.asked and not record.answered and not record.unchanged
    failures = state.failures + 1 if unanswered else 0
    due = next_due(source.cadence, _interval(state.cadence), record, failures, state.not_before)
    return replace(
        state,
        failures=failures,
        cadence={**state.cadence, "interval": due.interval.total_seconds(), "due_at": due.at.isoformat()},
    )


def _interval(cadence: Mapping[str, Any]) -> timedelta | None:
    kept = cadence.get("interval")
    return timedelta(seconds=kept) if kept else None


def visit_for_command(crawler: Crawler, slug: str = "", since: str = "", limit: str = "0") -> Visit:
    """The visit of `scrapy crawl source -a slug=…`, with tools of its own; both end with the spider."""
    source = source_named(slug, followed_sources(settings()))
    stack = ExitStack()
    tools = stack.enter_context(open_tools(settings()))
    visit = stack.enter_context(
        open_visit(tools, source, date.fromisoformat(since) if since else None, int(limit) or None)
    )
    crawler.signals.connect(stack.close, signals.spider_closed, weak=False)
    return visit
