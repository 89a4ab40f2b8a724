"""Archives of others: pages that cannot be ours cost nothing, a broken import goes on, a huge file takes no memory."""

import random
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from crawler.config import Settings
from crawler.jobs import places
from crawler.jobs.bulk import BulkRecord
from crawler.jobs.imports import import_file
from crawler.sources import Source
from pipelines.store.models import PageRow
from tests.archive.support import foreign
from tests.support.command import clean

LINES = (
    "NGAWI – Kepala Lapas Kelas IIB Ngawi, Darmo Sasongko, menemui Kapolres Ngawi pada Selasa (11/3/2025).",
    "Keduanya sepakat menggeledah kamar hunian Lapas Ngawi bersama anggota Polres Ngawi setiap bulan.",
    "Kapolres menyatakan siap menurunkan personel untuk membantu penggeledahan itu kapan saja diminta.",
)
OTHER = "Harga cabai di pasar turun sejak awal pekan karena panen raya di sejumlah kecamatan."


def page(title: str, *lines: str) -> bytes:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>".encode()


def visits(count: int) -> list[bytes]:
    return [page(f"Kalapas Temui Kapolres Bahas Razia {number}", *LINES) for number in range(count)]


def counts(data: Path) -> tuple[int, int]:
    """How many pages a database holds, and how many of them were accepted."""
    with Session(create_engine(f"sqlite:///{data / 'lapaswire.db'}")) as session:
        outcomes = list(session.scalars(select(PageRow.outcome)))
    return len(outcomes), outcomes.count("accepted")


def imported(data: Path, path: Path, sources: dict[str, Source] | None = None) -> BulkRecord:
    *_, record = import_file(Settings(data_dir=data, processes=1), path, sources or {})
    return record


def test_pages_without_the_words_of_both_sides_are_counted_and_leave_no_row(tmp_path: Path) -> None:
    path = tmp_path / "lain.warc.gz"
    foreign(path, page("Cabai", OTHER), *visits(1), page("Polisi", "Polisi menertibkan parkir liar di pasar."))
    record = imported(tmp_path, path)
    assert (record.outcomes["new"], record.outcomes["rejected"]) == (1, 2)
    assert counts(tmp_path) == (1, 1)


def test_a_site_that_is_all_about_us_is_not_gated(tmp_path: Path) -> None:
    path = tmp_path / "lain.warc.gz"
    foreign(path, page("Apel", *(["Seluruh pegawai mengikuti apel pagi di halaman kantor wilayah."] * 3)))
    ours = Source(slug="lain", name="Lain", url="https://lain.id", topical=True)
    imported(tmp_path, path, {"lain": ours})
    assert counts(tmp_path)[0] == 1


def test_an_import_that_broke_off_goes_on_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "SECONDS_BETWEEN_NOTES", 0.0)
    path = tmp_path / "lain.warc.gz"
    foreign(path, *visits(60))
    running = import_file(Settings(data_dir=tmp_path, processes=1), path, {})
    list(islice(running, 20))
    del running  # as a crash would: some more pages were read, but not stored
    rest = imported(tmp_path, path)
    assert rest.start > 0
    assert 40 <= rest.pages < 60
    assert counts(tmp_path) == (60, 60)
    assert imported(tmp_path, path).start == 0  # a finished one begins anew, and finds all known
    assert counts(tmp_path) == (60, 60)


def test_a_damaged_record_is_told_with_its_place_and_the_rest_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "lain.warc.gz"
    offsets = foreign(path, *visits(3))
    data = bytearray(path.read_bytes())
    data[offsets[1] + 30 : offsets[1] + 60] = b"x" * 30
    path.write_bytes(data)
    record = imported(tmp_path, path)
    assert record.pages == 2
    (fault,) = record.faults
    assert f"byte {offsets[1]}" in fault and str(path) in fault


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_file_of_one_gigabyte_is_imported_in_constant_memory(tmp_path: Path) -> None:
    path, piece = tmp_path / "besar.warc.gz", tmp_path / "sebagian.warc.gz"
    noise = random.Random(1)
    with path.open("wb") as file:
        while file.tell() < 2**30:
            foreign(piece, *visits(1), *(_noisy(noise) for _ in range(100)))
            file.write(piece.read_bytes())
    program = (
        "import atexit, re, sys; from crawler.cli import main\n"
        "tell = lambda: print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)\n"
        f"atexit.register(tell); sys.argv = ['lapaswire', 'import', {str(path)!r}]; main()"
    )
    environment = clean({"LAPASWIRE_DATA_DIR": str(tmp_path / "data")})
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    peak = int(done.stderr.split()[-1])
    sys.stdout.write(
        f"{path.stat().st_size >> 20} MB in {time.monotonic() - began:.0f} s, at most {peak >> 10} MB of memory\n"
    )
    assert peak < 250_000  # kilobytes
    assert counts(tmp_path / "data") == (1, 1)


def _noisy(noise: random.Random) -> bytes:
    """A page of 150 KB that packs to half and is about something else; its noise spells no word."""
    return page("Cabai", OTHER, f"<!-- {noise.randbytes(75_000).hex()} -->")
