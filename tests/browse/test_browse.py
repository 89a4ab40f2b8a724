"""The web pages, seen with a real browser: list, form, release with marked evidence, JSON beside each page."""

import shutil
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright
from sqlalchemy import Engine

from pipelines.browse import browse_app
from pipelines.process import process
from pipelines.records import PLAIN_TEXT, ArchiveRef, Page
from pipelines.store.engine import open_engine, upgrade, write
from pipelines.store.outcomes import save_outcome
from pipelines.store.pages import save_page

CHROMIUM = shutil.which("chromium")
VISIT = (
    "Kalapas Cilegon Temui Kapolres, Bahas Razia <Bersama>\n"
    "CILEGON – Kepala Lapas Kelas IIA Cilegon, Darma Suteja, menemui Kapolres Cilegon, AKBP Rendra Wiguna, pada Selasa"
    " (11/3/2025) di Mapolres Cilegon.\n"
    "“Kami ingin penggeledahan kamar hunian digelar bersama setiap bulan,” kata Darma.\n"
    "Kapolres menyatakan siap menurunkan personel untuk membantu penggeledahan di Lapas Cilegon.\n"
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    opened = open_engine(f"sqlite:///{tmp_path_factory.mktemp('browse') / 'b.db'}")
    upgrade(opened)
    page = Page("https://contoh.example/a", VISIT.encode(), datetime(2025, 3, 12, tzinfo=UTC), PLAIN_TEXT)
    ref = ArchiveRef("a.warc.gz", 0, 1, "sha256:00")
    number = write(opened, lambda session: save_page(session, page, ref))
    write(opened, lambda session: save_outcome(session, number, process(page, any_topic=True)))
    return opened


@pytest.fixture(scope="module")
def client(engine: Engine) -> TestClient:
    return TestClient(browse_app(engine))


def test_the_json_beside_the_pages(client: TestClient) -> None:
    told = client.get("/releases.json", params={"words": "penggeledahan", "since": "", "until": "2025-03-31"}).json()
    assert told["total"] == 1
    key = told["releases"][0]["id"]
    assert client.get(f"/release/{key}.json").json()["event"]["date"] == "2025-03-11"
    assert client.get("/units.json").json()[0]["key"] == "lapas-cilegon"
    assert client.get("/releases.json", params={"since": "2025-04-01"}).json()["total"] == 0


@pytest.mark.parametrize(
    ("address", "status"),
    [("/release/none", 404), ("/?since=kemarin", 422), ("/?page=0", 422), ("/?words=%22%22", 200)],
)
def test_wrong_addresses_are_told(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_pages_run_no_script_and_leave_no_referrer(client: TestClient) -> None:
    answer = client.get("/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.fixture(scope="module")
def tab(engine: Engine) -> Iterator[Tab]:
    if CHROMIUM is None:
        pytest.skip("needs Debian's chromium")
    server = uvicorn.Server(uvicorn.Config(browse_app(engine), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(base_url=f"http://127.0.0.1:{port}")
        browser.close()
    server.should_exit = True
    thread.join(5)


def test_a_reader_searches_and_sees_the_evidence(tab: Tab, tmp_path: Path) -> None:
    tab.goto("/")
    tab.get_by_label("Words").fill("penggeledahan")
    tab.get_by_role("button", name="Show").click()
    tab.get_by_role("link", name="Kalapas Cilegon Temui Kapolres").click()
    assert tab.locator("h1").inner_text() == "Kalapas Cilegon Temui Kapolres, Bahas Razia <Bersama>"
    assert "2025-03-11" in (tab.locator("mark.date[title]").first.get_attribute("title") or "")
    assert tab.locator("mark.prison[title]").count() >= 1
    assert tab.locator("blockquote").count() == 1
    tab.get_by_role("link", name="Lapas Kelas IIA Cilegon").click()
    assert "1 release that name lapas-cilegon" in tab.locator("main").inner_text()
