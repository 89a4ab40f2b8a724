"""`lapaswire diff`: the copies of a release, and what each says otherwise."""

import json
from dataclasses import asdict
from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crawler.config import settings
from crawler.console import console, fail
from crawler.jobs.tools import open_database
from pipelines.store.comparison import CopyCompared, compare
from pipelines.store.engine import reading


def run(
    release: Annotated[str, typer.Argument(help="the id of a release")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show the copies of a release side by side: where, when, how alike, and what each says otherwise."""
    with reading(open_database(settings())) as session:
        copies = compare(session, release)
    if not copies:
        fail(f"no release is called {release}")
    if as_json:
        print(json.dumps([asdict(copy) for copy in copies], ensure_ascii=False, indent=2))
        return
    for number, copy in enumerate(copies, 1):
        _show(console(), number, copy)


def _show(out: Console, number: int, copy: CopyCompared) -> None:
    when = copy.published_at or "no date"
    first = ", the first to publish" if number == 1 and copy.published_at else ""
    alike = "the fullest text" if copy.fullest else f"{copy.similarity:.0%} of it stands there"
    out.print(f"{number}. {copy.url}\n   {copy.title}\n   {when}{first}, {alike}", markup=False)
    if not copy.differences:
        return
    table = Table("", "fullest text", "this copy", show_lines=True, expand=True)
    for what, some in groupby(copy.differences, key=lambda found: found.what):
        sides = zip(*((found.one or "", found.other or "") for found in some), strict=True)
        table.add_row(what, *(escape("\n".join(filter(None, side))) for side in sides))
    out.print(table)
