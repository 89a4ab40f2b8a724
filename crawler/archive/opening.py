"""One writer of a process for each archive, and who takes its files to the shared storage."""

import math
from concurrent.futures import Future
from dataclasses import dataclass

from crawler.archive.delivery import Courier, Delivery
from crawler.archive.mending import mend_abandoned
from crawler.archive.storage import Archive
from crawler.archive.writer import ArchiveWriter


@dataclass
class _Shared:
    """The one writer of a process for an archive, how many use it, and who takes its files away."""

    writer: ArchiveWriter
    courier: Courier | None = None
    users: int = 0


_open: dict[Archive, _Shared] = {}


def open_archive(
    archive: Archive, most_bytes: int, operator: str = "", most_seconds: float = math.inf
) -> ArchiveWriter:
    """The process's writer for an archive; crawls of one process share it. Give it back with `release`.

    What a killed process left half-written is mended first. Files of a shared archive are put there when they are
    closed, at the latest at the first record after `most_seconds`.
    """
    if archive not in _open:
        mend_abandoned(archive.folder)
        _open[archive] = _begun(archive, ArchiveWriter(archive.folder, most_bytes, operator), most_seconds)
    _open[archive].users += 1
    return _open[archive].writer


def _begun(archive: Archive, writer: ArchiveWriter, most_seconds: float) -> _Shared:
    if archive.storage is None:
        return _Shared(writer)
    courier = Courier(archive)
    writer.most_seconds, writer.closed = most_seconds, courier.call
    courier.start()
    return _Shared(writer, courier)


def release(archive: Archive) -> "Future[Delivery]":
    """Gives the writer back; the last user closes it.

    The answer comes when its files are where they belong, or have to wait on this machine.
    """
    opened = _open[archive]
    opened.users -= 1
    if opened.users:
        return _nothing_to_do()
    del _open[archive]
    opened.writer.close()
    if opened.courier is None:
        return _nothing_to_do()
    opened.courier.finish()
    return opened.courier.done


def _nothing_to_do() -> "Future[Delivery]":
    done: Future[Delivery] = Future()
    done.set_result(Delivery())
    return done
