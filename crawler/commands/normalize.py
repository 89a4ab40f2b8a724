"""`lapaswire normalize`: saved pages in, their articles as JSON out; stores nothing."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from crawler.config import settings
from pipelines.contract import article_json
from pipelines.pool import Job, process_pages
from pipelines.records import HTML, PLAIN_TEXT, Article, Page, Rejected
from pipelines.version import PIPELINE_VERSION

Outcome = Article | Rejected
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run(
    file: Annotated[Path | None, typer.Argument(help="a saved page, or plain text in a .txt file")] = None,
    url: Annotated[str | None, typer.Option(help="the address the page was saved from")] = None,
    fetched_at: Annotated[str | None, typer.Option(help="ISO 8601; default: when the file changed")] = None,
    any_topic: Annotated[bool, typer.Option(help="accept texts on any topic")] = False,
    batch: Annotated[Path | None, typer.Option(help='JSON lines: {"file","url","fetched_at","any_topic"}')] = None,
) -> None:
    """One saved page in, its article as JSON out. With --batch: a line in, a line out, in order."""
    if (batch is None) == (file is None):
        raise typer.BadParameter("give either FILE with --url, or --batch LIST.jsonl")
    if file is not None and url is None:
        raise typer.BadParameter("--url is missing: the address that FILE was saved from")
    rows = (
        _listed(batch)
        if batch
        else iter([{"file": str(file), "url": url, "fetched_at": fetched_at, "any_topic": any_topic}])
    )
    failures = 0
    for outcome in outcomes(rows):
        failures += isinstance(outcome, Rejected) and outcome.reason in FAILURES
        sys.stdout.buffer.write(orjson.dumps(article_json(outcome), option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()
    raise typer.Exit(1 if failures else 0)


FAILURES = frozenset({"unreadable", "crashed", "too-slow", "too-large"})


def outcomes(rows: Iterator[dict[str, Any]]) -> Iterator[Outcome]:
    """One outcome for each row, in order; a row that cannot be read is rejected as `unreadable`."""
    jobs = ((job, job) if isinstance(job, Job) else (job, _EMPTY) for job in map(job_of, rows))
    for label, outcome in process_pages(jobs, settings().processes):
        yield label if isinstance(label, Rejected) else outcome


def job_of(row: dict[str, Any]) -> Job | Rejected:
    """The job that a row of the list asks for."""
    url = str(row.get("url") or "")
    try:
        page = saved_page(Path(row["file"]), url, row.get("fetched_at"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        told = f"{row.get('file')}: {row['error'] if 'error' in row else error or type(error).__name__}"
        return Rejected(url, EPOCH, "unreadable", told, pipeline_version=PIPELINE_VERSION)
    return Job(page, any_topic=bool(row.get("any_topic")))


def saved_page(file: Path, url: str, fetched_at: str | None) -> Page:
    """The page in a file; a naive time of fetching is UTC. Raises OSError, ValueError."""
    body = file.read_bytes()
    at = datetime.fromisoformat(fetched_at) if fetched_at else datetime.fromtimestamp(file.stat().st_mtime, UTC)
    media_type = PLAIN_TEXT if file.suffix.lower() == ".txt" else HTML
    return Page(url, body, at if at.tzinfo else at.replace(tzinfo=UTC), media_type)


def _listed(batch: Path) -> Iterator[dict[str, Any]]:
    """The rows of the list; a line that is no JSON object becomes a row that tells so."""
    with batch.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                row = {"error": f"{batch}, line {number}: {error}"}
            yield row if isinstance(row, dict) else {"error": f"{batch}, line {number}: no JSON object"}


_EMPTY = Job(Page("https://empty.invalid/", b"", EPOCH))
