"""The columns of exported files as the tables under `seeds/export/` describe them, for writers and descriptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipelines.tables import toml_table

Type = Literal["text", "number", "real", "flag", "day", "instant", "json", "record"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one part of a record: its type, what it tells, an example in the form of jsonl."""

    name: str
    type: Type
    about: str
    example: Any
    many: bool = False
    wording: bool = False
    parts: tuple["Column", ...] = ()


@cache
def nested_columns() -> tuple[Column, ...]:
    """The columns of jsonl and parquet."""
    return _columns(toml_table("export/release.toml"))


@cache
def flat_columns() -> tuple[Column, ...]:
    """The columns of csv."""
    return _columns(toml_table("export/flat.toml"))


def _columns(table: Mapping[str, Any]) -> tuple[Column, ...]:
    return tuple(_column(name, **entry) for name, entry in table.items())


def _column(name: str, *, parts: Mapping[str, Any] | None = None, **entry: Any) -> Column:
    return Column(name, parts=_columns(parts or {}), **entry)
