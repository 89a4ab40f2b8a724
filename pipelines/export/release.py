"""One export from start to end: rows out of one state of the database into a file, and the manifest beside it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from pipelines.export.changes import check_cursor, rows
from pipelines.export.files import whole_file, write_whole
from pipelines.export.formats import FORMATS
from pipelines.export.manifest import SCHEMA_VERSION, Manifest, conditions, manifest_json
from pipelines.export.selection import Selection, chosen_columns
from pipelines.store.engine import reading
from pipelines.version import PIPELINE_VERSION

Json = dict[str, Any]


def export(engine: Engine, form: str, out: Path, since: int = 0, selection: Selection | None = None) -> Manifest:
    """Writes what changed after `since` (0: everything) to `out`, and its manifest beside it.

    The old manifest goes first and the new one comes last: where there is one, it fits the file.
    Raises ExportError and DatabaseError.
    """
    selection = selection or Selection()
    chosen = FORMATS[form]
    columns = chosen_columns(selection, chosen.columns())
    beside = manifest_path(out)
    counts: Counter[str] = Counter()
    with reading(engine) as session, whole_file(out) as file:
        newest = check_cursor(session, since)
        chosen.write(_counted(rows(session, since, selection), counts), file, columns)
        beside.unlink(missing_ok=True)
    manifest = Manifest(
        file=out.name,
        format=form,
        schema_version=SCHEMA_VERSION,
        since=since,
        cursor=newest,
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        rows=counts.total(),
        counts={op: counts[op] for op in ("ADD", "MOD", "DEL")},
        bytes=file.size,
        sha256=file.sha256,
        columns=tuple(column.name for column in columns),
        where=conditions(selection),
        text=selection.text,
        redacted=selection.redact,
        pipeline_version=PIPELINE_VERSION,
    )
    write_whole(beside, manifest_json(manifest))
    return manifest


def manifest_path(out: Path) -> Path:
    """Where the manifest of a file stands."""
    return out.with_name(f"{out.name}.manifest.json")


def _counted(rows: Iterable[Json], counts: Counter[str]) -> Iterator[Json]:
    for row in rows:
        counts[row["op"]] += 1
        yield row
