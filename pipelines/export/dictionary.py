"""The data dictionary (`docs/data-dictionary.md`), made of the tables under `seeds/export/`.

`python -m pipelines.export.dictionary > docs/data-dictionary.md` renews it.
"""

import sys
from collections.abc import Iterator, Sequence

import orjson

from pipelines.export.card import type_name
from pipelines.export.columns import Column, flat_columns, nested_columns
from pipelines.tables import toml_table

HEAD = """# Data dictionary

Every column of the exported files and of the database. This page is made of the tables under `seeds/export/`
(`python -m pipelines.export.dictionary > docs/data-dictionary.md`); change those.

Instants are ISO 8601; days are written 2025-03-11. A null says that the sources do not prove a value.
"""


def dictionary() -> str:
    """The whole page as Markdown."""
    return "\n".join((HEAD, *_files(), *_database()))


def _files() -> Iterator[str]:
    yield "## Exported releases: jsonl and parquet\n"
    yield "Parquet has the same columns: instants in UTC, days as dates, `json` as text.\n"
    yield from _columns(nested_columns())
    yield "\n## Exported releases: csv\n"
    yield "One flat line a release; several values in a cell are joined by ` | `.\n"
    yield from _columns(flat_columns())


def _columns(columns: Sequence[Column]) -> Iterator[str]:
    yield "| column | type | what it tells | example |\n|---|---|---|---|"
    for name, column in _flattened(columns, ""):
        yield f"| `{name}` | {type_name(column)} | {column.about} | {_shown(column.example)} |"


def _flattened(columns: Sequence[Column], above: str) -> Iterator[tuple[str, Column]]:
    for column in columns:
        name = f"{above}{column.name}{'[]' if column.many else ''}"
        yield name, column
        yield from _flattened(column.parts, f"{name}.")


def _database() -> Iterator[str]:
    yield "\n## The database\n"
    yield "The same on SQLite and PostgreSQL. Instants are kept in UTC.\n"
    for name, table in toml_table("export/tables.toml").items():
        yield f"### {name}\n\n{table['about']}\n\n| column | what it tells | example |\n|---|---|---|"
        for column, (about, example) in table["columns"].items():
            yield f"| `{column}` | {about} | `{example}` |"
        yield ""


def _shown(example: object) -> str:
    if example in ([], {}):
        return ""
    text = example if isinstance(example, str) else orjson.dumps(example).decode()
    return "`{}`".format(text.replace("|", "\\|"))


if __name__ == "__main__":
    sys.stdout.write(dictionary())
