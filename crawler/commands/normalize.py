"""`lapaswire normalize`: saved pages in, their articles as JSON out; stores nothing."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, fail
from crawler.jobs.saved import SavedPage, Unreadable, listed, page_in
from pipelines.contract import article_json
from pipelines.pool import Job, process_pages
from pipelines.records import Article, Page, Rejected
from pipelines.version import PIPELINE_VERSION

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FAILURES = frozenset({"unreadable", "crashed", "too-slow", "too-large"})
_NO_JOB = Job(Page("https://empty.invalid/", b"", EPOCH))


def run(
    file: Annotated[Path | None, typer.Argument(help="a saved page, or plain text in a .txt file")] = None,
    url: Annotated[str | None, typer.Option(help="the address the page was saved from")] = None,
    fetched_at: Annotated[str | None, typer.Option(help="ISO 8601; default: when the file changed")] = None,
    any_topic: Annotated[bool, typer.Option("--any-topic", help="accept texts on any topic")] = False,
    batch: Annotated[Path | None, typer.Option(help='JSON lines: {"file","url","fetched_at","any_topic"}')] = None,
) -> None:
    """One saved page in, its article as JSON out. With --batch: a line in, a line out, in order."""
    failures = 0
    for outcome in _outcomes(_asked_for(file, url, fetched_at, any_topic, batch)):
        failures += isinstance(outcome, Rejected) and outcome.reason in FAILURES
        sys.stdout.buffer.write(orjson.dumps(article_json(outcome), option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()
    raise typer.Exit(DONE_WITH_FAILURES if failures else 0)


def _asked_for(
    file: Path | None, url: str | None, fetched_at: str | None, any_topic: bool, batch: Path | None
) -> Iterable[SavedPage | Unreadable]:
    if (batch is None) == (file is None):
        fail("Give either FILE with --url, or --batch LIST.jsonl.")
    if batch is not None:
        if not batch.is_file():
            fail(f"{batch}: no such file")
        return listed(batch)
    if file is None or url is None:
        fail("--url is missing: the address that FILE was saved from.")
    return [SavedPage(file=file, url=url, fetched_at=_instant(fetched_at), any_topic=any_topic)]


def _instant(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        fail(f"--fetched-at {text}: no instant; write it as 2025-02-25T09:00:00+07:00")


def _outcomes(entries: Iterable[SavedPage | Unreadable]) -> Iterator[Article | Rejected]:
    """One outcome for each entry, in order; one that cannot be read is rejected as `unreadable`."""
    jobs = ((job, _NO_JOB if isinstance(job, Rejected) else job) for job in map(_job, entries))
    for asked, outcome in process_pages(jobs, settings().bulk_processes):
        yield asked if isinstance(asked, Rejected) else outcome


def _job(entry: SavedPage | Unreadable) -> Job | Rejected:
    page = page_in(entry) if isinstance(entry, SavedPage) else entry
    if isinstance(page, Unreadable):
        return Rejected(page.url, EPOCH, "unreadable", page.why, pipeline_version=PIPELINE_VERSION)
    return Job(page, any_topic=isinstance(entry, SavedPage) and entry.any_topic)
