"""Takes the bytes of a record out of an archive file without moving its neighbours."""

import gzip
import os
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from crawler.archive.reader import ArchiveError
from pipelines.records import ArchiveRef

_HEAD = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
"""A gzip head that announces a comment: the comment fills what is left of the record's room."""


def erase(folder: Path, ref: ArchiveRef) -> None:
    """Writes an empty record over the one that `ref` names; other places in the file keep their offsets.

    Erasing again changes nothing. Raises ArchiveError when the file cannot be written or the room is none.
    """
    path = folder / ref.file
    try:
        with path.open("r+b") as file:
            file.seek(ref.offset)
            zipped = file.read(len(gzip.compress(b"")))[:2] == _HEAD[:2]
            blank = _zipped_blank(ref.length) if zipped else _plain_blank(ref.length)
            file.seek(ref.offset)
            file.write(blank)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{path}, offset {ref.offset}: cannot be erased: {error}") from error


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
