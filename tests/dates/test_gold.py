"""The development half of the gold set of passages: the targets hold, and confidence means what it says."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.dates import date_passage
from pipelines.records import DateMention, EventDay

GOLD = Path(__file__).parents[2].parent / "shared" / "gold" / "dates-dev.jsonl"
Answer = tuple[dict[str, Any], tuple[DateMention, ...], EventDay]

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"{GOLD} is not here")


@cache
def answers() -> tuple[Answer, ...]:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    days = [date.fromisoformat(row["published"]) if row["published"] else None for row in rows]
    return tuple(
        (row, *date_passage(row["text"], day, row["published_time_zone"])) for row, day in zip(rows, days, strict=True)
    )


def over(mention: dict[str, Any], given: tuple[DateMention, ...]) -> list[DateMention]:
    return [one for one in given if one.value and one.start < mention["end"] and one.end > mention["start"]]


def test_decidable_mentions_are_right() -> None:
    asked = [
        (m, over(m, given))
        for row, given, _ in answers()
        for m in row["mentions"]
        if m["value"] and not m.get("optional")
    ]
    right = sum(m["value"] in {one.value for one in found} for m, found in asked)
    assert right / len(asked) >= 0.985


def test_look_alikes_and_undecidable_mentions_are_left_alone() -> None:
    asked = [(m, over(m, given)) for row, given, _ in answers() for m in row["mentions"] if m["value"] is None]
    left = sum(all(one.confidence < 0.5 or one.value == m.get("coarse") for one in found) for m, found in asked)
    assert left / len(asked) >= 0.98


def test_the_event_day_is_right() -> None:
    right = sum(
        "/".join(filter(None, (event.date, event.end_date))) == (row["event_date"] or "") for row, _, event in answers()
    )
    assert right / len(answers()) >= 0.96


def test_sure_values_are_right() -> None:
    sure = [
        (m, one)
        for row, given, _ in answers()
        for m in row["mentions"]
        for one in over(m, given)
        if one.confidence >= 0.9 and not m.get("optional")
    ]
    right = sum(one.value == m["value"] or one.value == m.get("coarse") for m, one in sure)
    assert right / len(sure) >= 0.99
