"""`lapaswire import`: the pipeline over WARC files, saved texts, and lists of saved pages."""

import json
from pathlib import Path
from typing import Annotated

import typer

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console, fail, news
from crawler.followed import followed_sources
from crawler.jobs.bulk import BulkRecord
from crawler.jobs.imports import import_file


def run(
    files: Annotated[list[Path], typer.Argument(help=".warc, .warc.gz, .txt, or .jsonl (a list of saved pages)")],
    as_json: Annotated[bool, typer.Option("--json", help="print what became of each file as JSON")] = False,
) -> None:
    """Run the pipeline over files, and store what they tell."""
    if missing := [str(path) for path in files if not path.is_file()]:
        fail(f"no such file: {', '.join(missing)}")
    sources = followed_sources(settings())
    faulty = False
    for path in files:
        record = BulkRecord()
        with news().status(f"{path.name}") as status:
            for record in import_file(settings(), path, sources):
                status.update(f"{path.name}: {record.pages} pages")
        faulty |= bool(record.faults)
        show_record(path.name, record, as_json)
    raise typer.Exit(DONE_WITH_FAILURES if faulty else 0)


def show_record(name: str, record: BulkRecord, as_json: bool) -> None:
    """Prints what became of the pages, and every fault."""
    if as_json:
        told = {
            "file": name,
            "start": record.start,
            **record.outcomes,
            "rejected_by": dict(record.rejected),
            "faults": record.faults,
        }
        console().out(json.dumps(told, ensure_ascii=False))
        return
    counts = ", ".join(f"{count} {what}" for what, count in record.outcomes.most_common()) or "nothing"
    reasons = ", ".join(f"{count} {reason}" for reason, count in record.rejected.most_common())
    if record.start:
        news().print(f"{name}: went on from byte {record.start}", markup=False)
    console().print(f"{name}: {counts}{f' ({reasons})' if reasons else ''}", markup=False)
    for fault in record.faults:
        news().print(fault, style="red", markup=False)
