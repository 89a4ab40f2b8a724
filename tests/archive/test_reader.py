"""Reading our files and others', whole and damaged."""

import gzip
import os
import random
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.archive import Archive, Archived, ArchiveError, Damaged, read_record, records
from crawler.archive.digests import digest_matches
from crawler.archive.eraser import erase
from tests.archive.support import foreign, written

BODIES = [f"<p>Halaman {number}</p>".encode() * 20 for number in range(8)]


def responses(path: Path, start: int = 0) -> list[bytes]:
    return [
        record.body for record in records(path, start) if isinstance(record, Archived) and record.kind == "response"
    ]


def damage(path: Path) -> list[Damaged]:
    return [record for record in records(path) if isinstance(record, Damaged)]


def only(folder: Path) -> Path:
    (path,) = folder.rglob("*.warc.gz")
    return path


@pytest.mark.parametrize(("packed", "whole"), [(True, False), (False, False), (True, True)])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_files_of_others(tmp_path: Path, packed: bool, whole: bool, version: str) -> None:
    path = tmp_path / "lain.warc.gz"
    foreign(path, *BODIES, packed=packed, whole=whole, version=version)
    assert responses(path) == BODIES
    assert damage(path) == []


def test_erased_records_are_no_damage(tmp_path: Path) -> None:
    refs = written(tmp_path, *BODIES)
    for ref in refs[2:4]:
        erase(Archive(tmp_path), ref)
    assert responses(only(tmp_path)) == BODIES[:2] + BODIES[4:]
    assert damage(only(tmp_path)) == []
    with pytest.raises(ArchiveError):
        read_record(Archive(tmp_path), refs[2])


@pytest.mark.parametrize(("packed", "whole"), [(True, False), (False, False), (True, True)])
def test_reading_goes_on_from_an_offset(tmp_path: Path, packed: bool, whole: bool) -> None:
    path = tmp_path / "lain.warc.gz"
    offsets = foreign(path, *BODIES, packed=packed, whole=whole)
    assert responses(path, offsets[3]) == BODIES[3:]
    found = [record for record in records(path) if isinstance(record, Archived) and record.kind == "response"]
    assert [record.ref.offset for record in found] == offsets
    again = [read_record(Archive(tmp_path), record.ref).body for record in found]
    assert again == BODIES


@pytest.mark.parametrize("packed", [True, False])
def test_a_flipped_byte_costs_one_record(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "lain.warc.gz"
    offsets = foreign(path, *BODIES, packed=packed)
    data = bytearray(path.read_bytes())
    middle = (offsets[3] + offsets[4]) // 2
    data[middle] ^= 0x55
    path.write_bytes(data)
    assert responses(path) == BODIES[:3] + BODIES[4:]
    assert [found.offset for found in damage(path)] == [offsets[3]]


@pytest.mark.parametrize("packed", [True, False])
def test_bytes_that_belong_to_nothing_are_told_and_skipped(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "lain.warc.gz"
    offsets = foreign(path, *BODIES, packed=packed)
    data = path.read_bytes()
    path.write_bytes(data[: offsets[2]] + os.urandom(5000) + data[offsets[2] :])
    assert responses(path) == BODIES
    assert len(damage(path)) == 1


@pytest.mark.parametrize("packed", [True, False])
def test_a_torn_file_says_so(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "lain.warc.gz"
    offsets = foreign(path, *BODIES, packed=packed)
    data = path.read_bytes()
    for cut in (offsets[5] + 3, (offsets[5] + offsets[6]) // 2, offsets[6] - 20):
        path.write_bytes(data[:cut])
        assert responses(path) == BODIES[:5]
        (fault,) = damage(path)
        assert fault.offset == offsets[5]


def test_a_torn_file_that_was_gzipped_as_a_whole_says_so(tmp_path: Path) -> None:
    path = tmp_path / "lain.warc.gz"
    foreign(path, *BODIES, whole=True)
    path.write_bytes(path.read_bytes()[:-60])
    assert responses(path) == BODIES[: len(responses(path))]
    assert damage(path)


def test_nothing_is_an_empty_archive(tmp_path: Path) -> None:
    path = tmp_path / "kosong.warc.gz"
    for content in (b"", b"\r\n\r\n"):
        path.write_bytes(content)
        assert list(records(path)) == []
    path.write_bytes(b"ini bukan arsip")
    assert [type(entry) for entry in records(path)] == [Damaged]


def test_a_torn_record_is_told_by_its_reference(tmp_path: Path) -> None:
    refs = written(tmp_path, *BODIES)
    path = only(tmp_path)
    path.write_bytes(path.read_bytes()[: refs[-1].offset + 40])
    with pytest.raises(ArchiveError, match=f"offset {refs[-1].offset}"):
        read_record(Archive(tmp_path), refs[-1])
    assert read_record(Archive(tmp_path), refs[-2]).body == BODIES[-2]


def test_a_reference_to_another_page_is_told(tmp_path: Path) -> None:
    refs = written(tmp_path, *BODIES)
    wrong = replace(refs[2], digest=refs[3].digest)
    with pytest.raises(ArchiveError, match="another page"):
        read_record(Archive(tmp_path), wrong)


@pytest.mark.parametrize("change", [{"file": "tiada.warc.gz"}, {"offset": 10**9}, {"offset": 5}, {"length": 3}])
def test_a_reference_to_nothing_is_told(tmp_path: Path, change: dict[str, object]) -> None:
    (ref, *_) = written(tmp_path, *BODIES)
    with pytest.raises(ArchiveError):
        read_record(Archive(tmp_path), replace(ref, **change))  # type: ignore[arg-type]


def test_packed_bodies_come_unpacked_and_bombs_do_not(tmp_path: Path) -> None:
    from crawler.archive.reader import MOST_BODY
    from crawler.archive.writer import ArchiveWriter
    from tests.archive.support import HTML, exchange

    writer = ArchiveWriter(tmp_path, 10**9)
    packed = (HTML, ("Content-Encoding", "gzip"))
    small = writer.write(exchange("/padat", gzip.compress(b"<p>x</p>"), headers=packed))
    bomb = writer.write(exchange("/bom", gzip.compress(bytes(MOST_BODY + 1000)), headers=packed))
    writer.close()
    assert read_record(Archive(tmp_path), small).body == b"<p>x</p>"
    with pytest.raises(ArchiveError, match="unpacks to more"):
        read_record(Archive(tmp_path), bomb)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_damage_is_survived(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("rusak") / "x.warc.gz"
    foreign(path, *BODIES[:4], packed=data.draw(st.booleans()))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = int(data.draw(st.floats(0, 1)) * (len(content) - 1))
        end = start + data.draw(st.integers(0, 60))
        content[start:end] = data.draw(st.binary(max_size=60))
    path.write_bytes(content)
    assert set(responses(path)) <= set(BODIES)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    noise = random.Random(7)
    path = tmp_path / "besar.warc.gz"
    foreign(path, *(noise.randbytes(100_000) for _ in range(400)))
    tracemalloc.start()
    count = sum(1 for _ in records(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 401
    assert most < 16_000_000


@pytest.mark.soak
def test_a_file_of_one_gigabyte_is_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "besar.warc.gz"
    with path.open("wb") as file:
        piece = tmp_path / "sebagian.warc.gz"
        for seed in range(100):
            noise = random.Random(seed)
            foreign(piece, *(noise.randbytes(100_000) for _ in range(108)))
            file.write(piece.read_bytes())
    assert path.stat().st_size > 2**30
    program = (
        "import resource, sys; from pathlib import Path; from crawler.archive import records;"
        "print(sum(1 for _ in records(Path(sys.argv[1]))), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    told = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    count, most_kilobytes = map(int, told.stdout.split())
    assert count == 100 * 109
    assert most_kilobytes < 200_000


@pytest.mark.parametrize("label", ["sha1:", "md5:", "sha256:"])
def test_digests_in_every_spelling(label: str) -> None:
    import base64
    import hashlib

    digest = hashlib.new(label[:-1], b"isi").digest()
    for spelled in (
        digest.hex(),
        digest.hex().upper(),
        base64.b32encode(digest).decode(),
        base64.b32encode(digest).decode().rstrip("="),
    ):
        assert digest_matches(label + spelled, b"isi")
        assert not digest_matches(label + spelled, b"lain")


def test_an_unknown_digest_proves_nothing() -> None:
    assert digest_matches("gaib:abc", b"isi")
