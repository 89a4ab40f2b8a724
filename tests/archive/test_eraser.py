"""Records are taken out of archive files, and their neighbours stay readable."""

from pathlib import Path

import pytest

from crawler.archive import Archive, Archived, ArchiveError, read_record, records
from crawler.archive.eraser import erase
from pipelines.records import ArchiveRef
from tests.archive.support import written


def test_the_bytes_go_and_the_neighbours_stay(tmp_path: Path) -> None:
    bodies = [b"<p>satu</p>", b"<p>nama rahasia</p>" * 50, b"<p>tiga</p>"]
    refs = written(tmp_path, *bodies)
    before = (tmp_path / refs[1].file).stat().st_size
    erase(Archive(tmp_path), refs[1])
    assert (tmp_path / refs[1].file).stat().st_size == before
    with pytest.raises(ArchiveError):
        read_record(Archive(tmp_path), refs[1])
    assert [read_record(Archive(tmp_path), ref).body for ref in (refs[0], refs[2])] == [bodies[0], bodies[2]]
    read = [record for record in records(tmp_path / refs[1].file) if isinstance(record, Archived)]
    assert [record.body for record in read if record.kind == "response"] == [bodies[0], bodies[2]]


def test_erasing_again_changes_nothing(tmp_path: Path) -> None:
    [ref] = written(tmp_path, b"<p>satu</p>" * 30)
    erase(Archive(tmp_path), ref)
    erase(Archive(tmp_path), ref)
    assert all(isinstance(record, Archived) for record in records(tmp_path / ref.file))


def test_a_plain_file_is_erased_too(tmp_path: Path) -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>rahasia</p>" + b" " * 400
    head = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://kabar-a.test/\r\n"
        b"WARC-Date: 2025-03-03T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    record = head + body + b"\r\n\r\n"
    (tmp_path / "other.warc").write_bytes(record)
    erase(Archive(tmp_path), ArchiveRef("other.warc", 0, len(record), ""))
    left = (tmp_path / "other.warc").read_bytes()
    assert len(left) == len(record)
    assert b"rahasia" not in left
    assert all(isinstance(found, Archived) for found in records(tmp_path / "other.warc"))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be erased"):
        erase(Archive(tmp_path), ArchiveRef("missing.warc.gz", 0, 300, ""))
