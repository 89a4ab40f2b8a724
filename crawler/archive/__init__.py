"""The archive: every fetched page as a WARC 1.1 record, before anything reads it; it is the HTTP cache too."""

from crawler.archive.errors import ArchiveError, StorageAwayError
from crawler.archive.opening import open_archive, release
from crawler.archive.reader import Archived, Damaged, read_record, records
from crawler.archive.storage import Archive, archive_of, check_access
from crawler.archive.writer import ArchiveWriter
from pipelines.records import ArchiveRef

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveRef",
    "ArchiveWriter",
    "Archived",
    "Damaged",
    "StorageAwayError",
    "archive_of",
    "check_access",
    "open_archive",
    "read_record",
    "records",
    "release",
]
