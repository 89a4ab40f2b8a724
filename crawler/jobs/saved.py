"""Saved pages on the disk: single files, and lists of them (`{"file","url","fetched_at","any_topic"}` a line)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
from pydantic import AwareDatetime, BaseModel, ConfigDict, NaiveDatetime, ValidationError

from pipelines.records import HTML, PLAIN_TEXT, Page


class SavedPage(BaseModel):
    """One line of a list; `fetched_at` is when the file changed where the line does not tell it, UTC where naive."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    file: Path
    url: str
    fetched_at: AwareDatetime | NaiveDatetime | None = None
    any_topic: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line or file that gives no page: its address where known, and why, with file and line."""

    url: str
    why: str


def listed(path: Path) -> Iterator[SavedPage | Unreadable]:
    """The lines of a list, in order. Raises OSError where the list itself cannot be read."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _entry(line, f"{path}, line {number}")


def _entry(line: bytes, place: str) -> SavedPage | Unreadable:
    try:
        return SavedPage.model_validate_json(line)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}".lstrip(": ") for fault in error.errors()
        )
        return Unreadable(_url_in(line), f"{place}: {faults}")


def _url_in(line: bytes) -> str:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return ""
    return str(row.get("url") or "") if isinstance(row, dict) else ""


def page_in(saved: SavedPage) -> Page | Unreadable:
    """The page that a saved file holds; a `.txt` file is plain text."""
    try:
        body = saved.file.read_bytes()
        at = saved.fetched_at or datetime.fromtimestamp(saved.file.stat().st_mtime, UTC)
    except OSError as error:
        return Unreadable(saved.url, f"{saved.file}: {error.strerror}")
    media_type = PLAIN_TEXT if saved.file.suffix.lower() == ".txt" else HTML
    return Page(saved.url, body, at if at.tzinfo else at.replace(tzinfo=UTC), media_type)
