"""Cuts a WARC file, gzipped or plain, into records by their stated lengths; what does not fit is told and skipped."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
PIECE = 256 * 1024
MOST_HEAD = 64 * 1024
MOST_BLOCK = 128 * 1024 * 1024  # bytes; a larger record is told as damaged and left out
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_START = re.compile(rb"WARC/1\.\d\r?\n")


@dataclass(frozen=True, slots=True)
class Block:
    """One record: its bytes with WARC headers, its content alone, and the stretch of the file that holds it."""

    offset: int
    length: int
    data: bytes
    content: bytes


class BrokenBlockError(Exception):
    """A stretch that holds no whole record; `offset` is where it begins in the file."""

    def __init__(self, offset: int, why: str) -> None:
        super().__init__(why)
        self.offset = offset


def block_at(path: Path, offset: int, length: int) -> Block:
    """The record in a given stretch. Raises OSError, BrokenBlockError."""
    with path.open("rb") as file:
        file.seek(offset)
        raw = file.read(length)
    if len(raw) < length:
        raise BrokenBlockError(offset, "the file ends before the record does")
    data = _unpacked(raw, offset) if raw.startswith(GZIP) else raw
    return _checked(data, offset, length)


def _unpacked(raw: bytes, offset: int) -> bytes:
    unpack = zlib.decompressobj(31)
    try:
        data = unpack.decompress(raw, MOST_BLOCK)
    except zlib.error as error:
        raise BrokenBlockError(offset, f"broken gzip: {error}") from error
    if not unpack.eof:
        raise BrokenBlockError(offset, "the record is cut off")
    return data


def _checked(data: bytes, offset: int, length: int) -> Block:
    head, size = _head(data, offset)
    if len(data) < head + size:
        raise BrokenBlockError(offset, "the record is shorter than it says")
    return Block(offset, length, data[: head + size] + b"\r\n\r\n", data[head : head + size])


def _head(data: bytes, offset: int) -> tuple[int, int]:
    """Where the headers of a record end, and how long its content says to be."""
    if not _START.match(data):
        raise BrokenBlockError(offset, "no WARC record begins here")
    end = data.find(b"\r\n\r\n", 0, MOST_HEAD)
    stated = _LENGTH.search(data, 0, end) if end > 0 else None
    if stated is None:
        raise BrokenBlockError(offset, "a record without a length")
    return end + 4, int(stated[1])


def blocks(path: Path, start: int = 0) -> Iterator[Block | BrokenBlockError]:
    """The records of a file from byte `start` on. Raises OSError."""
    with path.open("rb") as file:
        file.seek(start)
        packed = file.read(3) == GZIP
        file.seek(start)
        yield from _members(file, start) if packed else _plain(file, start)


def _members(file: BinaryIO, start: int) -> Iterator[Block | BrokenBlockError]:
    """Gzip members; a member that holds several records is cut up, all with the member's offset."""
    offset = start
    while True:
        file.seek(offset)
        try:
            length, data = _member(file, offset)
            if not length:
                return
            yield from _records_in(data, offset, length)
        except BrokenBlockError as broken:
            yield broken
            length = _next_member(file, offset + 1) - offset
        offset += length


def _member(file: BinaryIO, offset: int) -> tuple[int, bytes]:
    """One whole member, unpacked, and its length in the file; 0 at the end of the file."""
    unpack = zlib.decompressobj(31)
    parts: list[bytes] = []
    read = size = 0
    while not unpack.eof:
        piece = file.read(PIECE)
        if not piece:
            if read:
                raise BrokenBlockError(offset, "the file ends in the middle of a record")
            return 0, b""
        read += len(piece)
        try:
            parts.append(unpack.decompress(piece, MOST_BLOCK - size + 1))
        except zlib.error as error:
            raise BrokenBlockError(offset, f"broken gzip: {error}") from error
        size += len(parts[-1])
        if size > MOST_BLOCK:
            raise BrokenBlockError(offset, f"a record of more than {MOST_BLOCK} bytes")
    return read - len(unpack.unused_data), b"".join(parts)


def _records_in(data: bytes, offset: int, length: int) -> Iterator[Block]:
    while data.strip(b"\r\n"):
        head, size = _head(data, offset)
        yield _checked(data, offset, length)
        data = data[head + size :].lstrip(b"\r\n")


def _next_member(file: BinaryIO, offset: int) -> int:
    """The next place from `offset` on where a gzip member that holds a WARC record begins; else the end."""
    file.seek(offset)
    tail = b""
    base = offset
    while piece := file.read(PIECE):
        window = tail + piece
        found = window.find(GZIP)
        while found >= 0:
            if _begins_record(file, base + found):
                return base + found
            found = window.find(GZIP, found + 1)
        tail = window[-2:]
        base += len(window) - len(tail)
        file.seek(base + len(tail))
    return base + len(tail)


def _begins_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return bool(_START.match(zlib.decompressobj(31).decompress(file.read(4096), 64)))
    except zlib.error:
        return False


def _plain(file: BinaryIO, start: int) -> Iterator[Block | BrokenBlockError]:
    offset = start
    while True:
        file.seek(offset)
        try:
            block = _plain_block(file, offset)
            if block is None:
                return
            yield block
            offset += block.length
        except BrokenBlockError as broken:
            yield broken
            offset = _next_plain(file, offset + 1)


def _plain_block(file: BinaryIO, offset: int) -> Block | None:
    lead = file.read(MOST_HEAD)
    blank = len(lead) - len(lead.lstrip(b"\r\n"))
    if not lead[blank:]:
        return None
    head, size = _head(lead[blank:], offset)
    if size > MOST_BLOCK:
        raise BrokenBlockError(offset, f"a record of more than {MOST_BLOCK} bytes")
    file.seek(offset + blank)
    data = file.read(head + size + 4)
    if not data[head + size :].startswith(b"\r\n") and len(data) == head + size + 4:
        raise BrokenBlockError(offset, "the record is longer or shorter than it says")
    return _checked(data[: head + size], offset + blank, blank + head + size)


def _next_plain(file: BinaryIO, offset: int) -> int:
    file.seek(offset)
    tail = b""
    base = offset
    while piece := file.read(PIECE):
        window = tail + piece
        if found := _START.search(window):
            return base + found.start()
        tail = window[-16:]
        base += len(window) - len(tail)
    return base + len(tail)
