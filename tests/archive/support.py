"""Archives for the tests."""

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.writer import ArchiveWriter, Exchange
from pipelines.records import ArchiveRef

AT = datetime(2025, 2, 3, 4, 5, 6, 789000, tzinfo=UTC)
HTML = ("Content-Type", "text/html")


def exchange(path: str = "/a", body: bytes = b"<p>Razia kamar.</p>", **changes: Any) -> Exchange:
    values = {
        "url": f"https://koran.id{path}",
        "at": AT,
        "method": "GET",
        "request_headers": (("Host", "koran.id"), ("User-Agent", "lapaswire/1")),
        "request_body": b"",
        "status": 200,
        "reason": "OK",
        "headers": (HTML, ("Content-Length", str(len(body)))),
        "body": body,
    }
    return Exchange(**(values | changes))


def written(folder: Path, *bodies: bytes, most_bytes: int = 10**9) -> list[ArchiveRef]:
    writer = ArchiveWriter(folder, most_bytes)
    refs = [writer.write(exchange(f"/{number}", body)) for number, body in enumerate(bodies)]
    writer.close()
    return refs


def foreign(path: Path, *bodies: bytes, packed: bool = True, version: str = "1.0", whole: bool = False) -> list[int]:
    """A file as others write it (warcio's own writer, sha1, chunked); gives the offset of each response."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed and not whole, warc_version=version)
    writer.write_record(writer.create_warcinfo_record(path.name, {"software": "lain"}))
    offsets = []
    for number, body in enumerate(bodies):
        headers = StatusAndHeaders("200 OK", [HTML], protocol="HTTP/1.1")
        offsets.append(out.tell())
        writer.write_record(
            writer.create_warc_record(
                f"https://lain.id/{number}", "response", payload=BytesIO(body), length=len(body), http_headers=headers
            )
        )
    path.write_bytes(gzip.compress(out.getvalue()) if whole else out.getvalue())
    return offsets
