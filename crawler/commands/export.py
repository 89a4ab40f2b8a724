"""`lapaswire export`: releases as jsonl, csv or parquet, whole or what changed since a cursor."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.config import settings
from crawler.console import news
from pipelines.export.dataset import export_dataset
from pipelines.export.formats import FORMATS
from pipelines.export.manifest import Manifest, manifest_json
from pipelines.export.release import export, manifest_path
from pipelines.export.selection import Selection, parse_where
from pipelines.store.engine import open_engine, upgrade


def run(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="jsonl, csv or parquet")],
    out: Annotated[Path, typer.Argument(help="the file to write; a manifest is written beside it")],
    since: Annotated[int, typer.Option(min=0, help="only what changed after this cursor (see the manifest)")] = 0,
    where: Annotated[
        list[str] | None, typer.Option(help="day=2025-03-01..2025-03-31, province=, unit=, kind= or source=")
    ] = None,
    columns: Annotated[str | None, typer.Option(help="only these columns, separated by commas")] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="facts and links only")] = False,
    redact: Annotated[
        bool, typer.Option("--redact", help="mask names of detainees, suspects and minors, phone and identity numbers")
    ] = False,
    dataset: Annotated[
        bool, typer.Option("--dataset", help="OUT is a folder: data, manifest, card, Croissant and datapackage")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="print the manifest as JSON")] = False,
) -> None:
    """Writes releases as jsonl, csv or parquet, whole or what changed since a cursor."""
    if format_ not in FORMATS:
        raise typer.BadParameter(f"{format_!r} is none of {', '.join(FORMATS)}", param_hint="FORMAT")
    wanted = tuple(name.strip() for name in columns.split(",") if name.strip()) if columns else ()
    selection = Selection(parse_where(where or ()), wanted, not no_text, redact)
    engine = open_engine(settings().database)
    upgrade(engine)
    if dataset:
        manifest = export_dataset(engine, format_, out, since, selection)
    else:
        manifest = export(engine, format_, out, since, selection)
    if json:
        typer.echo(manifest_json(manifest).decode(), nl=False)
    else:
        news().print(summary(manifest, out / manifest.file if dataset else out), markup=False)


def summary(manifest: Manifest, out: Path) -> str:
    """What was written, in one line."""
    counts = ", ".join(f"{count} {op}" for op, count in manifest.counts.items() if count) or "nothing"
    return f"{out}: {counts}; next time --since {manifest.cursor} ({manifest_path(out).name})"
