"""Stored pages come back from the archive in order, read ahead, a list of many articles once."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive import Archive, Archived, ArchiveError, ArchiveWriter, read_record
from crawler.jobs import stored
from crawler.jobs.ingest import Arrival
from pipelines.records import FEED_ITEM, HTML, ArchiveRef, Hints
from pipelines.store.pages import StoredPage
from tests.archive.support import exchange

SITE = "https://koran.id"
BODY = "Petugas memeriksa kamar hunian pada pagi hari bersama warga. " * 30


def item(number: int) -> str:
    return (
        f"<item><title>Berita {number}</title><link>{SITE}/{number}</link>"
        f"<content:encoded><![CDATA[<p>{number}. {BODY}</p>]]></content:encoded></item>"
    )


def row(number: int, ref: ArchiveRef | None, media_type: str = HTML) -> StoredPage:
    at = datetime(2025, 2, 3, tzinfo=UTC)
    return StoredPage(number, f"{SITE}/{number}", None, None, media_type, 200, at, ref, Hints(), "pending")


def test_pages_come_in_order_and_a_list_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, reads = Archive(tmp_path), Counter[ArchiveRef]()

    def counted(archive: Archive, ref: ArchiveRef) -> Archived:
        reads[ref] += 1
        return read_record(archive, ref)

    monkeypatch.setattr(stored, "read_record", counted)
    writer = ArchiveWriter(tmp_path, 10**9)
    feed = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>%s</channel></rss>'
    told = feed % "".join(map(item, range(40)))
    xml = (("Content-Type", "application/rss+xml"),)
    whole = writer.write(exchange("/feed/", told.encode(), headers=xml))
    pages = [writer.write(exchange(f"/{number}", b"<p>%d</p>" % number)) for number in range(40, 60)]
    writer.close()

    rows = [row(number, whole, FEED_ITEM) for number in range(40)]
    rows += [row(number, ref) for number, ref in enumerate(pages, 40)]
    lost = ArchiveRef("2025/02/tiada.warc.gz", 0, 9, "sha256:0")
    rows += [row(60, lost), row(61, None), row(62, whole, FEED_ITEM)]
    arrived = list(stored.arrivals_of(rows, archive, {}))

    assert [each for each, _ in arrived] == rows
    for number, (_, arrival) in enumerate(arrived[:60]):
        assert isinstance(arrival, Arrival)
        assert arrival.page.url == f"{SITE}/{number}"
        assert str(number).encode() in arrival.page.body
    assert all(isinstance(fault, ArchiveError) for _, fault in arrived[60:])
    assert "without an archived record" in str(arrived[61][1])
    assert "does not hold this article" in str(arrived[62][1])
    assert reads[whole] <= 2  # again at the end, after so many others
    assert {reads[ref] for ref in pages} == {1}
