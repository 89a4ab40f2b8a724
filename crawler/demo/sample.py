"""A few records of the database in a form for people: what happened, when, where, who says so, on which sites."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlalchemy.orm import Session

from pipelines.store.records import find_release, release_ids

Json = dict[str, Any]
WIDTH = 80


def releases(session: Session) -> list[Json]:
    """All releases, those that most sites carry first."""
    found = [record for key in release_ids(session) if (record := find_release(session, key))]
    return sorted(found, key=lambda record: (-len(record["appearances"]), record["published_at"] or ""))


def sample(records: Sequence[Json], most: int = 4) -> RenderableType:
    """The first records as panels."""
    return Group(*(_panel(record) for record in records[:most]))


def _panel(record: Json) -> Panel:
    facts = Table.grid(padding=(0, 1))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column()
    for label, value in _facts(record):
        if value:
            facts.add_row(label, Text(value))
    return Panel(
        facts, title=Text(record["title"] or "", overflow="ellipsis", no_wrap=True), title_align="left", width=WIDTH
    )


def _facts(record: Json) -> list[tuple[str, str]]:
    event = record["event"]
    day = " to ".join(filter(None, (event["date"], event["end_date"]))) or "day unknown"
    proof = f' ("{event["text"]}")' if event["text"] else ""
    quote = next(iter(record["quotes"]), None)
    return [
        ("event", f"{event['kind']}, {day}{proof}"),
        ("prisons", _names(record["prisons"])),
        ("police", _names(record["police"])),
        ("people", ", ".join(map(_person, record["people"][:4]))),
        ("quote", f"“{quote['text']}” ({quote['speaker'] or quote['role'] or 'speaker unknown'})" if quote else ""),
        ("carried by", ", ".join(_copy(copy) for copy in record["appearances"])),
    ]


def _names(units: Sequence[Json]) -> str:
    return ", ".join(unit["name"] for unit in units)


def _person(person: Json) -> str:
    return f"{person['name']} ({person['role']})" if person["role"] else str(person["name"])


def _copy(copy: Json) -> str:
    return f"{copy['source']} {copy['similarity']:.0%}"
