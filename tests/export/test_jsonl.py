"""JSON lines: whole or what changed, chosen, cut, with a manifest that fits."""

import hashlib
import re
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine

from pipelines.export.files import ExportError
from pipelines.export.release import export, manifest_path
from pipelines.export.selection import Selection, Where, parse_where
from pipelines.store.engine import writing
from tests.export.articles import article, store, withdraw


def lines(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_the_whole_export_has_every_release_once_with_its_copies(filled: Engine, tmp_path: Path) -> None:
    manifest = export(filled, "jsonl", tmp_path / "out.jsonl")
    found = lines(tmp_path / "out.jsonl")
    assert [row["op"] for row in found] == ["ADD", "ADD", "ADD"]
    assert sorted(len(row["appearances"]) for row in found) == [1, 1, 2]
    assert [row["seq"] for row in found] == sorted(row["seq"] for row in found)
    assert manifest.cursor == max(row["seq"] for row in found) or manifest.cursor > 0
    assert set(found[0]) >= {"event_id", "title", "paragraphs", "event", "prisons", "police", "people", "quotes"}


def test_the_manifest_fits_the_file(filled: Engine, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    export(filled, "jsonl", out)
    manifest = orjson.loads(manifest_path(out).read_bytes())
    content = out.read_bytes()
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest["bytes"] == len(content)
    assert manifest["rows"] == sum(manifest["counts"].values()) == 3


def test_nothing_new_gives_an_empty_file(filled: Engine, tmp_path: Path) -> None:
    cursor = export(filled, "jsonl", tmp_path / "out.jsonl").cursor
    again = export(filled, "jsonl", tmp_path / "delta.jsonl", cursor)
    assert (again.rows, again.cursor, (tmp_path / "delta.jsonl").read_bytes()) == (0, cursor, b"")


def test_edits_and_removals_are_told_to_those_who_knew(filled: Engine, tmp_path: Path) -> None:
    whole = tmp_path / "whole.jsonl"
    cursor = export(filled, "jsonl", whole).cursor
    ids = {row["title"]: row["id"] for row in lines(whole)}
    with writing(filled) as session:
        store(session, article(1, title="Razia gabungan, diperbarui"))
        withdraw(session, article(2))
        store(session, article(9))
    export(filled, "jsonl", tmp_path / "delta.jsonl", cursor)
    delta = lines(tmp_path / "delta.jsonl")
    assert [(row["op"], row["id"]) for row in delta if row["op"] != "ADD"] == [
        ("MOD", ids["Razia gabungan nomor 1"]),
        ("DEL", ids["Razia gabungan nomor 2"]),
    ]
    assert [row["title"] for row in delta if row["op"] == "ADD"] == ["Razia gabungan nomor 9"]


def test_a_cursor_of_another_database_is_refused(filled: Engine, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="ahead of this database"):
        export(filled, "jsonl", tmp_path / "out.jsonl", 10_000)
    assert not list(tmp_path.glob("out*"))


@pytest.mark.parametrize(
    ("condition", "titles"),
    [
        ("day=2025-03-06", {"Razia gabungan nomor 1"}),
        ("day=2025-03-05..", {"Razia gabungan nomor 1", "Razia gabungan nomor 2"}),
        ("province=banten", {f"Razia gabungan nomor {number}" for number in range(3)}),
        ("unit=Polres Kotaba", {"Razia gabungan nomor 1"}),
        ("unit=lapas-kotaca", {"Razia gabungan nomor 2"}),
        ("unit=lapas kotaca", {"Razia gabungan nomor 2"}),
        ("unit=Lapas Kelas IIB Kotaca", {"Razia gabungan nomor 2"}),
        ("province=NTB", set()),
        ("kind=visit", set()),
    ],
)
def test_conditions_choose(filled: Engine, tmp_path: Path, condition: str, titles: set[str]) -> None:
    export(filled, "jsonl", tmp_path / "out.jsonl", selection=Selection(parse_where([condition])))
    assert {row["title"] for row in lines(tmp_path / "out.jsonl")} == titles


def test_a_source_is_chosen_by_any_copy(filled: Engine, tmp_path: Path) -> None:
    export(filled, "jsonl", tmp_path / "out.jsonl", selection=Selection(Where(source=("wartauji",))))
    (row,) = lines(tmp_path / "out.jsonl")
    assert {copy["source"] for copy in row["appearances"]} == {"kabaruji", "wartauji"}


def test_what_leaves_the_selection_is_told_as_removed(filled: Engine, tmp_path: Path) -> None:
    selection = Selection(Where(kind=("search",)))
    cursor = export(filled, "jsonl", tmp_path / "out.jsonl", selection=selection).cursor
    with writing(filled) as session:
        changed = article(1)
        store(session, article(1, event_kind=type(changed.event_kind)("visit")))
    export(filled, "jsonl", tmp_path / "delta.jsonl", cursor, selection)
    assert [row["op"] for row in lines(tmp_path / "delta.jsonl")] == ["DEL"]


@pytest.mark.parametrize(
    "condition", ["tanggal=2025-03-01", "day=", "day", "day=kemarin", "day=2025-02-30", "day=2025-03-02..2025-03-01"]
)
def test_a_wrong_condition_is_named(condition: str) -> None:
    with pytest.raises(ExportError, match="--where"):
        parse_where([condition])


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("kind=visits", "did you mean visit?"),
        ("kind=xyz", "there are agreement, ceremony"),
        ("province=Jawa Tengh", "did you mean Jawa Tengah?"),
        ("province=jateng", None),
    ],
)
def test_a_value_that_no_release_can_have_is_told(condition: str, told: str | None) -> None:
    if told is None:
        assert parse_where([condition]).province == ("Jawa Tengah",)
        return
    with pytest.raises(ExportError, match=re.escape(told)):
        parse_where([condition])


def test_columns_and_text_are_left_out(filled: Engine, tmp_path: Path) -> None:
    export(filled, "jsonl", tmp_path / "few.jsonl", selection=Selection(columns=("title", "event")))
    assert set(lines(tmp_path / "few.jsonl")[0]) == {"op", "seq", "id", "title", "event"}
    export(filled, "jsonl", tmp_path / "facts.jsonl", selection=Selection(text=False))
    row = lines(tmp_path / "facts.jsonl")[0]
    assert not {"paragraphs", "quotes"} & set(row)
    assert "hunian" not in orjson.dumps(row).decode()


def test_a_wrong_column_is_named_with_the_nearest(filled: Engine, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="did you mean title"):
        export(filled, "jsonl", tmp_path / "out.jsonl", selection=Selection(columns=("titel",)))
