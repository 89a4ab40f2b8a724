"""`lapaswire export` as people and programs call it."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Engine


def lapaswire(engine: Engine, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LAPASWIRE_DATABASE_URL": engine.url.render_as_string(False)}
    command = [sys.executable, "-c", "from crawler.cli import main; main()", "export", *arguments]
    return subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_json_is_the_manifest(filled: Engine, tmp_path: Path) -> None:
    done = lapaswire(filled, "jsonl", "out.jsonl", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert orjson.loads(done.stdout) == orjson.loads((tmp_path / "out.jsonl.manifest.json").read_bytes())


def test_the_cursor_to_go_on_with_is_told(filled: Engine, tmp_path: Path) -> None:
    done = lapaswire(filled, "csv", "out.csv", "--where", "province=Banten", "--columns", "title, urls", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "next time --since" in done.stderr
    assert (tmp_path / "out.csv").read_text().splitlines()[0] == "op,seq,id,title,urls"


def test_a_dataset_is_a_folder(filled: Engine, tmp_path: Path) -> None:
    done = lapaswire(filled, "parquet", "set", "--dataset", "--no-text", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {entry.name for entry in (tmp_path / "set").iterdir()} == {
        "README.md", "croissant.json", "datapackage.json", "releases.parquet", "releases.parquet.manifest.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("xml", "out.xml"), "jsonl, csv, parquet"),
        (("jsonl", "out.jsonl", "--columns", "titel"), "did you mean title?"),
        (("jsonl", "out.jsonl", "--where", "provinsi=Banten"), "day, province, unit, kind, source"),
        (("jsonl", "out.jsonl", "--since", "99999"), "ahead of this database"),
        (("jsonl", "tidak/ada/out.jsonl"), "tidak/ada/out.jsonl: cannot be written: No such file or directory"),
    ],
)
def test_wrong_use_is_told_and_leaves_nothing(
    filled: Engine, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = set(tmp_path.iterdir())
    done = lapaswire(filled, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr.replace("\n", " ")
    assert {path for path in tmp_path.iterdir() if "uji.db" not in path.name} == {
        path for path in before if "uji.db" not in path.name
    }
