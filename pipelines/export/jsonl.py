"""Releases as JSON lines: nested, complete, one object a line."""

from collections.abc import Iterable
from typing import Any

import orjson

from pipelines.export.files import Measured

Json = dict[str, Any]


def write(rows: Iterable[Json], file: Measured, columns: tuple[str, ...]) -> None:
    """Writes the rows with these columns; a DEL has only those that name it."""
    for row in rows:
        kept = {name: row[name] for name in columns if name in row}
        file.write(orjson.dumps(kept, option=orjson.OPT_APPEND_NEWLINE))
