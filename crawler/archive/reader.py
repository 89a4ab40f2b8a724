"""Reads WARC files, ours and others': record by record, telling what is damaged and going on after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.timeutils import iso_date_to_datetime

from crawler.archive.blocks import PIECE, Block, BrokenBlockError, blocks
from crawler.archive.digests import digest_matches
from crawler.archive.errors import ArchiveError
from crawler.archive.storage import Archive, block_of
from pipelines.records import ArchiveRef, Headers

MOST_BODY = 64 * 1024 * 1024  # bytes; what is larger is no page


@dataclass(frozen=True, slots=True)
class Archived:
    """One record: `kind` is the WARC type; `body` is decoded, without transfer or content encoding."""

    ref: ArchiveRef
    kind: str
    url: str
    at: datetime
    status: int = 0
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A stretch of a file that holds no readable record, and why."""

    file: str
    offset: int
    why: str


def read_record(archive: Archive, ref: ArchiveRef) -> Archived:
    """The record that `ref` names, its digest verified. Raises ArchiveError."""
    place = f"{archive}/{ref.file}, offset {ref.offset}"
    try:
        record = _archived(block_of(archive, ref), ref.file)
    except (OSError, BrokenBlockError) as error:
        raise ArchiveError(f"{place}: {error}") from error
    if record.ref.digest != ref.digest:
        raise ArchiveError(f"{place}: holds another page than the database says")
    return record


def records(path: Path, start: int = 0, name: str | None = None) -> Iterator[Archived | Damaged]:
    """All records of a WARC file from byte `start` on, plain or gzipped, in constant memory.

    Damaged stretches are told where they stand and skipped. `name` stands for the file in references.
    """
    name = name or path.name
    for block in blocks(path, start):
        if isinstance(block, BrokenBlockError):
            yield Damaged(name, block.offset, str(block))
            continue
        try:
            yield _archived(block, name)
        except BrokenBlockError as error:
            yield Damaged(name, block.offset, str(error))


def _archived(block: Block, name: str) -> Archived:
    """The record in a block, checked and decoded. Raises BrokenBlockError."""
    try:
        record = next(iter(ArchiveIterator(BytesIO(block.data))))
        _check_digests(record, block)
        status, headers = _http(record)
        return Archived(
            ArchiveRef(name, block.offset, block.length, record.rec_headers.get_header("WARC-Payload-Digest") or ""),
            record.rec_type,
            record.rec_headers.get_header("WARC-Target-URI") or "",
            _instant(record.rec_headers.get_header("WARC-Date")),
            status,
            headers,
            _body(record) if record.rec_type != "warcinfo" else b"",
        )
    except BrokenBlockError:
        raise
    except Exception as error:  # warcio meets broken records with errors of any kind
        raise BrokenBlockError(block.offset, f"{type(error).__name__}: {error}") from error


def _body(record: Any) -> bytes:
    parts: list[bytes] = []
    size = 0
    stream = record.content_stream()
    while piece := stream.read(PIECE):
        parts.append(piece)
        size += len(piece)
        if size > MOST_BODY:
            raise ValueError(f"unpacks to more than {MOST_BODY} bytes")
    return b"".join(parts)


def _check_digests(record: Any, block: Block) -> None:
    label = record.rec_headers.get_header("WARC-Block-Digest")
    if label and not digest_matches(label, block.content):
        raise BrokenBlockError(block.offset, "the block digest does not fit")
    payload = record.rec_headers.get_header("WARC-Payload-Digest")
    if payload and not label and record.rec_type in ("response", "resource"):
        content = block.content if record.rec_type == "resource" else block.content.partition(b"\r\n\r\n")[2]
        if not digest_matches(payload, content):
            raise BrokenBlockError(block.offset, "the payload digest does not fit")


def _http(record: Any) -> tuple[int, Headers]:
    http = record.http_headers
    if http is None or record.rec_type == "request":
        return 0, ()
    code = http.get_statuscode()
    return int(code) if code and code.isdigit() else 0, tuple((str(key), str(value)) for key, value in http.headers)


def _instant(text: str | None) -> datetime:
    at: datetime = iso_date_to_datetime(text or "")
    return at.replace(tzinfo=UTC)
