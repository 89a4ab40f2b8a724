"""Opens the database, brings its schema up to date, and hands out sessions for reading and for writing."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from pipelines.store.errors import DatabaseError, told

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up as busy."""
POOL_SIZE = 5
ATTEMPTS = 3
WAL_ATTEMPTS = 100
CROSSED = ("40001", "40P01", "23505")
"""States of PostgreSQL for two writers in each other's way: not serializable, deadlock, the same new row."""
READING = "lapaswire_reading"
MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATING = threading.Lock()
"""Alembic works on globals: one thread of a process at a time."""

Answer = TypeVar("Answer")


def open_engine(url: str, *, busy_seconds: float = BUSY_SECONDS, pool_size: int = POOL_SIZE) -> Engine:
    """The engine for an SQLAlchemy address. A missing folder of an SQLite file is made. Raises DatabaseError."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return _open_sqlite(address, busy_seconds)
        if address.get_backend_name() not in ("postgresql", "postgres"):
            raise DatabaseError(f"database address {url!r}: SQLite and PostgreSQL are supported, no other")
        return _open_postgresql(address, busy_seconds, pool_size)
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseError(f"database address {url!r}: {error}") from error
    except OSError as error:
        raise DatabaseError(f"database {url}: {error}") from error


def _open_sqlite(address: URL, busy_seconds: float) -> Engine:
    if address.database and address.database != ":memory:" and not address.database.startswith("file:"):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Write-ahead log, enforced references; transactions begin where `_begin_sqlite` says."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # what was taken down leaves no bytes in free pages
    for attempt in range(WAL_ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:  # of two that open a new file at once one does not wait by itself
            if "locked" not in str(error) or attempt == WAL_ATTEMPTS - 1:
                raise
            time.sleep(0.05)


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: a reader that turns writer half-way could not wait for its turn."""
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _open_postgresql(address: URL, busy_seconds: float, pool_size: int) -> Engine:
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    options = f"-c lock_timeout={int(busy_seconds * 1000)}"
    return create_engine(
        address, pool_pre_ping=True, pool_size=pool_size, connect_args={"options": options, "connect_timeout": 10}
    )


def upgrade(engine: Engine) -> None:
    """Brings the schema to the newest version; safe to call at every start, also by several processes."""
    with _MIGRATING, told(engine), engine.connect() as connection:
        _lock_schema(connection)
        command.upgrade(alembic_config(connection), "head")
        connection.commit()


def alembic_config(connection: Connection) -> Config:
    """What Alembic needs to work on this connection with the migrations of the package."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _lock_schema(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('lapaswire schema'))")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session in one transaction, committed at the end, rolled back on an error. Raises DatabaseError."""
    with told(engine), Session(engine) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the database throughout and never waits for writers. Raises DatabaseError."""
    options: dict[str, Any] = {READING: True}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with told(engine), Session(engine.execution_options(**options)) as session:
        yield session


def write(engine: Engine, work: Callable[[Session], Answer]) -> Answer:
    """Does `work` in one transaction, again from its start when the connection was lost or two writers crossed."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with Session(engine) as session, session.begin():
                return work(session)
        except DBAPIError as error:
            if attempt == ATTEMPTS or not _may_pass(error):
                with told(engine):
                    raise
            time.sleep(0.2 * 4 ** (attempt - 1))
    raise AssertionError("unreachable")


def _may_pass(error: DBAPIError) -> bool:
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in CROSSED
