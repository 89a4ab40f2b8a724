"""How often a confidence keeps its word: `python -m tests.dates.calibration GOLD.jsonl…` prints a table in Markdown.

The files have the shape of `../shared/gold/dates-dev.jsonl`. A value is right where a decidable mention of the gold set
lies under it with the same value (or one end of its range); a value over an undecidable mention or a look-alike is
wrong, one over nothing that is marked is left out.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.dates import date_passage

BANDS = ((0.98, 1.0), (0.95, 0.98), (0.9, 0.95), (0.8, 0.9), (0.6, 0.8), (0.5, 0.6), (0.0, 0.5))
Judged = tuple[float, bool]


def main() -> None:
    """Prints the table of the files named on the command line."""
    rows = [json.loads(line) for path in sys.argv[1:] for line in Path(path).read_text(encoding="utf-8").splitlines()]
    mentions, events = zip(*(_judged(row) for row in rows), strict=True)
    columns = [[one for some in mentions for one in some], [one for some in events for one in some]]
    sys.stdout.write("| confidence | values | right | event days | right |\n|---|---|---|---|---|\n")
    for low, high in BANDS:
        shown = f"{low:.2f} and more" if high == 1.0 else f"{low:.2f}–{high - 0.01:.2f}"
        sys.stdout.write(f"| {shown} | {' | '.join(_cell(column, low, high) for column in columns)} |\n")


def _cell(judged: Iterable[Judged], low: float, high: float) -> str:
    inside = [right for confidence, right in judged if low <= confidence < high or confidence == high == 1.0]
    return f"{len(inside)} | {sum(inside) / len(inside):.1%}" if inside else "0 | –"


def _judged(row: dict[str, Any]) -> tuple[list[Judged], list[Judged]]:
    """Confidence and rightness of the values and of the event's day of one passage."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    mentions, event = date_passage(row["text"], published, row["published_time_zone"])
    values = []
    for mention in mentions:
        under = [gold for gold in row["mentions"] if gold["start"] < mention.end and gold["end"] > mention.start]
        if mention.value and under:
            values.append((mention.confidence, any(_agrees(mention.value, gold) for gold in under)))
    told = "/".join(filter(None, (event.date, event.end_date)))
    return values, [(event.confidence, told == row["event_date"])] if told else []


def _agrees(value: str, gold: dict[str, Any]) -> bool:
    return value in (gold["value"], gold.get("coarse"), *(gold["value"] or "").split("/"))


if __name__ == "__main__":
    main()
