"""`lapaswire demo` finds what the world's data say is there, and fetches nothing twice."""

import os
import re
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.demo.model import Item
from crawler.demo.sample import Json, releases
from crawler.demo.stories import items, sites
from pipelines.store.engine import open_engine, reading

HOSTS = {site.host: site for site in sites().values()}


def demo(folder: Path, port: int) -> str:
    command = [sys.executable, "-c", "from crawler.cli import main; main()", "demo", "--port", str(port)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LAPASWIRE_")}
    environment |= {"LAPASWIRE_DATA_DIR": str(folder), "COLUMNS": "80"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def port() -> int:
    with socket.create_server(("127.0.10.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def printed(folder: Path, port: int) -> str:
    return demo(folder, port)


@pytest.fixture(scope="module")
def records(folder: Path, printed: str) -> list[Json]:
    return stored(folder)


def stored(folder: Path) -> list[Json]:
    with reading(open_engine(f"sqlite:///{folder / 'demo' / 'lapaswire.db'}")) as session:
        return releases(session)


def truth_by_address() -> dict[tuple[str, str], Item]:
    return {(item.site, item.path): item for item in items()}


def item_at(url: str) -> Item:
    parts = urlsplit(url)
    site = HOSTS[parts.hostname or ""]
    asks = f"?{parts.query}" if site.kind == "government" else ""
    return truth_by_address()[site.slug, parts.path + asks]


def told(records: list[Json]) -> list[tuple[Json, list[Item]]]:
    return [(record, [item_at(copy["url"]) for copy in record["appearances"]]) for record in records]


def test_every_article_on_topic_is_found(records: list[Json]) -> None:
    found = {item for _, carried in told(records) for item in carried}
    assert [item.title for item in items() if item.truth.on_topic and item not in found] == []


def test_no_other_article_is_taken(records: list[Json]) -> None:
    assert [item.title for _, carried in told(records) for item in carried if not item.truth.on_topic] == []


def test_copies_make_releases_and_releases_make_events(records: list[Json]) -> None:
    ours = [(record, carried) for record, carried in told(records) if carried[0].truth.on_topic]
    for record, carried in ours:
        assert len({item.truth.release for item in carried}) == 1, record["title"]
    assert len(ours) == len({carried[0].truth.release for _, carried in ours}) == 11
    pairs = {(record["event_id"], carried[0].truth.event) for record, carried in ours}
    assert len(pairs) == len({event for event, _ in pairs}) == len({event for _, event in pairs}) == 10


def test_days_kinds_and_units_are_as_told(records: list[Json]) -> None:
    for record, (item, *_) in told(records):
        truth, event = item.truth, record["event"]
        if truth.on_topic:
            assert (event["date"], event["kind"]) == (str(truth.day), truth.kind), record["title"]
            assert {unit["name"] for unit in record["prisons"]} == set(truth.prisons), record["title"]
            assert {unit["name"] for unit in record["police"]} == set(truth.police), record["title"]


def test_publication_instants_are_those_of_the_sites(records: list[Json]) -> None:
    for record, carried in told(records):
        for copy, item in zip(record["appearances"], carried, strict=True):
            if sites()[item.site].kind == "government":
                assert datetime.fromisoformat(copy["published_at"]).date() == item.published.date()
            else:
                assert datetime.fromisoformat(copy["published_at"]) == item.published, copy["url"]


def test_the_table_and_the_sample_fit_eighty_columns(printed: str) -> None:
    assert all(len(line) <= 80 for line in printed.splitlines() if not line.startswith("Database"))
    assert re.search(r"\d+ releases of \d+ events, carried by \d+ articles\.", printed)
    assert all(slug in printed for slug in sites())


def test_a_second_run_fetches_no_article_and_stores_nothing(folder: Path, port: int, records: list[Json]) -> None:
    again = demo(folder, port)
    assert re.search(r"; 0 times for an article", again)
    assert stored(folder) == records
