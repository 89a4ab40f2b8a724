"""Cuts the torn end off files whose writer was killed, so that every file of the archive is whole again."""

import fcntl
import logging
import os
from pathlib import Path

from crawler.archive.blocks import Block, blocks

logger = logging.getLogger(__name__)


def mark_of(path: Path) -> Path:
    """The empty file beside an archive file that is being written."""
    return path.with_name(f"{path.name}.open")


def mend_abandoned(folder: Path) -> int:
    """Mends the files that are marked as being written though nobody holds them; gives the bytes that were cut off."""
    return sum(_mended(mark) for mark in sorted(folder.glob("*/*/*.open")))


def _mended(mark: Path) -> int:
    path = mark.with_suffix("")
    torn = 0
    if path.exists():
        with path.open("rb+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return 0  # its writer lives
            torn = path.stat().st_size - _end_of_records(path)
            if torn:
                os.ftruncate(file.fileno(), path.stat().st_size - torn)
                logger.warning("%s: cut off %d bytes that a killed process left", path, torn)
    mark.unlink(missing_ok=True)
    return torn


def _end_of_records(path: Path) -> int:
    return max((block.offset + block.length for block in blocks(path) if isinstance(block, Block)), default=0)
