"""`lapaswire archive` tells what is where, and what is missing."""

from pathlib import Path

from pipelines.records import ArchiveRef, Page
from pipelines.store.engine import open_engine, upgrade, write
from pipelines.store.pages import save_page
from tests.archive.support import AT, written
from tests.support.command import lapaswire


def test_missing_files_are_named_with_their_pages(tmp_path: Path) -> None:
    (there,) = written(tmp_path / "archive", b"<p>satu</p>")
    lost = ArchiveRef("2025/02/hilang.warc.gz", 0, 9, "sha256:0")
    engine = open_engine(f"sqlite:///{tmp_path / 'lapaswire.db'}")
    upgrade(engine)
    for number, ref in enumerate((there, lost, lost)):
        page = Page(f"https://koran.id/{number}", b"%d" % number, AT)
        write(engine, lambda session, page=page, ref=ref: save_page(session, page, ref))
    settings = {"LAPASWIRE_DATA_DIR": str(tmp_path)}
    told = lapaswire("archive", environment=settings)
    assert told.exit_code == 1
    assert "2 files hold pages" in told.out
    assert told.err.split() == [f"{lost.file}:", "missing,", "with", "2", "pages"]
    assert lapaswire("archive", "--json", environment=settings).json() == {
        "archive": str(tmp_path / "archive"), "files": 2, "put": 0, "waiting": 0, "missing": {lost.file: 2},
    }  # fmt: skip
