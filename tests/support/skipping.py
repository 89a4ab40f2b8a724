"""A server for tests, or the reason why there is none and they are skipped."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

import pytest

from tests.support.postgres import NoServerError
from tests.support.storage import NoStorageError

Running = TypeVar("Running")


@contextmanager
def or_skipped(server: AbstractContextManager[Running]) -> Iterator[Running]:
    """The running server; skips where this machine cannot run it."""
    try:
        with server as running:
            yield running
    except (NoServerError, NoStorageError) as reason:
        pytest.skip(str(reason))
