"""The formats of an export: how each is written, and with which columns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.export import csv, jsonl, parquet
from pipelines.export.columns import Column, flat_columns, nested_columns
from pipelines.export.files import Measured

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write releases."""

    name: str
    media_type: str
    write: Callable[[Iterable[Json], Measured, Sequence[Column]], None]
    columns: Callable[[], tuple[Column, ...]]


FORMATS = {
    form.name: form
    for form in (
        Format("jsonl", "application/jsonlines", jsonl.write, nested_columns),
        Format("csv", "text/csv", csv.write, flat_columns),
        Format("parquet", "application/vnd.apache.parquet", parquet.write, nested_columns),
    )
}
