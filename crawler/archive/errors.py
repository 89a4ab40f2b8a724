"""What can be wrong with the archive."""

from pipelines.errors import LapaswireError


class ArchiveError(LapaswireError):
    """A record cannot be read, or the storage refuses; the message names file, offset and fault."""


class StorageAwayError(ArchiveError):
    """The shared storage does not answer; it may do so later."""
