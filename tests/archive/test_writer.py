"""What we write is a WARC 1.1 file in the eyes of others, and safe in ours."""

import errno
import gzip
import multiprocessing
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, Archived, ArchiveRef, open_archive, read_record, records, release
from crawler.archive.writer import SAME_PAYLOAD, UNCHANGED, ArchiveWriter, Original, digest_of
from pipelines.records import Page
from tests.archive.support import AT, HTML, exchange, written


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.warc.gz"))


def check(*paths: Path) -> str:
    """What `warcio check -v` prints; fails where it finds a fault."""
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_warcio_finds_every_digest_right(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, 10**9, "https://pantau.id/kami")
    writer.write(exchange())
    packed = gzip.compress(b"<p>padat</p>")
    writer.write(exchange("/b?x=1#y", packed, headers=(HTML, ("Content-Encoding", "gzip"))))
    writer.write(exchange("/kosong", b"", status=404, reason="Not Found"))
    original = Original("https://koran.id/a", AT, digest_of(b"<p>Razia kamar.</p>"))
    writer.write_revisit(exchange("/a", b"", status=304, reason="Not Modified"), original, UNCHANGED)
    writer.write_revisit(exchange("/a"), original, SAME_PAYLOAD)
    writer.close()
    told = check(*files(tmp_path))
    assert told.count("digest pass") == 1 + 5 + 3  # warcinfo, requests, responses
    assert "failed" not in told


def test_records_say_what_the_standard_asks(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, 10**9, "https://pantau.id/kami")
    writer.write(exchange("/b?x=1#y", address="36.86.63.182"))
    writer.write_revisit(exchange("/b"), Original("https://koran.id/b", AT, digest_of(b"x")), UNCHANGED)
    writer.close()
    with files(tmp_path)[0].open("rb") as file:
        found = [
            (record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(file)
        ]
    kinds = [headers.get_header("WARC-Type") for headers, _, _ in found]
    assert kinds == ["warcinfo", "response", "request", "revisit", "request"]
    assert {headers.protocol for headers, _, _ in found} == {"WARC/1.1"}
    assert b"software: lapaswire/" in found[0][2]
    assert b"operator: https://pantau.id/kami" in found[0][2]
    response, request, revisit = found[1][0], found[2][0], found[3][0]
    assert response.get_header("WARC-Date") == request.get_header("WARC-Date") == "2025-02-03T04:05:06.789000Z"
    assert response.get_header("WARC-IP-Address") == "36.86.63.182"
    assert request.get_header("WARC-Concurrent-To") == response.get_header("WARC-Record-ID")
    assert found[2][1].statusline == "GET /b?x=1 HTTP/1.1" or found[2][1].protocol == "GET"
    assert revisit.get_header("WARC-Refers-To-Date") == "2025-02-03T04:05:06.789000Z"
    assert revisit.get_header("WARC-Profile") == UNCHANGED


def test_each_record_is_read_back_from_its_place(tmp_path: Path) -> None:
    bodies = [b"<p>satu</p>", b"", bytes(range(256)) * 500]
    for body, ref in zip(bodies, written(tmp_path, *bodies), strict=True):
        record = read_record(Archive(tmp_path), ref)
        assert (record.body, record.status, record.at, record.kind) == (body, 200, AT, "response")
        assert record.ref == ref
        assert ref.digest == digest_of(body)


def test_headers_come_back_as_they_were(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, 10**9)
    headers = (HTML, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Judul", "Razia \u00e9"))
    ref = writer.write(exchange(headers=headers))
    writer.close()
    assert read_record(Archive(tmp_path), ref).headers[:3] == headers[:3]


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=5))
def test_any_bodies_are_read_back(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("apa-saja")
    assert [read_record(Archive(folder), ref).body for ref in written(folder, *bodies)] == bodies


def test_a_new_file_begins_when_one_is_full(tmp_path: Path) -> None:
    refs = written(tmp_path, *(bytes([number]) * 100 for number in range(6)), most_bytes=1500)
    assert 1 < len(files(tmp_path)) <= 6
    assert {ref.file for ref in refs} == {str(path.relative_to(tmp_path)) for path in files(tmp_path)}
    check(*files(tmp_path))


def _write_in_a_process(folder: Path, name: str) -> None:
    writer = open_archive(Archive(folder), 10**9)
    for number in range(50):
        writer.write(exchange(f"/{name}/{number}", f"{name} {number}".encode()))
    release(Archive(folder))


def test_processes_never_share_a_file(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_in_a_process, args=(tmp_path, name)) for name in ("satu", "dua", "tiga")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(files(tmp_path)) == 3
    check(*files(tmp_path))
    bodies = {record.body for path in files(tmp_path) for record in records(path) if isinstance(record, Archived)}
    assert len(bodies - {b""}) == 150


def test_crawls_of_one_process_share_a_file_that_the_last_one_closes(tmp_path: Path) -> None:
    one, two = open_archive(Archive(tmp_path), 10**9), open_archive(Archive(tmp_path), 10**9)
    assert one is two
    one.write(exchange("/1"))
    release(Archive(tmp_path))
    ref = two.write(exchange("/2"))
    release(Archive(tmp_path))
    assert len(files(tmp_path)) == 1
    assert read_record(Archive(tmp_path), ref).url == "https://koran.id/2"
    again = open_archive(Archive(tmp_path), 10**9)
    again.write(exchange("/3"))
    release(Archive(tmp_path))
    assert len(files(tmp_path)) == 2


class FullDisk(BytesIO):
    """A file that takes some bytes and then no more."""

    def __init__(self, inner: object) -> None:
        super().__init__()
        self.inner = inner

    def write(self, data: object) -> int:
        self.inner.write(bytes(data)[:7])  # type: ignore[attr-defined, call-overload]
        raise OSError(errno.ENOSPC, "No space left on device")

    def seek(self, *place: int) -> int:
        return self.inner.seek(*place)  # type: ignore[attr-defined, no-any-return]

    def fileno(self) -> int:
        return self.inner.fileno()  # type: ignore[attr-defined, no-any-return]


def test_a_full_disk_leaves_no_half_record(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, 10**9)
    first = writer.write(exchange("/1"))
    disk = writer._file
    writer._file = FullDisk(disk)
    with pytest.raises(OSError, match="No space"):
        writer.write(exchange("/2"))
    assert disk
    writer._file = disk
    third = writer.write(exchange("/3"))
    writer.close()
    assert [read_record(Archive(tmp_path), ref).url[-2:] for ref in (first, third)] == ["/1", "/3"]
    check(*files(tmp_path))


def test_a_ref_is_small_and_relative(tmp_path: Path) -> None:
    (ref,) = written(tmp_path, b"x")
    assert isinstance(ref, ArchiveRef)
    assert not Path(ref.file).is_absolute()


def test_a_page_from_elsewhere_is_kept_as_it_came(tmp_path: Path) -> None:
    headers = (("Content-Type", "text/html; charset=windows-1252"), ("Content-Encoding", "gzip"), ("X-Asal", "lain"))
    page = Page("https://lain.id/a", b"<p>Jum\x92at</p>", AT, headers=headers)
    saved = Page("https://lain.id/b", b"<p>Sabtu</p>", AT)
    writer = ArchiveWriter(tmp_path, 10**9)
    copy, resource = (read_record(Archive(tmp_path), writer.write_page(each)) for each in (page, saved))
    writer.close()
    assert (copy.kind, copy.status, copy.at, copy.body) == ("response", 200, AT, page.body)
    assert copy.headers == (headers[0], headers[2], ("Content-Length", str(len(page.body))))
    assert (resource.kind, resource.headers, resource.body) == ("resource", (), saved.body)
    check(*files(tmp_path))
