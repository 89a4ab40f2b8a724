"""`lapaswire db`: upgrade, check and measure the database."""

import json
from typing import Annotated

import typer
from rich.table import Table

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console, news
from pipelines.store.engine import open_engine, reading, upgrade
from pipelines.store.stats import check, stats

app = typer.Typer(add_completion=False, no_args_is_help=True, help="upgrade, check and measure the database")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("upgrade")
def upgrade_() -> None:
    """Bring the schema to the newest version; safe to call at any time."""
    engine = open_engine(settings().database)
    upgrade(engine)
    news().print(f"{engine.url.render_as_string(hide_password=True)}: up to date", markup=False)


@app.command("check")
def check_(as_json: AsJson = False) -> None:
    """Tell what is wrong with the database; exit code 1 when anything is."""
    faults = check(open_engine(settings().database))
    if as_json:
        print(json.dumps({"faults": faults}))
    else:
        console().print("\n".join(faults) or "whole", markup=False)
    raise typer.Exit(DONE_WITH_FAILURES if faults else 0)


@app.command("stats")
def stats_(as_json: AsJson = False) -> None:
    """Count the rows of every table and the bytes of the whole."""
    with reading(open_engine(settings().database)) as session:
        told = stats(session)
    if as_json:
        print(json.dumps({"rows": told.rows, "bytes": told.size}))
        return
    table = Table("table", "rows", box=None, header_style="bold")
    for name, count in told.rows.items():
        table.add_row(name, f"{count:,}")
    table.add_row("bytes in all", f"{told.size:,}")
    console().print(table)
