"""Stores articles for timing, each database from a process of its own, by turns."""

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import Engine, event, text

from pipelines.records import Article
from pipelines.store.engine import open_engine, write
from pipelines.store.outcomes import save_outcome
from pipelines.store.pages import save_page
from tests.bench.documents import probe
from tests.support.articles import page


@dataclass(frozen=True, slots=True)
class Cost:
    """What storing one article took: milliseconds, milliseconds of processor time, SQL statements."""

    elapsed: float
    processor: float
    statements: int


@dataclass(frozen=True, slots=True)
class Run:
    """What a process measured on its database, and the most memory that it held (MB)."""

    costs: tuple[Cost, ...]
    peak: float


def by_turns(databases: Sequence[tuple[str, int]], turns: Iterable[int]) -> list[Run]:
    """Stores the articles of these turns in each database (address, number of releases), each turn in all of them."""
    context = get_context("spawn")
    pipes, processes = [], []
    for address, size in databases:
        mine, theirs = context.Pipe()
        pipes.append(mine)
        processes.append(context.Process(target=_serve, args=(address, size, theirs), daemon=True))
        processes[-1].start()
    costs: list[list[Cost]] = [[] for _ in pipes]
    for turn in turns:
        for pipe, some in zip(pipes, costs, strict=True):
            pipe.send(turn)
            some.append(pipe.recv())
    for pipe in pipes:
        pipe.send(None)
    runs = [Run(tuple(some), pipe.recv()) for pipe, some in zip(pipes, costs, strict=True)]
    for process in processes:
        process.join()
    return runs


def put(engine: Engine, told: Article) -> float:
    """Stores one article; the answer is the seconds that its outcome took."""
    page_id = write(engine, lambda session: save_page(session, page(told), None))
    began = time.perf_counter()
    write(engine, lambda session: save_outcome(session, page_id, told))
    return time.perf_counter() - began


def _serve(address: str, size: int, pipe: Connection) -> None:
    """Stores the article of each turn that comes through the pipe, until None comes."""
    engine = open_engine(address)
    statements: list[None] = []
    event.listen(engine, "before_cursor_execute", lambda *_: statements.append(None))
    server = _server_process(engine)
    while (turn := pipe.recv()) is not None:
        told = probe(size, turn)
        statements.clear()
        worked = time.process_time() + _seconds_of(server)
        elapsed = put(engine, told)
        worked = time.process_time() + _seconds_of(server) - worked
        pipe.send(Cost(elapsed * 1000, worked * 1000, len(statements)))
    engine.dispose()
    pipe.send(_peak())


def _peak() -> float:
    """The most memory that this process ever held, MB; `ru_maxrss` would tell its parent's, where that was larger."""
    told = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(told[1]) / 1024 if told else 0.0


def _server_process(engine: Engine) -> int | None:
    """The number of the server's process that answers this one; None for SQLite, which works in ours."""
    if engine.dialect.name == "sqlite":
        return None
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def _seconds_of(process: int | None) -> float:
    """Processor time of another process; 0 where that cannot be told."""
    told = Path(f"/proc/{process}/schedstat")
    return int(told.read_text(encoding="ascii").split()[0]) / 1e9 if process and told.is_file() else 0.0


def bytes_of(engine: Engine, *tables: str) -> int:
    """The bytes that tables take with their indexes."""
    if engine.dialect.name == "sqlite":
        asked = "SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = :table)"
    else:
        asked = "SELECT pg_total_relation_size(CAST(:table AS text))"
    with engine.connect() as connection:
        return sum(int(connection.execute(text(asked), {"table": table}).scalar_one()) for table in tables)
