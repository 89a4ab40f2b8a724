"""Takes the bytes of a record out of an archive file without moving its neighbours."""

import gzip
import os
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from crawler.archive import shared
from crawler.archive.delivery import outbox
from crawler.archive.errors import ArchiveError
from crawler.archive.shared import Storage
from crawler.archive.storage import Archive
from pipelines.records import ArchiveRef

_HEAD = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
"""A gzip head that announces a comment: the comment fills what is left of the record's room."""


def erase(archive: Archive, ref: ArchiveRef) -> None:
    """Writes an empty record over the one that `ref` names; other places in the file keep their offsets.

    A file in a shared storage is fetched, and put back whole: callers see to it that no two do so at once. Erasing
    again changes nothing. Raises ArchiveError when the file cannot be written or the room is none.
    """
    path = archive.folder / ref.file
    try:
        if archive.storage is None:
            _blank(path, ref)
            return
        with outbox(archive):
            if path.exists():
                _blank(path, ref)
            else:
                _blank_shared(archive, archive.storage, ref)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{archive}/{ref.file}, offset {ref.offset}: cannot be erased: {error}") from error


def _blank_shared(archive: Archive, storage: Storage, ref: ArchiveRef) -> None:
    copy = archive.folder / "erasing.part"
    try:
        shared.fetch(storage, ref.file, copy)
        _blank(copy, ref)
        shared.put(storage, copy, ref.file)
    finally:
        copy.unlink(missing_ok=True)


def _blank(path: Path, ref: ArchiveRef) -> None:
    with path.open("r+b") as file:
        file.seek(ref.offset)
        zipped = file.read(len(gzip.compress(b"")))[:2] == _HEAD[:2]
        blank = _zipped_blank(ref.length) if zipped else _plain_blank(ref.length)
        file.seek(ref.offset)
        file.write(blank)
        file.flush()
        os.fsync(file.fileno())


def _zipped_blank(length: int) -> bytes:
    """A gzip member of exactly `length` bytes: an empty record where it fits, else nothing at all."""
    for data in (_record(b""), b""):
        deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = deflate.compress(data) + deflate.flush()
        tail = struct.pack("<II", zlib.crc32(data), len(data))
        room = length - len(_HEAD) - 1 - len(packed) - len(tail)
        if room >= 0:
            return _HEAD + b" " * room + b"\0" + packed + tail
    raise ValueError(f"{length} bytes are no record")


def _plain_blank(length: int) -> bytes:
    """An empty record whose body fills the room with spaces."""
    for digits in range(1, 12):
        room = length - len(_record(b"")) - digits + 1
        if room >= 0 and len(str(room)) == digits:
            return _record(b" " * room)
    raise ValueError(f"{length} bytes are no record")


def _record(body: bytes) -> bytes:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = (
        f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{uuid4()}>\r\nWARC-Date: {at}\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"
