"""What stands beside every export: where to go on, how much there is, and how to check it."""

from dataclasses import asdict, dataclass
from typing import Any

import orjson

from pipelines.export.selection import Selection

SCHEMA_VERSION = "1.0"
"""Grows in front when a reader of the files must change, behind when columns were added."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of one export; `cursor` is the `--since` of the next one."""

    file: str
    format: str
    schema_version: str
    since: int
    cursor: int
    created_at: str
    rows: int
    counts: dict[str, int]
    bytes: int
    sha256: str
    columns: tuple[str, ...]
    where: dict[str, tuple[str, ...]]
    text: bool
    redacted: bool
    pipeline_version: str


def conditions(selection: Selection) -> dict[str, tuple[str, ...]]:
    """The conditions that were set, by key."""
    return {key: values for key, values in asdict(selection.where).items() if values}


def manifest_json(manifest: Manifest) -> bytes:
    """The manifest as a JSON file."""
    told: dict[str, Any] = asdict(manifest)
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
