"""Writes WARC 1.1 files: one file at a time for each process, each record one gzip member, written in one piece."""

import fcntl
import gzip
import hashlib
import math
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from warcio.recordbuilder import RecordBuilder
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.mending import mark_of
from crawler.version import VERSION
from pipelines.records import ArchiveRef, Headers, Page

UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
UNTRUE_OF_COPIES = ("content-encoding", "transfer-encoding", "content-length")
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer as they went over the wire, without transfer encoding; `at` is when the answer came."""

    url: str
    at: datetime
    method: str
    request_headers: Headers
    request_body: bytes
    status: int
    reason: str
    headers: Headers
    body: bytes
    protocol: str = "HTTP/1.1"
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier record that a revisit refers to."""

    url: str
    at: datetime
    digest: str


def digest_of(payload: bytes) -> str:
    """The `sha256:…` name of a payload."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


@dataclass
class ArchiveWriter:
    """A writer under the folder `folder`; a new file begins after `most_bytes` or `most_seconds`.

    `operator` stands in the warcinfo; `closed` is called after a file was closed.
    """

    folder: Path
    most_bytes: int
    operator: str = ""
    most_seconds: float = math.inf
    closed: Callable[[], None] = field(default=lambda: None, repr=False)
    _file: BinaryIO | None = field(default=None, repr=False)
    _name: str = ""
    _end: int = 0
    _begun: float = 0.0
    _serial: int = 0
    _builder: RecordBuilder = field(default_factory=lambda: RecordBuilder(warc_version="WARC/1.1"), repr=False)

    def write(self, exchange: Exchange) -> ArchiveRef:
        """Writes response and request; gives the place of the response. Raises OSError, with nothing half-written."""
        digest = digest_of(exchange.body)
        response = self._response(exchange, digest)
        return self._append(digest, response, self._request(exchange, response))

    def write_revisit(self, exchange: Exchange, original: Original, profile: str) -> ArchiveRef:
        """The same where the answer brought nothing new: headers only, and a pointer to the original payload."""
        extra = _named(exchange, original.digest) | {
            "WARC-Profile": profile,
            "WARC-Refers-To-Target-URI": original.url,
            "WARC-Refers-To-Date": warc_date(original.at),
        }
        record = self._builder.create_warc_record(
            exchange.url, "revisit", http_headers=_status_line(exchange), warc_headers_dict=extra
        )
        return self._append(original.digest, record, self._request(exchange, record))

    def write_page(self, page: Page) -> ArchiveRef:
        """Writes a page that came over no wire of ours: as a resource, or with its headers as the response it was once.

        Raises OSError, with nothing half-written.
        """
        digest = digest_of(page.body)
        return self._append(digest, self._copy(page, digest) if page.headers else self._resource(page, digest))

    def _copy(self, page: Page, digest: str) -> Any:
        """The response, its body already unpacked; nothing is told of a request that we do not know."""
        headers = tuple((name, value) for name, value in page.headers if name.lower() not in UNTRUE_OF_COPIES)
        length = ("Content-Length", str(len(page.body)))
        reason = HTTPStatus(page.status).phrase if page.status in set(HTTPStatus) else ""
        copy = Exchange(page.url, page.fetched_at, "GET", (), b"", page.status, reason, (*headers, length), page.body)
        return self._response(copy, digest)

    def _resource(self, page: Page, digest: str) -> Any:
        names = {"WARC-Date": warc_date(page.fetched_at), "WARC-Payload-Digest": digest, "WARC-Block-Digest": digest}
        stream, length = BytesIO(page.body), len(page.body)
        return self._builder.create_warc_record(
            page.url, "resource", stream, length, warc_content_type=page.media_type, warc_headers_dict=names
        )

    def close(self) -> None:
        """Ends the file safely: on the disk before it returns."""
        if self._file:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            mark_of(self.folder / self._name).unlink(missing_ok=True)
            self.closed()

    def _response(self, exchange: Exchange, digest: str) -> Any:
        return self._builder.create_warc_record(
            exchange.url,
            "response",
            payload=BytesIO(exchange.body),
            length=len(exchange.body),
            http_headers=_status_line(exchange),
            warc_headers_dict=_named(exchange, digest),
        )

    def _request(self, exchange: Exchange, response: Any) -> Any:
        line = f"{exchange.method} {_target(exchange.url)} HTTP/1.1"
        headers = StatusAndHeaders(line, list(exchange.request_headers), is_http_request=True)
        names = {
            "WARC-Date": warc_date(exchange.at),
            "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
        }
        return self._builder.create_warc_record(
            exchange.url,
            "request",
            payload=BytesIO(exchange.request_body),
            length=len(exchange.request_body),
            http_headers=headers,
            warc_headers_dict=names,
        )

    def _append(self, digest: str, *records: Any) -> ArchiveRef:
        """Writes records in one piece; gives the place of the first."""
        if self._file is None or self._is_full():
            self._next_file()
        members = [_member(record) for record in records]
        ref = ArchiveRef(self._name, self._end, len(members[0]), digest)
        self._put(b"".join(members))
        return ref

    def _is_full(self) -> bool:
        return self._end >= self.most_bytes or monotonic() - self._begun > self.most_seconds

    def _put(self, data: bytes) -> None:
        assert self._file
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            os.ftruncate(self._file.fileno(), self._end)
            self._file.seek(self._end)
            raise
        self._end += len(data)

    def _next_file(self) -> None:
        self.close()
        now = datetime.now(UTC)
        self._serial += 1
        self._name = f"{now:%Y/%m}/lapaswire-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}-{self._serial:05}.warc.gz"
        path = self.folder / self._name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb", buffering=0)
        self._end, self._begun = 0, monotonic()
        fcntl.flock(self._file, fcntl.LOCK_EX)  # with the mark: its end is still being written (see mending)
        mark_of(path).touch()
        self._put(_member(self._builder.create_warcinfo_record(path.name, self._information())))

    def _information(self) -> dict[str, str]:
        return {
            "software": f"lapaswire/{VERSION}",
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey",
            "operator": self.operator,
        }


def _member(record: Any) -> bytes:
    plain = BytesIO()
    WARCWriter(plain, gzip=False, warc_version="WARC/1.1").write_record(record)
    return gzip.compress(plain.getvalue(), compresslevel=6, mtime=0)


def _named(exchange: Exchange, digest: str) -> dict[str, str]:
    names = {"WARC-Date": warc_date(exchange.at), "WARC-Payload-Digest": digest}
    return names | ({"WARC-IP-Address": exchange.address} if exchange.address else {})


def _status_line(exchange: Exchange) -> StatusAndHeaders:
    line = f"{exchange.status} {exchange.reason}".rstrip()
    return StatusAndHeaders(line, list(exchange.headers), protocol=exchange.protocol)


def _target(url: str) -> str:
    """The request target of an address: what follows the host."""
    _, _, rest = url.partition("://")
    path = rest.partition("/")[2].partition("#")[0]
    return f"/{path}"


def warc_date(at: datetime) -> str:
    """An instant as WARC 1.1 writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
