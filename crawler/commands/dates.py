"""`lapaswire dates`: text in, its dates with proof out."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from crawler.console import fail
from pipelines.contract import event_day_json, mention_json
from pipelines.dates import date_passage

ZONES = ("WIB", "WITA", "WIT")


def run(
    published: Annotated[str | None, typer.Option(metavar="DAY", help="day of publication, such as 2025-02-26")] = None,
    zone: Annotated[str | None, typer.Option(help="zone of the place: WIB, WITA or WIT")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            exists=True,
            dir_okay=False,
            help='many texts, a line each {"id", "text", "published", "zone"}',
        ),
    ] = None,
) -> None:
    """Text on stdin in, its dates with proof out, as JSON."""
    if batch is None:
        _tell(_dated(sys.stdin.read(), _day(published, "--published"), _zone(zone, "--zone")))
        return
    with batch.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                _tell(_dated_line(line, f"{batch}:{number}"))


def _dated_line(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        fail(f"{where}: {error}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        fail(f'{where}: expected an object with a "text"')
    day, zone = _day(row.get("published"), f"{where}: published"), _zone(row.get("zone"), f"{where}: zone")
    return {"id": row.get("id"), **_dated(row["text"], day, zone)}


def _dated(text: str, published: date | None, zone: str | None) -> dict[str, Any]:
    mentions, event = date_passage(text, published, zone)
    return {"mentions": [mention_json(mention) for mention in mentions], "event": event_day_json(event)}


def _day(text: str | None, where: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        fail(f"{where}: {text!r} is no day such as 2025-02-26")


def _zone(text: str | None, where: str) -> str | None:
    if text is not None and text not in ZONES:
        fail(f"{where}: {text!r} is none of {', '.join(ZONES)}")
    return text


def _tell(answer: dict[str, Any]) -> None:
    print(orjson.dumps(answer).decode())
