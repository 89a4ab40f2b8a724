"""The three formats tell the same: described columns, types, safe cells."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from pipelines.export.columns import Column, flat_columns, nested_columns
from pipelines.export.csv import FLAT, FORMULA_SIGNS, harmless
from pipelines.export.release import export
from pipelines.export.selection import HEAD, Selection
from pipelines.store.engine import writing
from tests.export.articles import article, rich_article, store, withdraw


@pytest.fixture
def rich(engine: Engine) -> Engine:
    with writing(engine) as session:
        for number in range(3):
            store(session, rich_article(number))
    return engine


def records(engine: Engine, path: Path, form: str, since: int = 0, selection: Selection | None = None) -> list[Any]:
    export(engine, form, path, since, selection)
    if form == "jsonl":
        return [orjson.loads(line) for line in path.read_bytes().splitlines()]
    if form == "csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    return list(pq.read_table(path).to_pylist())


def described(record: dict[str, Any], columns: Sequence[Column], where: str = "") -> list[str]:
    """Keys that are told and not described, or described and not told."""
    wrong = [f"{where}{name}" for name in set(record) ^ {column.name for column in columns}]
    for column in columns:
        entries = record.get(column.name) if column.many else [record.get(column.name)]
        if column.type == "record":
            for entry in entries or ():
                wrong += described(entry, column.parts, f"{where}{column.name}.") if entry else []
    return wrong


def test_every_key_of_a_release_is_described(rich: Engine, tmp_path: Path) -> None:
    for row in records(rich, tmp_path / "out.jsonl", "jsonl"):
        assert described(row, nested_columns()) == []


def test_every_flat_column_has_its_value() -> None:
    assert {column.name for column in flat_columns()} == {*HEAD, *FLAT}


def test_examples_fit_their_types() -> None:
    kinds = {
        "text": str,
        "number": int,
        "real": float,
        "flag": bool,
        "day": str,
        "instant": str,
        "json": dict,
        "record": dict,
    }
    todo = [*nested_columns(), *flat_columns()]
    while todo:
        column = todo.pop()
        todo += column.parts
        assert isinstance(column.example, list if column.many else kinds.get(column.type, str)), column.name
        assert column.about


def test_parquet_is_typed_and_nested(rich: Engine, tmp_path: Path) -> None:
    row = records(rich, tmp_path / "out.parquet", "parquet")[1]
    plain = records(rich, tmp_path / "out.jsonl", "jsonl")[1]
    assert row["event"]["date"] == date.fromisoformat(plain["event"]["date"])
    assert row["published_at"] == datetime.fromisoformat(plain["published_at"]).astimezone(UTC)
    assert row["prisons"][0]["spans"] == plain["prisons"][0]["spans"]
    assert row["dates"] == plain["dates"]
    assert row["paragraphs"] == plain["paragraphs"]
    assert orjson.loads(row["event"]["vote"]) == plain["event"]["vote"]


def test_parquet_columns_carry_their_descriptions(rich: Engine, tmp_path: Path) -> None:
    records(rich, tmp_path / "out.parquet", "parquet")
    field = pq.read_schema(tmp_path / "out.parquet").field("published_at")
    assert b"published" in field.metadata[b"description"]


def test_csv_is_flat_and_tells_the_same(rich: Engine, tmp_path: Path) -> None:
    rows = records(rich, tmp_path / "out.csv", "csv")
    plain = records(rich, tmp_path / "out.jsonl", "jsonl")
    assert [row["id"] for row in rows] == [row["id"] for row in plain]
    assert rows[0]["event_date"] == plain[0]["event"]["date"]
    assert rows[0]["text"].split("\n\n") == plain[0]["paragraphs"]
    assert rows[0]["people"] == "Bagas Mahardi (Kalapas)"
    assert rows[0]["provinces"] == "Banten"


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_removals_are_bare_in_every_format(rich: Engine, tmp_path: Path, form: str) -> None:
    cursor = export(rich, form, tmp_path / "whole").cursor
    with writing(rich) as session:
        withdraw(session, rich_article(1))
    (row,) = records(rich, tmp_path / "delta", form, cursor)
    assert row["op"] == "DEL"
    assert not any(value for name, value in row.items() if name not in HEAD)


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_no_text_leaves_no_sentence_of_the_site(rich: Engine, tmp_path: Path, form: str) -> None:
    for row in records(rich, tmp_path / "out", form, selection=Selection(text=False)):
        assert not {"paragraphs", "text", "quotes"} & set(row)
        assert "Kami periksa semuanya" not in repr(row)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_empty_export_still_has_its_columns(engine: Engine, tmp_path: Path, form: str) -> None:
    assert records(engine, tmp_path / "out", form) == []
    assert (tmp_path / "out").stat().st_size > 0


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://x")', "+62811", "-1+1", "@SUM(A1)", "\t=1", " =1", "＝1", "'=1", "\n=1"]
)
def test_cells_that_look_like_formulas_are_made_text(cell: str) -> None:
    assert harmless(cell).startswith("'")


@pytest.mark.parametrize("cell", ["Judul;=1+1", "Judul\t@SUM(A1)", 'Judul; =HYPERLINK("http://x")'])
def test_other_separators_open_no_cell_with_a_formula(cell: str) -> None:
    assert all(not part.lstrip().startswith(FORMULA_SIGNS[:-1]) for part in re.split(r"[;\t]", harmless(cell)))
    assert harmless("satu; dua - tiga") == "satu; dua - tiga"


def test_numbers_stay_numbers() -> None:
    assert (harmless(-0.5), harmless(3), harmless(None), harmless("biasa")) == ("-0.5", "3", "", "biasa")


@given(st.text(max_size=60) | st.text(";\t=+-@ a'", max_size=12))
def test_no_cell_begins_with_a_formula_sign(text: str) -> None:
    cell = harmless(text)
    assert not cell.lstrip().startswith(FORMULA_SIGNS[:-1])
    plain = text.replace("\x00", "").replace("\r", " ")
    assert cell.replace("'", "") == plain.replace("'", "")
    for part in re.split(r"[;\t]", cell)[1:]:
        assert not part.lstrip().startswith(FORMULA_SIGNS[:-1])


def test_a_hostile_headline_is_harmless_in_the_file(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        store(session, article(1, title='=cmd|"/c calc"!A1, "kutip"\nbaris'))
    (row,) = records(engine, tmp_path / "out.csv", "csv")
    assert row["title"] == '\'=cmd|"/c calc"!A1, "kutip"\nbaris'
