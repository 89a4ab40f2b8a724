"""The S3 server of the tests of the shared archive."""

from pathlib import Path

import pytest

from crawler.archive import Archive
from tests.support.storage import S3Server


@pytest.fixture
def bucket(s3: S3Server) -> str:
    return s3.bucket()


@pytest.fixture
def shared(s3: S3Server, bucket: str, tmp_path: Path) -> Archive:
    """A shared archive as one machine sees it."""
    return Archive(tmp_path / "mesin-a", s3.storage(bucket))


@pytest.fixture
def elsewhere(shared: Archive, tmp_path: Path) -> Archive:
    """The same archive as another machine sees it."""
    return Archive(tmp_path / "mesin-b", shared.storage)
