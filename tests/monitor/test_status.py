"""What the database remembers of runs becomes the status of a source."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import Engine

from crawler.jobs.visit import note_given_up
from crawler.monitor.health import Health, State
from crawler.monitor.records import RunRecord
from crawler.monitor.status import status_of
from crawler.monitor.telling import tell_changes
from crawler.sources import Source
from pipelines.store.engine import open_engine, reading, upgrade, write
from pipelines.store.runs import finish_run, start_run
from pipelines.store.sources import source_state
from tests.support.command import lapaswire

NOW = datetime(2025, 3, 1, tzinfo=UTC)
SOURCE = Source(slug="situs-contoh", name="Situs Contoh", url="https://situs.contoh.test")


def database(folder: Path) -> Engine:
    engine = open_engine(f"sqlite:///{folder / 'lapaswire.db'}")
    upgrade(engine)
    return engine


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return database(tmp_path)


def test_a_source_that_was_given_up_is_told_and_tried_later(engine: Engine) -> None:
    write(engine, lambda session: note_given_up(session, SOURCE, 3, NOW))
    with reading(engine) as session:
        status = status_of(session, SOURCE.slug, NOW)
    assert (status.health.state, status.needs_a_person) == ("failing", True)
    assert "given up after 3 tries" in status.health.seen
    assert status.due_at is not None
    assert status.due_at > NOW + SOURCE.cadence


def told(engine: Engine) -> str | None:
    with reading(engine) as session:
        return source_state(session, SOURCE.slug).health.get("told")


def test_a_state_is_told_once_and_remembered_beyond_a_restart(engine: Engine, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x", method="POST").respond_with_data("ok")
    channels = (f"json://localhost:{httpserver.port}/x", "json://localhost:1/dead")
    states: tuple[State, ...] = ("silent", "silent", "fine", "quiet", "fine")
    for state in states:
        tell_changes(engine, channels, {SOURCE.slug: Health(state, NOW, "seen so")})
    assert told(engine) == "fine"
    assert len(httpserver.log) == 2


def test_what_no_channel_took_is_told_again(engine: Engine, httpserver: HTTPServer) -> None:
    gone = {SOURCE.slug: Health("gone", NOW, "seen so")}
    tell_changes(engine, ("json://localhost:1/dead",), gone)
    assert told(engine) is None
    httpserver.expect_request("/x", method="POST").respond_with_data("ok")
    tell_changes(engine, (f"json://localhost:{httpserver.port}/x",), gone)
    assert (told(engine), len(httpserver.log)) == ("gone", 1)


def test_a_named_source_is_told_with_its_last_run(tmp_path: Path) -> None:
    engine = database(tmp_path)
    record = RunRecord(
        SOURCE.slug, NOW, asked=2, answered=1, found=20, fresh=3, fetched=4, accepted=2, new=1, joined=1,
        bytes=1_234_000, retry_after=90.0, crawl_delay=5.0, robots=Counter(rules=1), ways=Counter(feed=15, sitemap=5),
        fresh_ways=Counter(feed=3), rejected=Counter({"off-topic": 2}), failed=Counter({"http-503": 1}),
    )  # fmt: skip
    run = write(engine, lambda session: start_run(session, "crawl", SOURCE.slug, NOW))
    write(engine, lambda session: finish_run(session, run, record.counts(), "done", NOW + timedelta(seconds=75)))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / f"{SOURCE.slug}.toml").write_text(f'name = "{SOURCE.name}"\nurl = "{SOURCE.url}"\n')
    kept = {"DATA_DIR": tmp_path, "SOURCES_DIR": tmp_path / "sources", "BUNDLED_SOURCES": "false"}
    settings = {f"LAPASWIRE_{key}": str(value) for key, value in kept.items()}
    told = lapaswire("status", SOURCE.slug, environment=settings)
    assert told.exit_code == 0, told.err
    for line in (
        "75 s, 1,234 kB", "1 of 2 lists answered, 20 links, 3 new", "15 feed, 5 sitemap", "3 feed",
        "4 fetched, 0 unchanged, 2 accepted", "1 new, 1 joined, 0 edited, 0 gone", "2 off-topic", "1 http-503",
        "1 rules; 5 s between requests", "0:01:30",
    ):  # fmt: skip
        assert line in told.out
    (status,) = lapaswire("status", SOURCE.slug, "--json", environment=settings).json()
    assert (status["state"], status["last_run"]["seconds"], status["last_run"]["ways"]["feed"]) == ("fine", 75.0, 15)


def test_single_addresses_tell_nothing_of_a_source(engine: Engine) -> None:
    record = RunRecord(SOURCE.slug, NOW, failed=Counter({"http-404": 1}))
    for command, counts in (("crawl", RunRecord(SOURCE.slug, NOW, asked=1, answered=1, fresh=2)), ("url", record)):
        run = write(engine, lambda session, command=command: start_run(session, command, SOURCE.slug, NOW))  # type: ignore[misc]
        write(engine, lambda session, run=run, counts=counts: finish_run(session, run, counts.counts(), at=NOW))  # type: ignore[misc]
    with reading(engine) as session:
        assert status_of(session, SOURCE.slug, NOW).health.state == "fine"
