"""Which releases an export holds, and how much of each it tells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from pipelines.export.columns import Column
from pipelines.export.files import ExportError
from pipelines.tables import csv_table, toml_table

Json = dict[str, Any]
HEAD = ("op", "seq", "id")
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})?(\.\.)?(\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that must all hold; each is empty, or names values of which one must fit."""

    day: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export: the conditions, the columns (empty for all), whether with the text, whether redacted."""

    where: Where = field(default_factory=Where)
    columns: tuple[str, ...] = ()
    text: bool = True
    redact: bool = False


def parse_where(conditions: Iterable[str]) -> Where:
    """Conditions such as `day=2025-03-01..2025-03-31`, `province=Jawa Tengah`; a key given twice means either.

    Raises ExportError that names the condition.
    """
    keys = tuple(Where.__dataclass_fields__)
    found: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        key, equals, value = (part.strip() for part in condition.partition("="))
        if key not in keys or not equals or not value:
            raise ExportError(f"--where {condition!r}: write KEY=VALUE with one of the keys {', '.join(keys)}")
        found[key] = (*found.get(key, ()), _checked(key, value))
    return Where(**found)


def _checked(key: str, value: str) -> str:
    """The value as records write it. Raises ExportError for one that no record can have."""
    if key == "day":
        _span(value)
    if key not in ("kind", "province"):
        return value
    known = _provinces() if key == "province" else {kind: kind for kind in toml_table("kinds.toml")["kinds"]}
    if value.casefold() not in known:
        near = get_close_matches(value.casefold(), known, 1)
        names = sorted(set(known.values()))
        raise ExportError(f"--where {key}={value}: {_hint(known[near[0]] if near else None, names)}")
    return known[value.casefold()]


def _provinces() -> dict[str, str]:
    """The names of the provinces by each of their names in small letters."""
    rows = csv_table("gazetteer/provinces.csv")
    names = ((name, row["name"]) for row in rows for name in (row["name"], *row["aliases"].split("|")) if name)
    return {name.casefold(): province for name, province in names}


def _hint(near: str | None, names: Iterable[str]) -> str:
    return f"did you mean {near}?" if near else f"there are {', '.join(names)}"


def chosen_columns(selection: Selection, known: Sequence[Column]) -> tuple[Column, ...]:
    """The columns to write, in their usual order; those that every row has are always there. Raises ExportError."""
    names = [column.name for column in known]
    for name in selection.columns:
        if name not in names:
            near = next(iter(get_close_matches(name, names, 1)), None)
            raise ExportError(f"--columns: no column {name!r}; {_hint(near, names)}")
    wanted = {*HEAD, *(selection.columns or names)}
    return tuple(column for column in known if column.name in wanted and (selection.text or not column.wording))


def matches(record: Json, where: Where) -> bool:
    """Whether the release fulfils the conditions."""
    units = [*record["prisons"], *record["police"]]
    return all(
        (
            not where.day or any(_touches(record, *_span(value)) for value in where.day),
            _one_of(where.province, (unit["province"] for unit in units)),
            _one_of(where.unit, (name for unit in units for name in _names(unit))),
            _one_of(where.kind, (record["event"]["kind"],)),
            _one_of(where.source, (appearance["source"] for appearance in record["appearances"])),
        )
    )


def _names(unit: Json) -> tuple[str | None, ...]:
    """What a unit may be asked for by: its id, its name, and its name without the class ("Lapas Cianjur")."""
    parts = (unit.get("kind") or unit.get("level"), unit.get("subtype"), unit["place"])
    return unit["id"], unit["name"], " ".join(filter(None, parts))


def _one_of(wanted: tuple[str, ...], values: Iterable[str | None]) -> bool:
    if not wanted:
        return True
    folded = {value.casefold() for value in wanted}
    return any(value is not None and value.casefold() in folded for value in values)


def _touches(record: Json, first: date, last: date) -> bool:
    """Whether the event lies in the span; a release whose event has no day counts by its publication."""
    event = record["event"]
    start = event["date"] or (record["published_at"] or "")[:10]
    if not start:
        return False
    return date.fromisoformat(start) <= last and date.fromisoformat(event["end_date"] or start) >= first


def _span(value: str) -> tuple[date, date]:
    """`DAY`, `DAY..DAY`, `DAY..` or `..DAY`; both ends belong to it."""
    found = SPAN.fullmatch(value)
    try:
        if not found or not (found[1] or found[3]):
            raise ValueError("write DAY, DAY..DAY, DAY.. or ..DAY with days like 2025-03-31")
        first = date.fromisoformat(found[1]) if found[1] else date.min
        last = date.fromisoformat(found[3]) if found[3] else (date.max if found[2] else first)
    except ValueError as error:
        raise ExportError(f"--where day={value}: {error}") from error
    if last < first:
        raise ExportError(f"--where day={value}: ends before it begins")
    return first, last
