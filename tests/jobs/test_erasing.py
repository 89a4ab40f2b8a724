"""What a takedown owes the archive is done in the end, whatever came in between."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.archive import Archive, ArchiveError, read_record
from crawler.config import Settings
from crawler.jobs.erasing import ERASING, erase_in_passing, erase_owed
from crawler.jobs.lock import site_lock
from pipelines.records import ArchiveRef
from pipelines.store.engine import open_engine, reading, upgrade, write
from pipelines.store.erasures import erasures, note_erasures
from tests.archive.support import written


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.fixture
def engine(settings: Settings) -> Engine:
    engine = open_engine(settings.database)
    upgrade(engine)
    return engine


@pytest.fixture
def refs(engine: Engine, settings: Settings) -> list[ArchiveRef]:
    """Three records, of which the takedown of the second was cut off before its bytes were erased."""
    refs = written(settings.archive_dir, b"<p>satu</p>" * 30, b"<p>dua</p>" * 30, b"<p>tiga</p>" * 30)
    write(engine, lambda session: note_erasures(session, [refs[1]]))
    return refs


def owed(engine: Engine) -> int:
    with reading(engine) as session:
        return len(erasures(session))


def test_the_next_run_erases_what_a_crash_left(engine: Engine, settings: Settings, refs: list[ArchiveRef]) -> None:
    erase_in_passing(engine, settings)
    archive = Archive(settings.archive_dir)
    assert [read_record(archive, refs[place]).body[:6] for place in (0, 2)] == [b"<p>sat", b"<p>tig"]
    with pytest.raises(ArchiveError):
        read_record(archive, refs[1])
    assert owed(engine) == 0


def test_one_at_a_time(
    engine: Engine, settings: Settings, refs: list[ArchiveRef], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with site_lock(engine, settings.data_dir, ERASING):
        with pytest.raises(ArchiveError, match="another process erases"):
            erase_owed(engine, settings, seconds=0.1)
        erase_in_passing(engine, settings)
    assert "another process erases" in caplog.text
    assert owed(engine) == 1
    assert erase_owed(engine, settings) == {}
    assert owed(engine) == 0


def test_what_cannot_be_erased_stays_owed_and_hinders_nothing_else(
    engine: Engine, settings: Settings, refs: list[ArchiveRef]
) -> None:
    elsewhere = ArchiveRef("2026/11/di-mesin-lain.warc.gz", 0, 400, "")
    write(engine, lambda session: note_erasures(session, [elsewhere, elsewhere]))
    assert list(erase_owed(engine, settings)) == [elsewhere]
    assert owed(engine) == 1
