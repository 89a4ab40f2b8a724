"""Servers that many stages test against: one of each a test process, or the reason why there is none."""

from collections.abc import Iterator

import pytest

from tests.support.postgres import Server, running_server
from tests.support.skipping import or_skipped
from tests.support.storage import S3Server, running_s3


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL; every test takes a database of its own from it."""
    with or_skipped(running_server()) as running:
        yield running


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    """A storage that speaks S3; every test takes a bucket of its own from it."""
    with or_skipped(running_s3()) as running:
        yield running
