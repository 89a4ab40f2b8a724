"""The ordinary command in a process of its own: what a crawl breaks, breaks in there."""

import asyncio
import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

from crawler.monitor.records import RunRecord, record_of
from pipelines.errors import LapaswireError

BUSY, DONE = 75, (0, 1)
COMMAND = Path(sys.executable).parent / "lapaswire"
MOST_TOLD = 2000


class JobFailedError(LapaswireError):
    """The command ended badly; the message holds what it said last."""

    exit_code = 1


class BusyJobError(JobFailedError):
    """Another process works on the same site now."""

    exit_code = BUSY


async def crawl_apart(slug: str, since: date | None = None, limit: int | None = None) -> RunRecord:
    """The record of a crawl in a process of its own. Raises JobFailedError where that process ended badly."""
    options = [*(("--since", f"{since}") if since else ()), *(("--limit", f"{limit}") if limit else ())]
    return record_in(await run_apart("crawl", slug, "--json", *options))


async def run_apart(*arguments: str) -> bytes:
    """What `lapaswire ARGUMENTS` prints; it ends with the task that waits for it. Raises JobFailedError."""
    running = await asyncio.create_subprocess_exec(
        str(COMMAND), *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        printed, told = await running.communicate()
    except asyncio.CancelledError:
        running.terminate()
        await running.wait()
        raise
    if running.returncode == BUSY:
        raise BusyJobError(f"{' '.join(arguments)}: busy")
    if running.returncode not in DONE:
        last = told.decode(errors="replace")[-MOST_TOLD:]
        raise JobFailedError(f"{' '.join(arguments)}: exit code {running.returncode}\n{last}")
    return printed


def record_in(printed: bytes) -> RunRecord:
    """The one run record that `lapaswire crawl SLUG --json` printed. Raises JobFailedError where it holds none."""
    told = json.loads(printed)
    if told["failed"]:
        raise JobFailedError("\n".join(f"{slug}: {failure}" for slug, failure in told["failed"].items()))
    (counts,) = told["sources"]
    slug, seconds = counts.pop("source"), timedelta(seconds=counts.pop("seconds"))
    started = datetime.fromisoformat(counts.pop("started_at"))
    return record_of(slug, started, started + seconds, counts)
