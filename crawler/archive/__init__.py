"""The archive: every fetched page as a WARC 1.1 record, before anything reads it; it is the HTTP cache too."""

from crawler.archive.reader import Archived, ArchiveError, Damaged, read_record, records
from crawler.archive.writer import ArchiveWriter, open_archive
from pipelines.records import ArchiveRef

__all__ = [
    "ArchiveError",
    "ArchiveRef",
    "ArchiveWriter",
    "Archived",
    "Damaged",
    "open_archive",
    "read_record",
    "records",
]
