"""What the database remembers of runs becomes the status of a source."""

from datetime import UTC, datetime
from pathlib import Path

from crawler.jobs.visit import note_given_up
from crawler.monitor.health import Health
from crawler.monitor.status import status_of
from crawler.monitor.telling import tell_changes
from crawler.sources import Source
from pipelines.store.engine import open_engine, reading, upgrade, write
from pipelines.store.sources import source_state

NOW = datetime(2025, 3, 1, tzinfo=UTC)
SOURCE = Source(slug="situs-contoh", name="Situs Contoh", url="https://situs.contoh.test")


def test_a_source_that_was_given_up_is_told_and_tried_later(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'wire.db'}")
    upgrade(engine)
    write(engine, lambda session: note_given_up(session, SOURCE, 3, NOW))
    with reading(engine) as session:
        status = status_of(session, SOURCE.slug, NOW)
    assert (status.health.state, status.needs_a_person) == ("failing", True)
    assert "given up after 3 tries" in status.health.seen
    assert status.due_at is not None
    assert status.due_at > NOW + SOURCE.cadence


def test_a_state_is_told_once_and_remembered_beyond_a_restart(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'wire.db'}")
    upgrade(engine)
    for state in ("silent", "silent", "fine"):
        tell_changes(engine, ("json://localhost:1/x",), {SOURCE.slug: Health(state, NOW, "seen so")})
        with reading(engine) as session:
            assert source_state(session, SOURCE.slug).health["told"] == state
