"""Where the bytes of the archive lie: in a local folder, or in a shared storage that its closed files move to.

Everything that reads the archive comes through here; a file that still lies on this machine is read there.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from crawler.archive import shared
from crawler.archive.blocks import Block, block_at, block_in
from crawler.archive.errors import ArchiveError
from crawler.archive.shared import Storage
from crawler.config import Settings, is_shared
from pipelines.records import ArchiveRef


@dataclass(frozen=True, slots=True)
class Archive:
    """Files are written in `folder`; where there is a `storage`, they move there when they are closed."""

    folder: Path
    storage: Storage | None = None

    def __str__(self) -> str:
        return self.storage.address if self.storage else str(self.folder)


def archive_of(settings: Settings) -> Archive:
    """The archive that the settings name."""
    if settings.archive is None or not is_shared(settings.archive):
        return Archive(settings.archive_dir)
    return Archive(settings.archive_dir, Storage(settings.archive.rstrip("/"), json.dumps(settings.archive_options)))


def block_of(archive: Archive, ref: ArchiveRef) -> Block:
    """The record that `ref` names. Raises OSError, BrokenBlockError, ArchiveError."""
    try:
        return block_at(archive.folder / ref.file, ref.offset, ref.length)
    except FileNotFoundError:
        if archive.storage is None:
            raise
    try:
        return block_in(shared.stretch(archive.storage, ref.file, ref.offset, ref.length), ref.offset, ref.length)
    except FileNotFoundError as error:
        raise ArchiveError(
            f"{archive}/{ref.file}: is not there, nor in {archive.folder}: "
            "the machine that wrote it has not put it there yet, or is lost"
        ) from error


def check_access(archive: Archive) -> None:
    """Looks that a shared storage can be written, before any work. Raises ArchiveError, save where it is away."""
    if archive.storage:
        shared.check_access(archive.storage)


def missing(archive: Archive, files: Iterable[str]) -> list[str]:
    """Which of the files cannot be read from here. Raises ArchiveError where the storage does not say."""
    absent = sorted(file for file in files if not (archive.folder / file).exists())
    if not absent or archive.storage is None:
        return absent
    try:
        there = shared.files(archive.storage)
    except FileNotFoundError as error:
        raise ArchiveError(f"archive {archive}: no such bucket or folder ({error})") from error
    return [file for file in absent if file not in there]


def holds(archive: Archive, file: str) -> bool:
    """Whether a file of the archive can be read from here; in doubt it cannot."""
    if (archive.folder / file).exists():
        return True
    return archive.storage is not None and shared.is_there(archive.storage, file)
