"""One crawl of a site at a time, also across processes: a file lock beside SQLite, an advisory lock on PostgreSQL.

Both fall with the process that holds them, however it ends; a killed crawl never leaves a site locked.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import xxhash
from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from pipelines.errors import LapaswireError


class BusyError(LapaswireError):
    """Another process crawls this site now."""

    exit_code = 75

    def __init__(self, slug: str) -> None:
        super().__init__(f"{slug}: another process crawls this source now; try again later")
        self.slug = slug


@contextmanager
def site_lock(engine: Engine, data_dir: Path, slug: str) -> Iterator[None]:
    """Holds the lock of the source `slug` for the block. Raises BusyError at once where it is held."""
    lock = _advisory_lock(engine, slug) if engine.dialect.name == "postgresql" else _file_lock(data_dir, slug)
    with lock:
        yield


@contextmanager
def _file_lock(data_dir: Path, slug: str) -> Iterator[None]:
    folder = data_dir / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{slug}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(slug) from error
    try:
        yield
    finally:
        lock.release()


def crawled_now(engine: Engine, slugs: Iterable[str]) -> set[str]:
    """Which of these sources are crawled now by whatever process, on PostgreSQL."""
    held = "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
    with engine.connect() as connection:
        keys = set(connection.scalars(text(held)))
    return {slug for slug in slugs if _key(slug) in keys}


def _key(slug: str) -> int:
    return xxhash.xxh3_64_intdigest(f"lapaswire crawl {slug}".encode()) - (1 << 63)


@contextmanager
def _advisory_lock(engine: Engine, slug: str) -> Iterator[None]:
    key = _key(slug)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            raise BusyError(slug)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
