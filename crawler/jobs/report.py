"""The closing table of a crawl, or its records as JSON, and the exit code that they deserve."""

import json
from typing import Any

from rich.table import Table

from crawler.console import DONE_WITH_FAILURES, console, news
from crawler.jobs.crawl import Crawled
from crawler.monitor.records import RunRecord
from pipelines.errors import LapaswireError

COLUMNS = ("found", "fetched", "unchanged", "accepted", "new", "joined", "edited", "gone")


def show(crawled: Crawled, as_json: bool) -> int:
    """Prints what a crawl did; gives its exit code: 0, 1 with failures, or that of the one source that was busy."""
    if as_json:
        console().out(json.dumps(_as_json(crawled), ensure_ascii=False))
    else:
        _show_table(crawled)
    for slug, failure in crawled.failed.items():
        news().print(f"{slug}: {failure}", style="red", markup=False)
    return _exit_code(crawled)


def _exit_code(crawled: Crawled) -> int:
    if not crawled.records and len(crawled.failed) == 1:
        (failure,) = crawled.failed.values()
        return failure.exit_code if isinstance(failure, LapaswireError) else DONE_WITH_FAILURES
    return DONE_WITH_FAILURES if crawled.failed or any(record.failures for record in crawled.records) else 0


def _as_json(crawled: Crawled) -> dict[str, Any]:
    return {
        "sources": [
            {"source": record.slug, "started_at": record.started_at.isoformat(), "seconds": record.seconds}
            | record.counts()
            for record in crawled.records
        ],
        "failed": {slug: str(failure) for slug, failure in crawled.failed.items()},
    }


def _show_table(crawled: Crawled) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("source", no_wrap=True)
    for name in COLUMNS:
        table.add_column(name, justify="right")
    table.add_column("rejected")
    table.add_column("failed")
    for record in crawled.records:
        table.add_row(record.slug, *(str(getattr(record, name) or "·") for name in COLUMNS), *_reasons(record))
    console().print(table)


def _reasons(record: RunRecord) -> tuple[str, str]:
    rejected, failed = (
        ", ".join(f"{count} {reason}" for reason, count in counts.most_common())
        for counts in (record.rejected, record.failed)
    )
    return rejected or "·", failed or "·"
