"""Cuts a WARC file, gzipped or plain, into records by their stated lengths; what does not fit is told and skipped."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

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


Blocks = Iterator[Block | BrokenBlockError]


def blocks(path: Path, start: int = 0) -> Blocks:
    """The records of a file from byte `start` on. Raises OSError.

    Files that were gzipped as a whole are read too; their offsets count unpacked bytes.
    """
    with path.open("rb") as file:
        if file.read(3) != GZIP:
            file.seek(start)
            yield from _cut(file.read, start)
        elif _is_gzipped_whole(file):
            yield from _unpacked_whole(file, start)
        else:
            yield from _members(file, start)


def block_at(path: Path, offset: int, length: int) -> Block:
    """The record in a given stretch of a file. Raises OSError, BrokenBlockError."""
    with path.open("rb") as file:
        whole = file.read(3) == GZIP and _is_gzipped_whole(file)
        file.seek(0)
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if whole else file
        stream.seek(offset)
        return block_in(stream.read(length), offset, length)


def block_in(raw: bytes, offset: int, length: int) -> Block:
    """The record in the bytes that were read where a file should hold it, packed or not. Raises BrokenBlockError."""
    if len(raw) < length:
        raise BrokenBlockError(offset, "the file ends before the record does")
    return _checked(_unpacked(raw, offset) if raw.startswith(GZIP) else raw, offset, length)


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
    """The one record that `data` holds. Raises BrokenBlockError."""
    head, size = _head(data, offset)
    if len(data) < head + size:
        raise BrokenBlockError(offset, "the record is shorter than it says")
    if data[head + size :].strip(b"\r\n"):
        raise BrokenBlockError(offset, "the record is longer than it says")
    return Block(offset, length, data[: head + size] + b"\r\n\r\n", data[head : head + size])


def _head(data: bytes, offset: int) -> tuple[int, int]:
    """Where the headers of a record end, and how long its content says to be. Raises BrokenBlockError."""
    if not _START.match(data):
        raise BrokenBlockError(offset, "no WARC record begins here")
    end = data.find(b"\r\n\r\n", 0, MOST_HEAD)
    stated = _LENGTH.search(data, 0, end + 2) if end > 0 else None
    if stated is None:
        raise BrokenBlockError(offset, "a record without a length")
    if int(stated[1]) > MOST_BLOCK:
        raise BrokenBlockError(offset, f"a record of {int(stated[1])} bytes")
    return end + 4, int(stated[1])


def _members(file: BinaryIO, offset: int) -> Blocks:
    """The usual form: each record a gzip member of its own."""
    while True:
        file.seek(offset)
        try:
            length, data = _member(file, offset)
            if not length:
                return
            if data:  # an erased record may leave nothing
                yield _checked(data, offset, length)
        except BrokenBlockError as broken:
            yield broken
            length = _next_member(file, offset + 1) - offset
        offset += length


def _member(file: BinaryIO, offset: int) -> tuple[int, bytes]:
    """The length of the member in the file, and what it holds; 0 at the end of the file."""
    unpack = zlib.decompressobj(31)
    parts: list[bytes] = []
    read = size = 0
    while not unpack.eof:
        piece = unpack.unconsumed_tail or file.read(PIECE)
        if not piece:
            if read:
                raise BrokenBlockError(offset, "the file ends in the middle of a record")
            return 0, b""
        read += 0 if unpack.unconsumed_tail else len(piece)
        try:
            parts.append(unpack.decompress(piece, MOST_HEAD + MOST_BLOCK - size + 1))
        except zlib.error as error:
            raise BrokenBlockError(offset, f"broken gzip: {error}") from error
        size += len(parts[-1])
        if size > MOST_HEAD + MOST_BLOCK:
            raise BrokenBlockError(offset, f"a record of more than {MOST_BLOCK} bytes")
    return read - len(unpack.unused_data), b"".join(parts)


def _next_member(file: BinaryIO, offset: int) -> int:
    """The next place from `offset` on where a gzip member that holds a WARC record begins; else the end."""
    base, window = offset, b""
    while True:
        file.seek(base + len(window))
        piece = file.read(PIECE)
        if not piece:
            return base + len(window)
        window += piece
        found = window.find(GZIP)
        while found >= 0:
            if _begins_record(file, base + found):
                return base + found
            found = window.find(GZIP, found + 1)
        base, window = base + len(window) - 2, window[-2:]


def _begins_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return bool(_START.match(zlib.decompressobj(31).decompress(file.read(4096), 64)))
    except zlib.error:
        return False


def _is_gzipped_whole(file: BinaryIO) -> bool:
    """Whether the first member goes on after its first record, which is a small one (warcinfo) everywhere."""
    file.seek(0)
    try:
        data = zlib.decompressobj(31).decompress(file.read(PIECE), 4 * PIECE)
        head, size = _head(data, 0)
    except (zlib.error, BrokenBlockError):
        return False
    return bool(_START.match(data[head + size :].lstrip(b"\r\n")))


def _unpacked_whole(file: BinaryIO, start: int) -> Blocks:
    faults: list[str] = []
    file.seek(0)
    stream = gzip.GzipFile(fileobj=file)

    def read(size: int) -> bytes:
        try:
            return stream.read(size)
        except (EOFError, OSError, zlib.error) as error:
            faults.append(str(error))
            return b""

    while stream.tell() < start and read(min(PIECE, start - stream.tell())):
        pass
    yield from _cut(read, start)
    if faults:
        yield BrokenBlockError(stream.tell(), f"broken gzip: {faults[0]}")


def _cut(read: Callable[[int], bytes], offset: int) -> Blocks:
    """The records of an unpacked stream, which stands at `offset`."""
    window = b""
    while True:
        window = _filled(window, MOST_HEAD, read)
        rest = window.lstrip(b"\r\n")
        offset, window = offset + len(window) - len(rest), rest
        if not window:
            return
        try:
            head, size = _head(window, offset)
            window = _filled(window, head + size + 4, read)
            yield _checked(window[: head + size + 2], offset, head + size)
            offset, window = offset + head + size, window[head + size :]
        except BrokenBlockError as broken:
            yield broken
            window, step = _to_next_start(window, read)
            offset += step


def _filled(window: bytes, size: int, read: Callable[[int], bytes]) -> bytes:
    """At least `size` bytes, where the stream still has so many."""
    parts = [window]
    missing = size - len(window)
    while missing > 0 and (piece := read(max(missing, PIECE))):
        parts.append(piece)
        missing -= len(piece)
    return b"".join(parts)


def _to_next_start(window: bytes, read: Callable[[int], bytes]) -> tuple[bytes, int]:
    """The window from the next record on, and how many bytes after the old one it begins."""
    passed = 0
    while not (found := _START.search(window, 1)):
        passed += max(len(window) - 16, 0)
        window = window[-16:]
        piece = read(PIECE)
        if not piece:
            return b"", passed + len(window)
        window += piece
    return window[found.start() :], passed + found.start()
