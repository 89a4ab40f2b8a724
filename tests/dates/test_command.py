"""`lapaswire dates` as programs call it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.cli import app

RUNNER = CliRunner()
SENTENCE = "Lapas Sukamaju digeledah, Rabu (12/3)."


def test_text_on_stdin() -> None:
    result = RUNNER.invoke(app, ["dates", "--published", "2025-03-13", "--zone", "WIB"], input=SENTENCE)
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["event"]["date"] == "2025-03-12" and answer["event"]["end_date"] is None
    (mention,) = answer["mentions"]
    assert mention["value"] == "2025-03-12" and "paragraph" not in mention
    assert {
        "text",
        "start",
        "end",
        "precision",
        "time",
        "zone",
        "role",
        "method",
        "anchor",
        "weekday",
        "issues",
        "alternatives",
    } <= set(mention)


def test_a_batch_answers_in_order(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": SENTENCE, "published": "2025-03-13", "zone": "WIT"},
        {"id": "b", "text": "Tanpa tanggal.", "published": None, "zone": None},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    lines = RUNNER.invoke(app, ["dates", "--batch", str(batch)]).stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]
    assert [json.loads(line)["event"]["date"] for line in lines] == ["2025-03-12", None]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": 1}', "text"),
        ("{", "batch.jsonl:1"),
        ('{"text": "a", "published": "kemarin"}', "kemarin"),
        ('{"text": "a", "zone": "GMT"}', "GMT"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text(line + "\n", encoding="utf-8")
    result = RUNNER.invoke(app, ["dates", "--batch", str(batch)])
    assert result.exit_code == 2 and message in result.stderr


def test_a_wrong_day_is_wrong_use() -> None:
    result = RUNNER.invoke(app, ["dates", "--published", "12/3/2025"], input=SENTENCE)
    assert result.exit_code == 2 and "12/3/2025" in result.stderr
