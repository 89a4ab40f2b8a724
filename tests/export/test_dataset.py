"""The folder of a dataset, held against the official readers of Croissant and Data Package."""

from pathlib import Path

import frictionless
import mlcroissant
import orjson
import pytest
import yaml
from sqlalchemy import Engine

from pipelines.export.columns import nested_columns
from pipelines.export.dataset import export_dataset
from pipelines.export.files import ExportError
from pipelines.export.selection import Selection
from pipelines.store.engine import writing
from tests.export.articles import article, rich_article, store, withdraw

FORMATS = ("jsonl", "csv", "parquet")


def valid_package(form: str) -> bool:
    """Whether frictionless accepts the package in this folder; its reader cannot compare nested cells of Parquet."""
    if form == "parquet":
        return not list(frictionless.Package.metadata_validate(orjson.loads(Path("datapackage.json").read_bytes())))
    return bool(frictionless.validate("datapackage.json").valid)


@pytest.mark.parametrize("form", FORMATS)
def test_mlcroissant_accepts_the_description_and_reads_the_rows(filled: Engine, tmp_path: Path, form: str) -> None:
    export_dataset(filled, form, tmp_path / "set", 0, Selection())
    dataset = mlcroissant.Dataset(tmp_path / "set" / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    rows = list(dataset.records("releases"))
    assert len(rows) == 3
    assert {row["releases/title"] for row in rows} >= {b"Razia gabungan nomor 1", b"Razia gabungan nomor 2"}


@pytest.mark.parametrize("form", FORMATS)
def test_frictionless_accepts_the_package_and_every_row(
    filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    export_dataset(filled, form, tmp_path / "set", 0, Selection())
    monkeypatch.chdir(tmp_path / "set")
    assert valid_package(form)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_changes_and_removals_is_accepted_too(
    filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    cursor = export_dataset(filled, form, tmp_path / "set", 0, Selection()).cursor
    with writing(filled) as session:
        withdraw(session, article(2))
        store(session, rich_article(5))
    export_dataset(filled, form, tmp_path / "set", cursor, Selection())
    monkeypatch.chdir(tmp_path / "set")
    assert valid_package(form)
    rows = list(mlcroissant.Dataset("croissant.json").records("releases"))
    assert {row["releases/op"] for row in rows} == {b"ADD", b"DEL"}


def test_the_card_has_what_catalogues_look_for(filled: Engine, tmp_path: Path) -> None:
    export_dataset(filled, "jsonl", tmp_path / "set", 0, Selection())
    _, front, body = (tmp_path / "set" / "README.md").read_text().split("---\n", 2)
    told = yaml.safe_load(front)
    assert told["language"] == ["id"]
    assert told["size_categories"] == ["n<1K"]
    (config,) = told["configs"]
    assert (tmp_path / "set" / config["data_files"][0]["path"]).exists()
    assert all(f"`{column.name}`" in body for column in nested_columns())


def test_descriptions_tell_only_the_chosen_columns(filled: Engine, tmp_path: Path) -> None:
    export_dataset(filled, "jsonl", tmp_path / "set", 0, Selection(columns=("title",), text=False))
    package = orjson.loads((tmp_path / "set" / "datapackage.json").read_bytes())
    assert [field["name"] for field in package["resources"][0]["schema"]["fields"]] == ["op", "seq", "id", "title"]


def test_a_readme_of_somebody_else_is_left_alone(filled: Engine, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("milik orang lain")
    with pytest.raises(ExportError, match="choose another folder"):
        export_dataset(filled, "jsonl", tmp_path, 0, Selection())
    assert (tmp_path / "README.md").read_text() == "milik orang lain"
