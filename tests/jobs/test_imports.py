"""Saved texts, lists and WARC files through the same chain; what was imported can be reprocessed."""

import gzip
import json
from pathlib import Path

import pytest

from tests.support.command import Done, lapaswire

VISIT = (
    "Kalapas Ngawi Temui Kapolres, Bahas Pengamanan\n"
    "NGAWI – Kepala Lapas Kelas IIB Ngawi, Darmo Sasongko, menemui Kapolres Ngawi, AKBP Rendra Wiguna, pada Selasa"
    " (11/3/2025) di Mapolres Ngawi.\n"
    "“Kami ingin penggeledahan kamar hunian digelar bersama setiap bulan,” kata Darmo.\n"
    "Kapolres menyatakan siap menurunkan personel untuk membantu penggeledahan di Lapas Ngawi.\n"
)
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def imported(data: Path, *files: Path) -> Done:
    return lapaswire("import", *files, "--json", environment={"LAPASWIRE_DATA_DIR": str(data)})


def test_a_text_twice_is_one_release_and_one_archived_record(tmp_path: Path) -> None:
    (tmp_path / "visit.txt").write_text(VISIT, encoding="utf-8")
    first = imported(tmp_path / "data", tmp_path / "visit.txt")
    assert (first.exit_code, first.json()["new"]) == (0, 1), first.err
    again = imported(tmp_path / "data", tmp_path / "visit.txt")
    assert again.json()["unchanged"] == 1
    records = b"".join(gzip.decompress(path.read_bytes()) for path in (tmp_path / "data").rglob("*.warc.gz"))
    assert records.count(b"WARC-Type: resource") == 1


def test_what_was_imported_can_be_reprocessed_and_exported(tmp_path: Path) -> None:
    (tmp_path / "visit.txt").write_text(VISIT, encoding="utf-8")
    data = tmp_path / "data"
    imported(data, tmp_path / "visit.txt")
    environment = {"LAPASWIRE_DATA_DIR": str(data)}
    done = lapaswire("reprocess", "--json", environment=environment)
    assert (done.exit_code, done.json()["unchanged"], done.json()["faults"]) == (0, 1, [])
    assert lapaswire("export", "jsonl", tmp_path / "out.jsonl", environment=environment).exit_code == 0
    (release,) = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert release["title"] == "Kalapas Ngawi Temui Kapolres, Bahas Pengamanan"
    assert release["event"]["date"] == "2025-03-11"
    assert [unit["id"] for unit in release["prisons"]] == ["lapas-ngawi"]


def test_faults_of_a_list_are_told_with_their_lines_and_the_rest_is_imported(tmp_path: Path) -> None:
    (tmp_path / "visit.txt").write_text(VISIT, encoding="utf-8")
    rows = [
        json.dumps({"file": str(tmp_path / "visit.txt"), "url": "https://contoh.example/a"}),
        "{no json",
        json.dumps({"file": str(tmp_path / "missing.html"), "url": "https://contoh.example/b"}),
        json.dumps({"url": "https://contoh.example/c"}),
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(rows), encoding="utf-8")
    done = imported(tmp_path / "data", tmp_path / "list.jsonl")
    assert done.exit_code == 1
    assert done.json()["new"] == 1
    faults = "\n".join(done.json()["faults"])
    for told in ("line 2", "missing.html", "line 4: file"):
        assert told in faults


def test_a_warc_file_of_ours_imports_elsewhere(tmp_path: Path) -> None:
    html = "<html><head><title>x</title></head><body><article>{}</article></body></html>".format(
        "".join(f"<p>{line}</p>" for line in VISIT.splitlines())
    )
    (tmp_path / "visit.html").write_text(html, encoding="utf-8")
    row = {
        "file": str(tmp_path / "visit.html"),
        "url": "https://contoh.example/a",
        "fetched_at": "2025-03-12T08:00:00+07:00",
    }
    (tmp_path / "list.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert imported(tmp_path / "one", tmp_path / "list.jsonl").json()["new"] == 1
    (archive,) = (tmp_path / "one").rglob("*.warc.gz")
    assert imported(tmp_path / "two", archive).json()["new"] == 1


@pytest.mark.parametrize("name", ["none.txt", "page.pdf"])
def test_what_is_no_file_to_import_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.4")
    done = imported(tmp_path / "data", tmp_path / name)
    assert done.exit_code == 2
    assert name in done.err


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real press releases (../shared/seeds) are not here")
def test_the_real_press_releases_become_releases(tmp_path: Path) -> None:
    golds = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [{"file": str(SEEDS / gold["file"]), "url": gold["url"], "fetched_at": gold["fetched_at"]} for gold in golds]
    (tmp_path / "list.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert imported(tmp_path / "data", tmp_path / "list.jsonl").json()["new"] == len(golds)
    environment = {"LAPASWIRE_DATA_DIR": str(tmp_path / "data")}
    lapaswire("export", "jsonl", tmp_path / "out.jsonl", environment=environment)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    days = {release["appearances"][0]["url"]: release["event"]["date"] for release in map(json.loads, lines)}
    assert days == {gold["url"]: gold["event_date"] for gold in golds}
