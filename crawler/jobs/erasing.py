"""Erases the archived bytes of what was taken down, until none is owed any more."""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from sqlalchemy import Engine

from crawler.archive import ArchiveError, archive_of
from crawler.archive.eraser import erase
from crawler.config import Settings
from crawler.jobs.lock import BusyError, site_lock
from pipelines.errors import LapaswireError
from pipelines.records import ArchiveRef
from pipelines.store.engine import reading, write
from pipelines.store.erasures import erasures, note_erased

log = logging.getLogger(__name__)
ERASING = "archive erasing"  # no slug of a source: those hold no space


def erase_owed(engine: Engine, settings: Settings, seconds: float = 60.0) -> dict[ArchiveRef, str]:
    """Erases every record that a takedown left in the archive; gives those that could not be erased yet, and why.

    Waits `seconds` for another process that erases. Raises ArchiveError where it goes on for longer.
    """
    archive, faults = archive_of(settings), dict[ArchiveRef, str]()
    with reading(engine) as session:
        if not erasures(session):
            return {}
    with _alone(engine, settings, seconds):
        with reading(engine) as session:
            owed = erasures(session)
        for ref in owed:
            try:
                erase(archive, ref)
            except ArchiveError as error:
                faults[ref] = str(error)
            else:
                write(engine, partial(note_erased, ref=ref))
    return faults


def erase_in_passing(engine: Engine, settings: Settings) -> None:
    """The same at the end of other work: what cannot be done now is left for the next time."""
    try:
        faults = erase_owed(engine, settings, seconds=0)
    except LapaswireError as error:
        log.info("%s", error)
        return
    for fault in faults.values():
        log.info("%s", fault)


@contextmanager
def _alone(engine: Engine, settings: Settings, seconds: float) -> Iterator[None]:
    """One machine at a time: a file of a shared archive is put back whole. Raises ArchiveError after `seconds`."""
    end = time.monotonic() + seconds
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(site_lock(engine, settings.data_dir, ERASING))
                break
            except BusyError as error:
                if time.monotonic() >= end:
                    raise ArchiveError(
                        "another process erases in the archive now; it is done with the next run"
                    ) from error
                time.sleep(0.5)
        yield
