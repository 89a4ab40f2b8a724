"""`lapaswire reprocess`: the pipeline again over the archive."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from crawler.commands.import_ import show_record
from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, fail, news
from crawler.followed import followed_sources
from crawler.jobs.bulk import BulkRecord
from crawler.jobs.reprocess import reprocess


def run(
    since: Annotated[str | None, typer.Option(metavar="T", help="only pages fetched since (ISO 8601)")] = None,
    file: Annotated[str | None, typer.Option(metavar="NAME", help="only pages in this file of the archive")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print what changed as JSON")] = False,
) -> None:
    """Run the pipeline again over the archive; what comes out the same stays as it is."""
    record = BulkRecord()
    with news().status("reprocess") as status:
        for record in reprocess(settings(), followed_sources(settings()), _instant(since), file):
            status.update(f"reprocess: {record.pages} pages")
    show_record("archive", record, as_json)
    raise typer.Exit(DONE_WITH_FAILURES if record.faults else 0)


def _instant(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        fail(f"--since {text}: no instant; write it as 2025-02-25 or 2025-02-25T09:00:00+07:00")
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)
