"""What the database remembers of runs becomes the status of a source."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import Engine

from crawler.jobs.visit import note_given_up
from crawler.monitor.health import Health, State
from crawler.monitor.status import status_of
from crawler.monitor.telling import tell_changes
from crawler.sources import Source
from pipelines.store.engine import open_engine, reading, upgrade, write
from pipelines.store.sources import source_state

NOW = datetime(2025, 3, 1, tzinfo=UTC)
SOURCE = Source(slug="situs-contoh", name="Situs Contoh", url="https://situs.contoh.test")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'wire.db'}")
    upgrade(engine)
    return engine


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
