"""`lapaswire gazetteer`: checks the tables of units, and lists units that articles name and the tables lack."""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.orm import Session

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console
from crawler.jobs.tools import open_database
from pipelines.entities.units.consistency import ambiguous_names, faults, units_called
from pipelines.entities.units.gazetteer import gazetteer
from pipelines.store.unlinked import UnlinkedUnit, unlinked_units

AsJson = Annotated[bool, typer.Option("--json", help="print the answer as JSON")]

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Check the gazetteer, and list units it does not know."
)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Tell doubles, unknown regencies and wrong values in the tables, and names that several units share."""
    found, shared = faults(), ambiguous_names()
    if as_json:
        console().out(json.dumps({"faults": found, "ambiguous": shared}, ensure_ascii=False))
    else:
        for fault in found:
            console().print(fault, style="red", markup=False)
        console().print(f"{len(gazetteer().units)} units, {len(found)} faults; names that only context can tell apart:")
        for line in shared:
            console().print(f"  {line}", markup=False)
    raise typer.Exit(DONE_WITH_FAILURES if found else 0)


@app.command()
def unknown(as_json: AsJson = False) -> None:
    """List the units without id that releases in the database name, for a person to add or to tell apart."""
    with Session(open_database(settings())) as session:
        found = unlinked_units(session)
    rows = [asdict(unit) | {"candidates": list(_candidates(unit))} for unit in found]
    if as_json:
        console().out(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("releases", "unit", "may be", "named in"):
        table.add_column(heading, overflow="fold")
    for unit in found:
        table.add_row(
            str(unit.releases), unit.name, ", ".join(_candidates(unit)) or "not in the gazetteer", unit.example
        )
    console().print(table if found else "every unit in the database is known")


def _candidates(unit: UnlinkedUnit) -> tuple[str, ...]:
    return units_called(unit.kind, unit.place or "", unit.subtype)
