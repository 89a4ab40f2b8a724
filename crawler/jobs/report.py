"""The closing table of a crawl, or its records as JSON, and the exit code that they deserve."""

import json
from collections import Counter
from typing import Any

from rich.table import Table

from crawler.console import DONE_WITH_FAILURES, console, news
from crawler.jobs.crawl import Crawled
from pipelines.errors import LapaswireError

COLUMNS = {
    "found": "found",
    "got": "fetched",
    "same": "unchanged",
    "ours": "accepted",
    "new": "new",
    "copy": "joined",
    "edit": "edited",
    "gone": "gone",
    "rej.": "rejected",
    "fail": "failed",
}


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
        "sources": [record.as_json() for record in crawled.records],
        "failed": {slug: str(failure) for slug, failure in crawled.failed.items()},
    }


def _show_table(crawled: Crawled) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("source", no_wrap=True, overflow="ellipsis", max_width=24)
    for heading in COLUMNS:
        table.add_column(heading, justify="right", no_wrap=True)
    for record in crawled.records:
        values = (getattr(record, name) for name in COLUMNS.values())
        table.add_row(record.slug, *(str(sum(v.values()) if isinstance(v, Counter) else v) for v in values))
    console().print(table)
    for name in ("rejected", "failed", "refused"):
        _show_reasons(name, crawled)


def _show_reasons(name: str, crawled: Crawled) -> None:
    total: Counter[str] = sum((getattr(record, name) for record in crawled.records), Counter())
    if total:
        console().print(f"{name}: {', '.join(f'{count} {reason}' for reason, count in total.most_common())}")
