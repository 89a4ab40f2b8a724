"""What every job on pages works with: the database, one thread that writes to it, the worker processes."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from pebble import ProcessPool
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.archive import Archive, archive_of, check_access
from crawler.config import Settings
from pipelines.errors import LapaswireError
from pipelines.pool import worker_pool
from pipelines.store.engine import open_engine, upgrade, write

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
InSession = Callable[Concatenate[Session, Parameters], Answer]


@dataclass(frozen=True)
class Tools:
    """Opened once for a process and shared by all that it does."""

    settings: Settings
    engine: Engine
    pool: ProcessPool
    writer: ThreadPoolExecutor

    @property
    def archive(self) -> Archive:
        """The archive that the settings name."""
        return archive_of(self.settings)

    def store(
        self, function: InSession[Parameters, Answer], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Answer:
        """Calls a function of the store in a transaction of its own, again when the connection was lost."""
        return write(self.engine, lambda session: function(session, *args, **kwargs))

    async def store_aside(
        self, function: InSession[Parameters, Answer], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Answer:
        """The same in the writing thread, while the reactor goes on."""
        return await asyncio.wrap_future(self.writer.submit(lambda: self.store(function, *args, **kwargs)))


def open_database(settings: Settings) -> Engine:
    """The engine of the database that the settings name, made or upgraded where needed."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LapaswireError(f"data_dir {settings.data_dir}: cannot be made: {error.strerror}") from error
    engine = open_engine(settings.database)
    upgrade(engine)
    return engine


@contextmanager
def open_tools(settings: Settings) -> Iterator[Tools]:
    """Opens the database and the worker processes; closes them after the block. Raises LapaswireError."""
    check_access(archive_of(settings))
    engine = open_database(settings)
    with worker_pool(settings.crawl_processes) as pool, ThreadPoolExecutor(1, "store") as writer:
        yield Tools(settings, engine, pool, writer)
    engine.dispose()
