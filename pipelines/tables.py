"""Reads the tables under `seeds/`: facts and words that people extend without touching code."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from typing import Any

from pipelines.errors import LapaswireError


class TableError(LapaswireError):
    """A table is missing or broken; the message names the file, and the line where the parser knows it."""


def seed(path: str) -> Traversable:
    """The bundled file or folder `path` under `seeds/`."""
    return files("seeds").joinpath(*path.split("/"))


@cache
def toml_table(path: str) -> dict[str, Any]:
    """The TOML file `path` under `seeds/` (read once a process). Raises TableError."""
    try:
        return tomllib.loads(seed(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"seeds/{path}: {error}") from error


@cache
def csv_table(path: str) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file `path` under `seeds/`, each a dict by column. Raises TableError."""
    try:
        lines = StringIO(seed(path).read_text(encoding="utf-8"), newline="")
        return tuple(csv.DictReader(lines, strict=True))
    except (OSError, csv.Error) as error:
        raise TableError(f"seeds/{path}: {error}") from error
