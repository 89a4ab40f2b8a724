"""The server of the tests of the store, for tests that only make sense on PostgreSQL."""

from tests.store.conftest import server

__all__ = ["server"]
