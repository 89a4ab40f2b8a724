"""What every job on pages works with: the database, one thread that writes to it, the worker processes, the sources."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from pebble import ProcessPool
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.config import Settings
from pipelines.pool import worker_pool
from pipelines.store.engine import open_engine, upgrade

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Tools:
    """Opened once for a process and shared by all that it crawls."""

    settings: Settings
    engine: Engine
    pool: ProcessPool
    writer: ThreadPoolExecutor

    async def store(
        self,
        function: Callable[Concatenate[Session, Parameters], Answer],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Answer:
        """Calls a function of the store in the writing thread, in a transaction of its own."""
        return await asyncio.wrap_future(self.writer.submit(self.in_session, function, *args, **kwargs))

    def in_session(self, function: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        """The same in this thread."""
        with Session(self.engine) as session, session.begin():
            return function(session, *args, **kwargs)


@contextmanager
def open_tools(settings: Settings) -> Iterator[Tools]:
    """Opens the database (made or upgraded where needed) and the worker processes; closes them after the block."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database)
    upgrade(engine)
    with worker_pool(settings.processes) as pool, ThreadPoolExecutor(1, "store") as writer:
        yield Tools(settings, engine, pool, writer)
    engine.dispose()
