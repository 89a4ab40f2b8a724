"""`lapaswire coverage`: which prisons were written about, last when, and which never."""

import calendar
import csv
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.table import Table

from crawler.config import settings
from crawler.console import console, fail
from crawler.followed import followed_sources
from crawler.jobs.tools import open_database
from crawler.monitor.coverage import Row, known_names, report
from pipelines.store.coverage import covered, days_of
from pipelines.store.engine import reading

SHADES = "·░▒▓█"
COLUMNS = ("key", "name", "releases", "events", "last_event", "last_published")
By = StrEnum("By", ["unit", "police", "regency", "province", "source", "kind"])
Form = StrEnum("Form", ["table", "csv", "json"])


def run(
    since: Annotated[str | None, typer.Option(metavar="DAY", help="only what happened since (YYYY-MM-DD)")] = None,
    by: Annotated[By, typer.Option(help="what to count by")] = By.unit,
    form: Annotated[Form, typer.Option("--format", help="how to print it")] = Form.table,
    as_json: Annotated[bool, typer.Option("--json", help="the same as --format json")] = False,
    never: Annotated[bool, typer.Option("--never", help="only what was never written about")] = False,
    calendar_of: Annotated[str | None, typer.Option("--calendar", metavar="UNIT", help="a unit's year by day")] = None,
    year: Annotated[int | None, typer.Option(min=1990, max=2100, help="the year of --calendar")] = None,
) -> None:
    """Show which prisons were written about, last when, and which never."""
    engine, form = open_database(settings()), Form.json if as_json else form
    if calendar_of:
        name, shown = _unit_name(calendar_of), year or datetime.now(UTC).year
        with reading(engine) as session:
            _show_days(name, shown, days_of(session, calendar_of, shown), form)
        return
    names = {slug: source.name for slug, source in followed_sources(settings()).items()} if by == By.source else None
    with reading(engine) as session:
        rows = report(covered(session, by.value, _day(since)), known_names(by.value) if names is None else names)
    _show([row for row in rows if not never or not row.releases], form)


def _unit_name(unit: str) -> str:
    names = known_names("unit") | known_names("police")
    if unit not in names:
        fail(f"{unit}: no such unit; the ids stand in the key column of `lapaswire coverage --format csv`")
    return names[unit]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fail(f"--since {text}: no day; write it as 2024-01-31")


def _show(rows: list[Row], form: Form) -> None:
    if form == Form.table:
        _show_table(rows)
    else:
        _write(COLUMNS, [_values(row) for row in rows], form)


def _write(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: Form) -> None:
    """Rows for programs, as CSV or JSON."""
    if form == Form.json:
        console().out(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False))
        return
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    writer.writerows(rows)


def _values(row: Row) -> list[Any]:
    days = (row.last_event, row.last_published)
    return [row.key, row.name, row.releases, row.events, *(day.isoformat() if day else None for day in days)]


def _show_table(rows: list[Row]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("name", no_wrap=True, max_width=48)
    for heading in ("releases", "events", "last event", "last published"):
        table.add_column(heading, justify="right", no_wrap=True)
    written = [row for row in rows if row.releases]
    for row in written or rows:
        published = row.last_published.date() if row.last_published else ""
        table.add_row(row.name, str(row.releases), str(row.events), str(row.last_event or ""), str(published))
    console().print(table)
    if written and len(rows) > len(written):
        console().print(f"{len(rows) - len(written)} of {len(rows)} were never written about (`--never` lists them)")


def _show_days(name: str, year: int, days: dict[date, int], form: Form) -> None:
    if form == Form.table:
        console().print(f"{name}, {year}", markup=False)
        _show_calendar(year, days)
    else:
        _write(("day", "releases"), [(day.isoformat(), count) for day, count in sorted(days.items())], form)


def _show_calendar(year: int, days: dict[date, int]) -> None:
    """A line a month, a sign a day: the darker, the more releases."""
    most = max(days.values(), default=0)
    for month in range(1, 13):
        length = calendar.monthrange(year, month)[1]
        signs = (_shade(days.get(date(year, month, day), 0), most) for day in range(1, length + 1))
        console().print(f"{year}-{month:02} {''.join(signs)}")
    console().print(f"{sum(days.values())} releases on {len(days)} days; darkest: {most} on one day")


def _shade(count: int, most: int) -> str:
    return SHADES[-(-count * (len(SHADES) - 1) // most)] if count else SHADES[0]
