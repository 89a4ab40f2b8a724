"""Takes closed files from this machine to the shared storage, and tries until they are there."""

import fcntl
import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from filelock import FileLock

from crawler.archive import shared
from crawler.archive.errors import ArchiveError
from crawler.archive.mending import mark_of
from crawler.archive.storage import Archive

SECONDS_BETWEEN_TRIES = 10.0
SECONDS_AT_LAST = 15.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was put, which files (with their bytes) still wait on this machine, and why."""

    files: int = 0
    waiting: int = 0
    bytes_waiting: int = 0
    why: str = ""


def deliver(archive: Archive, seconds: float = float("inf")) -> Delivery:
    """Puts the closed files of this machine into the storage, newest first, and removes them here.

    Stops at the first that cannot be put, or after `seconds`; a file that is being put is finished.
    """
    done, why, end = 0, "", monotonic() + seconds
    for path in reversed(closed_files(archive)):
        if why or monotonic() > end:
            break
        try:
            done += _put(archive, path)
        except (OSError, ArchiveError) as error:
            why = str(error)
    left = closed_files(archive)
    return Delivery(done, len(left), sum(map(_size, left)), why)


def closed_files(archive: Archive) -> list[Path]:
    """The files of this machine that nobody writes any more and that the storage does not have yet, oldest first."""
    found = archive.folder.glob("*/*/*.warc.gz") if archive.storage else ()
    return sorted(path for path in found if not mark_of(path).exists() and _size(path))


@contextmanager
def outbox(archive: Archive) -> Iterator[None]:
    """Holds what waits on this machine: nobody else puts it, or erases in it, meanwhile."""
    archive.folder.mkdir(parents=True, exist_ok=True)
    with FileLock(archive.folder / "outbox.lock"):
        yield


def _put(archive: Archive, path: Path) -> bool:
    assert archive.storage
    with outbox(archive), suppress(FileNotFoundError), path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False  # just begun: it has no mark yet
        try:
            shared.put(archive.storage, path, path.relative_to(archive.folder).as_posix())
        except FileNotFoundError as error:
            raise ArchiveError(f"archive {archive}: no such bucket or folder ({error})") from error
        path.unlink()
        return True
    return False  # another process was faster


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@dataclass
class Courier:
    """A thread that delivers whenever a file was closed, and tries again what could not be put."""

    archive: Archive
    done: "Future[Delivery]" = field(default_factory=Future)
    _called: Event = field(default_factory=Event)
    _ending: Event = field(default_factory=Event)
    _why: str = ""

    def start(self) -> None:
        """Begins; the thread ends with the process, for what is not put yet is safe on the disk."""
        Thread(target=self._run, name="archive courier", daemon=True).start()

    def call(self) -> None:
        """A file was closed."""
        self._called.set()

    def finish(self) -> None:
        """Delivers what waits, for a while; `done` tells what came of it."""
        self._ending.set()
        self._called.set()

    def _run(self) -> None:
        try:
            while not self._ending.is_set():
                self._tell(deliver(self.archive))
                self._called.wait(SECONDS_BETWEEN_TRIES)
                self._called.clear()
            self.done.set_result(self._at_last())
        except BaseException as error:  # whoever waits for us must hear of it
            self.done.set_exception(error)
            raise

    def _at_last(self) -> Delivery:
        end = monotonic() + SECONDS_AT_LAST
        delivery = deliver(self.archive, SECONDS_AT_LAST)
        while delivery.why and monotonic() + 1 < end:
            sleep(1)
            delivery = deliver(self.archive, end - monotonic())
        self._tell(delivery)
        if delivery.waiting:
            megabytes = delivery.bytes_waiting / 1e6
            told = "%s: %d files (%.1f MB) wait in %s; the next run on this machine puts them there"
            log.warning(told, self.archive, delivery.waiting, megabytes, self.archive.folder)
        return delivery

    def _tell(self, delivery: Delivery) -> None:
        """Tells when putting begins to fail, and when it goes again."""
        if delivery.why and not self._why:
            log.warning("%s; what is fetched waits in %s", delivery.why, self.archive.folder)
        elif self._why and not delivery.why:
            log.warning("%s: answers again", self.archive)
        self._why = delivery.why
