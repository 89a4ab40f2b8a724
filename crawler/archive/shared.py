"""A storage that many machines share, by its fsspec address such as `s3://bucket/prefix`.

Files are put there whole and read by ranges. What the libraries below say of faults becomes one of three: a file that
is not there (FileNotFoundError), a storage that refuses (ArchiveError), one that does not answer (StorageAwayError).
"""

import errno
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

from crawler.archive.errors import ArchiveError, StorageAwayError

EXTRA = "storage"
NOTE = "lapaswire-archive.txt"
NOTE_TEXT = b"WARC files of lapaswire, by year and month; its database tells what lies where.\n"
SECONDS_TO_RECOVER = 15.0
OWN_DEFAULTS: dict[str, dict[str, Any]] = {
    # Who waits for us can wait better than the library; each of the pieces sent at a time is 50 MB of memory.
    "s3": {"config_kwargs": {"retries": {"max_attempts": 2}}, "max_concurrency": 2},
    "file": {"auto_mkdir": True},
}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of a shared storage; `options` are those of fsspec's file system, as JSON."""

    address: str
    options: str = field(default="{}", repr=False)

    def path(self, file: str) -> str:
        """The address of a file of the archive."""
        return f"{self.address}/{file}"


def stretch(storage: Storage, file: str, offset: int, length: int) -> bytes:
    """A range of a file, shorter where the file ends before. Raises FileNotFoundError, ArchiveError."""
    with _told(storage):
        data: bytes = _system(storage).cat_file(storage.path(file), start=offset, end=offset + length)
    return data


def put(storage: Storage, path: Path, file: str) -> None:
    """Puts a local file there in one piece, and looks that all of it came. Raises FileNotFoundError, ArchiveError."""
    with _told(storage):
        system = _system(storage)
        system.put_file(str(path), storage.path(file))
        came = system.info(storage.path(file))["size"]
    if came != path.stat().st_size:
        raise StorageAwayError(f"{storage.path(file)}: {came} of {path.stat().st_size} bytes came")


def fetch(storage: Storage, file: str, path: Path) -> None:
    """Copies a whole file to a local path. Raises FileNotFoundError, ArchiveError."""
    with _told(storage):
        _system(storage).get_file(storage.path(file), str(path))


def files(storage: Storage) -> set[str]:
    """The names of all files that the storage holds. Raises FileNotFoundError, ArchiveError."""
    with _told(storage):
        system = _system(storage)
        root = system._strip_protocol(storage.address)
        return {path.removeprefix(f"{root}/") for path in system.find(root)}


def is_there(storage: Storage, file: str) -> bool:
    """Whether the storage holds a file; no, where it does not answer."""
    if (storage, file) in _seen:
        return True
    if monotonic() < _away_until.get(storage, 0.0):
        return False
    try:
        with _told(storage):
            found: bool = _system(storage).exists(storage.path(file))
    except (FileNotFoundError, ArchiveError):
        return False
    if found:
        _seen.add((storage, file))
    return found


def check_access(storage: Storage) -> None:
    """Writes a note into the storage, so that wrong settings show before any work; a storage away is only told.

    Raises ArchiveError where the extra, the bucket, or the right to write is missing.
    """
    try:
        with _told(storage):
            _system(storage).pipe_file(storage.path(NOTE), NOTE_TEXT)
    except FileNotFoundError as error:
        raise ArchiveError(f"archive {storage.address}: no such bucket or folder ({error}); make it first") from error
    except StorageAwayError as error:
        log.warning("%s; files wait on this machine until it does", error)


_seen: set[tuple[Storage, str]] = set()
_away_until: dict[Storage, float] = {}


@cache
def _system(storage: Storage) -> Any:
    """The file system of a storage. Raises ImportError, ValueError."""
    import fsspec

    protocol = storage.address.partition("://")[0]
    options = OWN_DEFAULTS.get(protocol, {}) | json.loads(storage.options)
    return fsspec.filesystem(protocol, skip_instance_cache=True, use_listings_cache=False, **options)


@contextmanager
def _told(storage: Storage) -> Iterator[None]:
    """Tells faults of the storage in our words."""
    try:
        yield
    except (FileNotFoundError, ArchiveError):
        raise
    except ImportError as error:
        raise ArchiveError(
            f'archive {storage.address}: needs the extra "{EXTRA}": pip install "lapaswire[{EXTRA}]" ({error})'
        ) from error
    except Exception as error:  # each library below has exceptions of its own
        if _refuses(error):
            why = (
                f"archive {storage.address}: refused: {error}; see archive_options, or the storage's usual environment"
            )
            raise ArchiveError(why) from error
        _away_until[storage] = monotonic() + SECONDS_TO_RECOVER
        raise StorageAwayError(f"archive {storage.address}: does not answer: {error}") from error


def _refuses(error: Exception) -> bool:
    """Whether a person must mend something: rights, keys, names, options."""
    if isinstance(error, OSError):
        return isinstance(error, PermissionError) or error.errno == errno.EINVAL
    return isinstance(error, TypeError | ValueError) or "Credentials" in type(error).__name__
