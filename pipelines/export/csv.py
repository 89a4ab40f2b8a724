"""Releases as CSV: one flat line each, safe to open in a spreadsheet."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from pipelines.export.columns import Column
from pipelines.export.files import Measured

Json = dict[str, Any]
JOINT = " | "
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")
"""A spreadsheet may run a cell that begins so (leading white space does not count)."""
_NEW_CELL = re.compile(r"(?<=[;\t])(?=\s*[=+\-@＝＋－＠])")
"""Where a cell would begin for a spreadsheet that separates by semicolons or tabs, as many do."""


def write(rows: Iterable[Json], file: Measured, columns: Sequence[Column]) -> None:
    """Writes a header and the rows, UTF-8, lines ended as RFC 4180 says; a DEL is empty but for op, seq and id."""
    names = [column.name for column in columns]
    file.write(_line(names))
    for row in rows:
        cells = {"op": row["op"], "seq": row["seq"], "id": row["id"]}
        if row["op"] != "DEL":
            cells |= {name: FLAT[name](row) for name in names if name in FLAT}
        file.write(_line([harmless(cells.get(name)) for name in names]))


def harmless(value: object) -> str:
    """The value as a cell: an apostrophe goes before what a spreadsheet might take for a formula."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = value.replace("\x00", "").replace("\r", " ")
    cell = _NEW_CELL.sub("'", text)
    return f"'{cell}" if text.lstrip().startswith(FORMULA_SIGNS) else cell


def _line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")


def _joined(values: Iterable[str | None]) -> str:
    return JOINT.join((value or "").replace("|", "/") for value in values)


def _each_once(values: Iterable[str | None]) -> str:
    return _joined(dict.fromkeys(value for value in values if value))


def _units(row: Json) -> Iterator[Json]:
    yield from row["prisons"]
    yield from row["police"]


def _with_note(text: str, note: str | None) -> str:
    return f"{text} ({note})" if note else text


FLAT: dict[str, Callable[[Json], object]] = {
    **{name: itemgetter(name) for name in ("event_id", "title", "published_at", "editor", "dateline", "language")},
    "published_day": lambda row: (row["published_at"] or "")[:10],
    "event_kind": lambda row: row["event"]["kind"],
    "event_date": lambda row: row["event"]["date"],
    "event_end_date": lambda row: row["event"]["end_date"],
    "event_text": lambda row: row["event"]["text"],
    "event_confidence": lambda row: row["event"]["confidence"],
    "prisons": lambda row: _joined(unit["name"] for unit in row["prisons"]),
    "prison_ids": lambda row: _joined(unit["id"] for unit in row["prisons"]),
    "police": lambda row: _joined(unit["name"] for unit in row["police"]),
    "police_ids": lambda row: _joined(unit["id"] for unit in row["police"]),
    "provinces": lambda row: _each_once(unit["province"] for unit in _units(row)),
    "regencies": lambda row: _each_once(unit["regency"] for unit in _units(row)),
    "people": lambda row: _joined(_with_note(person["name"], person["role"]) for person in row["people"]),
    "quotes": lambda row: _joined(_with_note(quote["text"], quote["speaker"]) for quote in row["quotes"]),
    "tags": lambda row: _joined(row["tags"]),
    "authors": lambda row: _joined(row["authors"]),
    "text": lambda row: "\n\n".join(row["paragraphs"]),
    "copies": lambda row: len(row["appearances"]),
    "sources": lambda row: _each_once(copy["source"] for copy in row["appearances"]),
    "urls": lambda row: _joined(copy["url"] for copy in row["appearances"]),
    "fetched_at": lambda row: row["provenance"]["fetched_at"],
    "fingerprint": lambda row: row["provenance"]["fingerprint"],
    "pipeline_version": lambda row: row["provenance"]["pipeline_version"],
}
