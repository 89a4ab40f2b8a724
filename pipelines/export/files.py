"""Files that are whole or not there: written under another name, synced, then renamed."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

from pipelines.errors import LapaswireError


class ExportError(LapaswireError):
    """The export cannot be written as asked; the message says why."""


class ExportBusyError(ExportError):
    """Another export writes the same file now."""

    exit_code = 75


class Measured(RawIOBase):
    """A file that is written from its start to its end, counted and hashed on the way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Appends the bytes."""
        self._sha256.update(data)
        self.size += len(data)
        return self._file.write(data)

    def tell(self) -> int:
        """Bytes so far."""
        return self.size

    def flush(self) -> None:
        """Hands everything to the system; nothing is left to hand on once the file is closed."""
        if not self._file.closed:
            self._file.flush()

    @property
    def sha256(self) -> str:
        """The digest of all bytes so far, in hexadecimal digits."""
        return self._sha256.hexdigest()


@contextmanager
def whole_file(path: Path) -> Iterator[Measured]:
    """A file that takes its name when the block ends well and leaves what was there before otherwise.

    Raises ExportBusyError when another process writes it, ExportError when the folder cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("ab") as file:
            _claim(file, part, path)
            try:
                yield Measured(file)
                file.flush()
                os.fsync(file.fileno())
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error
    _sync_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Writes a small file at once, whole or not at all."""
    with whole_file(path) as file:
        file.write(content)


def _claim(file: BinaryIO, part: Path, path: Path) -> None:
    """Takes the lock, which falls with the process, and empties what a killed export left behind."""
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        ours = os.fstat(file.fileno()).st_ino == part.stat().st_ino
    except (BlockingIOError, FileNotFoundError):
        ours = False
    if not ours:
        raise ExportBusyError(f"{path}: another export writes it now; try again later")
    file.truncate(0)


def _sync_folder(folder: Path) -> None:
    """Makes the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
