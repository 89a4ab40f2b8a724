"""`lapaswire status`: the health of the sources, and what to do about it."""

import json
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console
from crawler.followed import followed_sources
from crawler.jobs.tools import open_database
from crawler.monitor.described import described
from crawler.monitor.status import SourceStatus, statuses
from crawler.sources import source_named

COLOURS = {"fine": "green", "quiet": "green", "never tried": "dim"}


def run(
    slugs: Annotated[list[str] | None, typer.Argument(help="the sources; all where none is named")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the statuses as JSON")] = False,
) -> None:
    """Show the health of the sources (and the last run of those named); exit code 1 when something needs a person."""
    sources = followed_sources(settings())
    chosen = [source_named(slug, sources) for slug in slugs] if slugs else list(sources.values())
    found = statuses(open_database(settings()), chosen, datetime.now(UTC))
    if as_json:
        console().out(json.dumps([status.as_json() for status in found], ensure_ascii=False))
    else:
        _show(found, every=bool(slugs))
        for status in found if slugs else ():
            _show_last_run(status)
    raise typer.Exit(DONE_WITH_FAILURES if any(status.needs_a_person for status in found) else 0)


def _show(found: list[SourceStatus], every: bool) -> None:
    """The sources ever tried (or all that were named), those in need first."""
    shown = [status for status in found if every or status.last_run]
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("source", "state", "since", "ours", "due"):
        table.add_column(heading, no_wrap=True)
    table.add_column("seen, and what to do", overflow="fold")
    for status in sorted(shown, key=lambda status: not status.needs_a_person):
        health = status.health
        told = f"{health.seen}; {health.advice.replace('SLUG', status.slug)}" if health.advice else health.seen
        ours = str(status.last_run.accepted) if status.last_run else ""
        state = f"[{COLOURS.get(health.state, 'red')}]{health.state}[/]"
        table.add_row(status.slug, state, _short(health.since), ours, _short(status.due_at), escape(told))
    console().print(table)
    if len(shown) < len(found):
        console().print(f"{len(found) - len(shown)} more sources were never tried")


def _show_last_run(status: SourceStatus) -> None:
    """What the last run of a source did, line by line."""
    if status.last_run:
        table = Table(box=None, show_header=False, pad_edge=False, title=status.slug, title_justify="left")
        for heading, words in described(status.last_run).items():
            table.add_row(heading, escape(words))
        console().print(table)


def _short(at: datetime | None) -> str:
    return f"{at.astimezone():%d %b %H:%M}" if at else ""
