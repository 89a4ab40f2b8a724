"""Imports, the archive again, and exports as jobs of a worker."""

import asyncio
import json
import time
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from crawler.config import Settings
from crawler.jobs import queue
from pipelines.errors import LapaswireError
from tests.postgres.test_queue import stop
from tests.support.command import lapaswire, start
from tests.support.postgres import Server

PAGE = """<html lang="id"><head><title>Razia kamar hunian</title></head><body><article><h1>Razia kamar hunian</h1>
<p>CURUP – Petugas Lapas Curup bersama anggota Polres Rejang Lebong menggeledah kamar hunian pada Senin (3/3/2025).</p>
<p>Penggeledahan berlangsung dua jam dan menyisir semua blok. Petugas menemukan sendok, kabel dan botol kaca.</p>
<p>Barang temuan dicatat lalu dimusnahkan di halaman bersama pejabat kedua instansi.</p></article></body></html>"""
PATIENCE = 120  # seconds


def unfinished(url: str) -> int:
    with create_engine(url, poolclass=NullPool).connect() as connection:
        query = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'bulk'"  # jobs that end well are deleted
        return int(connection.scalar(text(query)) or 0)


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_a_worker_imports_goes_through_the_archive_again_and_exports(server: Server, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "page.html").write_text(PAGE)
    saved = {
        "file": str(tmp_path / "page.html"),
        "url": "https://situs.test/razia",
        "fetched_at": "2025-03-04T02:00:00Z",
    }
    listed, out = tmp_path / "list.jsonl", tmp_path / "releases.jsonl"
    listed.write_text(json.dumps(saved) + "\n")
    url = server.database()
    settings = {
        "LAPASWIRE_DATABASE_URL": url, "LAPASWIRE_DATA_DIR": str(tmp_path / "data"), "LAPASWIRE_PROCESSES": "1",
        "LAPASWIRE_SOURCES_DIR": str(tmp_path / "sources"), "LAPASWIRE_BUNDLED_SOURCES": "false",
    }  # fmt: skip
    worker = None
    try:
        for job in (("import", listed), ("reprocess", "ALL"), ("export", "jsonl", out)):
            named = [next((tmp_path / "data").rglob("*.warc.gz")).name if word == "ALL" else word for word in job]
            put = lapaswire("worker", "enqueue", *named, environment=settings)
            assert put.out.startswith("1 of 1"), put.err
            worker = worker or start("worker", environment=settings)
            deadline = time.monotonic() + PATIENCE
            while unfinished(url):
                assert time.monotonic() < deadline, job
                time.sleep(0.3)
    finally:
        stop(*filter(None, [worker]))
    (release,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (release["op"], release["prisons"][0]["id"]) == ("ADD", "lapas-curup")
    unknown = lapaswire("worker", "enqueue", "kopi", "hitam", environment=settings)
    assert (unknown.exit_code, "no such job" in unknown.err) == (2, True)


def test_an_export_needs_a_format_and_a_file() -> None:
    app = queue.queue_of(Settings(database_url="postgresql://localhost/none"))
    with pytest.raises(LapaswireError, match="the format and the file"):
        asyncio.run(queue.put(app, "export", ["jsonl"]))


def test_the_queue_needs_postgresql(tmp_path: Path) -> None:
    told = lapaswire("worker", environment={"LAPASWIRE_DATA_DIR": str(tmp_path)})
    assert (told.exit_code, "needs PostgreSQL" in told.err) == (2, True)
