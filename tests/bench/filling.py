"""Fills a database in bulk with generated releases: two processes make the rows, and no row waits for long."""

import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import islice
from multiprocessing import get_context
from typing import Any

import psycopg
from sqlalchemy import Dialect, Engine, LargeBinary, create_engine
from sqlalchemy.types import TypeEngine

from tests.bench.documents import generated
from tests.bench.rows import TABLES, rows_of

BATCH, AHEAD, TOLD = 500, 6, 50_000
MAKERS = 2
FAST = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -2000000")
FAST_SERVER = ("full_page_writes = off", "max_wal_size = '8GB'", "autovacuum = off")
"""Settings for the time of filling alone: a crash would cost a file that is thrown away anyway."""
NUMBERED = ("pages", "events", "releases", "appearances", "articles")
Encoded = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
Encode = Callable[[Any], Any]
Put = Callable[[str, tuple[str, ...], list[tuple[Any, ...]]], None]


def fill(engine: Engine, size: int, spared: Collection[int] = ()) -> None:
    """Fills an empty database with the releases 1 to `size` without those spared, and says how far it is."""
    spare = frozenset(spared)
    numbers = (number for number in range(1, size + 1) if number not in spare)
    way = _sqlite if engine.dialect.name == "sqlite" else _postgresql
    with way(engine, size) as (put, commit):
        for turn, made in enumerate(_made(numbers, engine.dialect.name), 1):
            for table, (columns, rows) in made.items():
                put(table, columns, rows)
            if turn * BATCH % TOLD == 0:
                commit()
                print(f"  {engine.dialect.name}: {turn * BATCH:,} of {size:,} releases filled in", flush=True)


def _made(numbers: Iterable[int], dialect: str) -> Iterator[Encoded]:
    """Batches of rows in order, a few of them made ahead."""
    source = iter(numbers)
    waiting: deque[Any] = deque()
    with get_context("spawn").Pool(MAKERS) as pool:
        while some := tuple(islice(source, BATCH)):
            waiting.append(pool.apply_async(encoded, (some, dialect)))
            if len(waiting) > AHEAD:
                yield waiting.popleft().get()
        while waiting:
            yield waiting.popleft().get()


def encoded(numbers: Iterable[int], dialect: str) -> Encoded:
    """The rows of some articles as their driver takes them: columns and values of each table that has any."""
    articles = [rows_of(number, generated(number)) for number in numbers]
    made: Encoded = {}
    for table in TABLES:
        rows = [row for tables in articles for row in tables.get(table, ())]
        if rows:
            ways = [(column, _encoders(dialect)[table.__tablename__][column]) for column in rows[0]]
            values = [tuple(encode(row[column]) for column, encode in ways) for row in rows]
            made[table.__tablename__] = tuple(rows[0]), values
    return made


@cache
def _encoders(name: str) -> dict[str, dict[str, Encode]]:
    dialect = create_engine({"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}[name]).dialect
    return {
        table.__tablename__: {
            column.name: _as_it_is if isinstance(column.type, LargeBinary) else _encoder(column.type, dialect)
            for column in table.__table__.columns
        }
        for table in TABLES
    }


def _encoder(kind: TypeEngine[Any], dialect: Dialect) -> Encode:
    return kind.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@contextmanager
def _sqlite(engine: Engine, _size: int) -> Iterator[tuple[Put, Callable[[], object]]]:
    engine.dispose()  # another connection would keep the journal as it is
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as connection:
        for setting in FAST:
            connection.execute(f"PRAGMA {setting}")

        def put(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
            marks = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({marks})", rows)

        connection.execute("BEGIN")
        yield put, lambda: connection.execute("COMMIT") and connection.execute("BEGIN")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def _postgresql(engine: Engine, size: int) -> Iterator[tuple[Put, Callable[[], object]]]:
    """Indexes for searching are made at the end, which is faster; numbers go on behind the rows that were filled in."""
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in FAST_SERVER:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        searched = connection.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'search%'")
        searches = searched.fetchall()
        for index, _ in searches:
            connection.execute(f"DROP INDEX {index}")
        connection.execute("SELECT pg_reload_conf()")

        def put(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
            with connection.cursor().copy(f"COPY {table} ({_quoted(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

        yield put, lambda: None
        for _, definition in searches:
            connection.execute(definition)
        for table in NUMBERED:
            connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {size})")
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("VACUUM ANALYZE")


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
