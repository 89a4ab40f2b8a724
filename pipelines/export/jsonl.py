"""Releases as JSON lines: nested, complete, one object a line."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from pipelines.export.columns import Column
from pipelines.export.files import Measured

Json = dict[str, Any]


def write(rows: Iterable[Json], file: Measured, columns: Sequence[Column]) -> None:
    """Writes the rows, every line with these columns; a DEL has nulls but for op, seq and id."""
    names = [column.name for column in columns]
    for row in rows:
        kept = {name: row.get(name) for name in names}
        file.write(orjson.dumps(kept, option=orjson.OPT_APPEND_NEWLINE))
