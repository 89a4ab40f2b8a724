"""A killed writer leaves whole records, and an end that the next one mends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from crawler.archive import Archive, Archived, open_archive, records, release
from crawler.archive.mending import mark_of, mend_abandoned
from crawler.archive.writer import ArchiveWriter
from tests.archive.support import exchange, written
from tests.archive.test_writer import check, files

PROGRAM = """
import sys
from pathlib import Path
from crawler.archive.writer import ArchiveWriter
from tests.archive.support import exchange
writer, number = ArchiveWriter(Path(sys.argv[1]), 10**9), 0
while True:
    writer.write(exchange(f"/{number}", bytes([number % 256]) * 50_000))
    number += 1
    print(number, flush=True)
"""


def bodies(folder: Path) -> list[bytes]:
    found = [record for path in files(folder) for record in records(path)]
    return [record.body for record in found if isinstance(record, Archived) and record.kind == "response"]


def test_kill_minus_nine_loses_nothing_that_was_told(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    child.stdout.readline()
    time.sleep(0.2)
    child.send_signal(signal.SIGKILL)
    told = [line for line in child.stdout.read().split("\n") if line]
    child.wait()
    before = len(bodies(tmp_path))
    assert before >= int(told[-2])
    writer = open_archive(Archive(tmp_path), 10**9)
    writer.write(exchange("/baru"))
    release(Archive(tmp_path))
    assert len(bodies(tmp_path)) == before + 1
    check(*files(tmp_path))
    assert not list(tmp_path.rglob("*.open"))


def test_a_torn_end_is_cut_off_and_no_more(tmp_path: Path) -> None:
    refs = written(tmp_path, *(bytes([number]) * 3000 for number in range(5)))
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    for torn in (whole[: refs[3].offset + 30], whole + b"\0" * 500, whole + whole[:40], whole):
        path.write_bytes(torn)
        mark_of(path).touch()
        cut = mend_abandoned(tmp_path)
        assert path.read_bytes() == torn[: len(torn) - cut]
        assert cut == {len(whole): 0, len(whole) + 500: 500, len(whole) + 40: 40}.get(len(torn), 30)
        assert not mark_of(path).exists()
        check(path)


def test_the_file_of_a_living_writer_is_left_alone(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, 10**9)
    writer.write(exchange())
    (path,) = files(tmp_path)
    assert mend_abandoned(tmp_path) == 0
    assert mark_of(path).exists()
    writer.close()
    assert not mark_of(path).exists()


def test_a_mark_without_a_file_goes(tmp_path: Path) -> None:
    folder = tmp_path / "2026" / "01"
    folder.mkdir(parents=True)
    mark_of(folder / "x.warc.gz").touch()
    assert mend_abandoned(tmp_path) == 0
    assert not list(folder.iterdir())
