"""Precision and recall of gate and verdict on the pages of the shared gold set."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.contract import article_json
from pipelines.process import process
from pipelines.records import Document, Page
from pipelines.text import decode
from pipelines.topic import gate

GOLD = Path(__file__).parents[2] / "../shared/gold/pages-dev"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold pages are not here")


def rows() -> Iterator[tuple[dict[str, Any], Page]]:
    for line in (GOLD / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row, Page(row["url"], (GOLD / row["file"]).read_bytes(), datetime.fromisoformat(row["fetched_at"]))


def test_the_gate_lets_every_page_on_topic_pass() -> None:
    lost = []
    for row, page in rows():
        document = decode(page)
        if row["on_topic"] and isinstance(document, Document) and gate(document):
            lost.append(row["file"])
    assert lost == []


def test_precision_and_recall() -> None:
    accepted = {row["file"]: article_json(process(page))["status"] == "accepted" for row, page in rows()}
    wanted = {row["file"] for row, _ in rows() if row["on_topic"]}
    right = sum(accepted[file] for file in wanted)
    assert right / len(wanted) >= 0.98
    assert right / sum(accepted.values()) >= 0.98
