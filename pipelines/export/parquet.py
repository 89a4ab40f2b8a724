"""Releases as Parquet: typed and nested; instants in UTC, days as dates, free forms as JSON text."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import orjson
import pyarrow as pa
from pyarrow import parquet

from pipelines.export.columns import Column
from pipelines.export.files import Measured

Json = dict[str, Any]
ROW_GROUP = 1000
"""Rows held in memory at a time."""

TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "json": pa.string(),
    "number": pa.int64(),
    "real": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
}


def write(rows: Iterable[Json], file: Measured, columns: Sequence[Column]) -> None:
    """Writes the rows in groups; a DEL has nulls but for op, seq and id."""
    layout = schema(columns)
    stream = iter(rows)
    with parquet.ParquetWriter(file, layout, compression="zstd") as writer:
        while group := list(islice(stream, ROW_GROUP)):
            typed = [{column.name: _typed(column, row.get(column.name)) for column in columns} for row in group]
            writer.write_table(pa.Table.from_pylist(typed, schema=layout))


def schema(columns: Sequence[Column]) -> pa.Schema:
    """The Arrow schema of the columns, with what each tells as its description."""
    return pa.schema([_field(column) for column in columns])


def _field(column: Column) -> pa.Field:
    if column.type == "record":
        kind: pa.DataType = pa.struct([_field(part) for part in column.parts])
    else:
        kind = TYPES[column.type]
    return pa.field(column.name, pa.list_(kind) if column.many else kind, metadata={"description": column.about})


def _typed(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.many:
        return [_single(column, entry) for entry in value]
    return _single(column, value)


def _single(column: Column, value: Any) -> Any:
    if column.type == "record":
        return {part.name: _typed(part, value.get(part.name)) for part in column.parts}
    read = READERS.get(column.type)
    return read(value) if read else value


READERS: dict[str, Callable[[Any], Any]] = {
    "day": date.fromisoformat,
    "instant": lambda text: datetime.fromisoformat(text).astimezone(UTC),
    "json": lambda value: orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode(),
}
