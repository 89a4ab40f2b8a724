"""The database as such: schema, locks, faults told in plain words."""

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text

from pipelines.store.engine import alembic_config, open_engine, reading, upgrade, write, writing
from pipelines.store.errors import DatabaseBusyError, DatabaseError
from pipelines.store.runs import finish_run, latest_runs, start_run
from pipelines.store.stats import check, stats


def test_the_migrations_make_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        command.check(alembic_config(connection))


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    assert check(engine) == []


def test_several_may_upgrade_at_once(address: str) -> None:
    faults: list[BaseException] = []

    def go() -> None:
        try:
            upgrade(open_engine(address))
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert check(open_engine(address)) == []


def test_an_old_schema_is_told(address: str) -> None:
    engine = open_engine(address)
    assert check(engine) == ["the schema is missing: run `lapaswire db upgrade`"]
    with pytest.raises(DatabaseError, match="db upgrade"), reading(engine) as session:
        latest_runs(session)


def test_a_newer_schema_is_told(address: str) -> None:
    engine = open_engine(address)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="newer version of the program"):
        upgrade(engine)
    engine.dispose()


def test_stats_count_every_table(engine: Engine) -> None:
    write(engine, lambda session: start_run(session, "crawl", "kabar-a"))
    with reading(engine) as session:
        told = stats(session)
    assert told.rows["runs"] == 1
    assert told.rows["releases"] == 0
    assert told.size > 0


def test_runs_are_kept(engine: Engine) -> None:
    number = write(engine, lambda session: start_run(session, "crawl", "kabar-a"))
    write(engine, lambda session: finish_run(session, number, {"found": 3}))
    with reading(engine) as session:
        [run] = latest_runs(session, "kabar-a")
        assert (run.id, run.state, run.counts) == (number, "done", {"found": 3})
        assert latest_runs(session, "warta-b") == []
    with pytest.raises(KeyError):
        write(engine, lambda session: finish_run(session, 99, {}))


def test_a_failed_transaction_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(RuntimeError), writing(engine) as session:
        start_run(session, "crawl")
        raise RuntimeError
    with reading(engine) as session:
        assert latest_runs(session) == []


def test_a_second_writer_on_sqlite_waits_or_is_told_busy(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'wire.db'}"
    upgrade(open_engine(address))
    impatient = open_engine(address, busy_seconds=0.1)
    with writing(open_engine(address)) as session:
        start_run(session, "crawl")
        with pytest.raises(DatabaseBusyError, match="another process is writing") as told:
            write(impatient, lambda other: start_run(other, "crawl"))
        assert told.value.exit_code == 75
        with reading(impatient) as other:
            assert latest_runs(other) == []
    assert write(impatient, lambda other: start_run(other, "crawl")) == 2


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'wire.db'}")
    upgrade(engine)

    def fill() -> None:
        with writing(engine) as own:
            own.execute(text("PRAGMA max_page_count = 1"))
            for _ in range(2000):
                start_run(own, "x" * 100)

    with pytest.raises(DatabaseError, match="disk is full"):
        fill()
    assert check(engine) == []


def test_a_read_only_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wire.db"
    upgrade(open_engine(f"sqlite:///{path}"))
    engine = open_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(DatabaseError, match="read-only"):
        write(engine, lambda session: start_run(session, "crawl"))
    with reading(engine) as session:
        assert latest_runs(session) == []


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wire.db"
    path.write_bytes(b"this is a letter and no database at all" * 100)
    with pytest.raises(DatabaseError, match="damaged or no database"):
        upgrade(open_engine(f"sqlite:///{path}"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseError, match="file"):
        open_engine(f"sqlite:///{tmp_path / 'file' / 'wire.db'}")


@pytest.mark.parametrize("address", ["no address", "mango://x/y"])
def test_a_wrong_address_is_told(address: str) -> None:
    with pytest.raises(DatabaseError, match=address.split(":", maxsplit=1)[0]):
        open_engine(address)


def test_an_unreachable_server_is_told_without_its_password() -> None:
    engine = open_engine("postgresql://someone:secret@127.0.0.1:1/wire")
    with pytest.raises(DatabaseError, match="cannot be reached") as told:
        upgrade(engine)
    assert "secret" not in str(told.value)


def test_sqlite_runs_with_a_write_ahead_log(tmp_path: Path) -> None:
    path = tmp_path / "new" / "wire.db"
    upgrade(open_engine(f"sqlite:///{path}"))
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
