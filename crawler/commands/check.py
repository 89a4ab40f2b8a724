"""`lapaswire check`: tries sources without storing, and compares with their expectations."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console
from crawler.probe.draft import path_of, with_discover
from crawler.probe.fetcher import with_fetcher
from crawler.probe.judge import judging
from crawler.probe.look import ProbeError, look, look_again
from crawler.probe.records import Fetch, Judge, Report
from crawler.probe.show import print_report, report_json
from crawler.sources import Source, file_of, load_sources, source_named

Checked = Report | ProbeError


def run(
    slugs: Annotated[list[str] | None, typer.Argument(help="the sources; all where none is named")] = None,
    update: Annotated[bool, typer.Option("--update", help="write the ways that work into the source files")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object a source")] = False,
) -> None:
    """Try sources without storing: do their ways lead to articles, and do these come out right?"""
    sources = load_sources(settings().sources_dir)
    chosen = [source_named(slug, sources) for slug in slugs] if slugs else list(sources.values())
    with judging() as judge:

        def work(fetch: Fetch) -> list[bool]:
            check = partial(_check, fetch=fetch, judge=judge, update=update)
            with ThreadPoolExecutor(settings().concurrent_sources) as pool:
                checked = zip(chosen, pool.map(check, chosen), strict=True)
                return [_told(source, outcome, update, as_json) for source, outcome in checked]

        wanting = with_fetcher(work)
    raise typer.Exit(DONE_WITH_FAILURES if any(wanting) else 0)


def _check(source: Source, fetch: Fetch, judge: Judge, update: bool) -> Checked:
    """Tries the ways that the file tells; for an update everything is looked for anew."""
    now = datetime.now(UTC)
    try:
        if update:
            return look(source.url, fetch, judge, now, name=source.name, region=source.region)
        return look_again(source, fetch, judge, now)
    except ProbeError as error:
        return error


def _told(source: Source, checked: Checked, update: bool, as_json: bool) -> bool:
    """Prints what became of a source and writes its file where asked to; True where somebody should look."""
    if isinstance(checked, ProbeError):
        _print({"slug": source.slug, "warnings": [str(checked)]}, f"{source.slug}: {checked}", as_json)
        return True
    written = _update(source, checked) if update and checked.chosen else None
    if as_json:
        _print({**report_json(checked), "slug": source.slug, "written": str(written) if written else None}, "", True)
    else:
        print_report(checked, console())
        console().print(f"written: {written}\n" if written else "", markup=False)
    return not checked.chosen or bool(checked.doubts)


def _update(source: Source, report: Report) -> Path | None:
    """Writes the ways found into the source's file (of a bundled one, a copy in our folder); None if unchanged."""
    found = report.source.discover
    if found == source.discover:
        return None
    folder = settings().sources_dir
    file = file_of(source.slug, folder)
    text = with_discover(file.read_text(encoding="utf-8") if file else "", found)
    path = file if isinstance(file, Path) and file.is_relative_to(folder) else path_of(source, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _print(told: dict[str, Any], line: str, as_json: bool) -> None:
    console().out(json.dumps(told, ensure_ascii=False) if as_json else line)
