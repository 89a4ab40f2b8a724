"""One database a test, the same tests on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipelines.records import Article, Rejected
from pipelines.store.engine import open_engine, upgrade, write
from pipelines.store.outcomes import Saved, save_outcome
from pipelines.store.pages import save_page
from tests.support.articles import page
from tests.support.postgres import Server

Store = Callable[..., Saved]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'wire.db'}"
    started: Server = request.getfixturevalue("server")
    return started.database()


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    opened = open_engine(address)
    upgrade(opened)
    yield opened
    opened.dispose()


def put(engine: Engine, article: Article, outcome: Rejected | None = None, body: bytes | None = None) -> Saved:
    """Stores an article (or a rejection of its page) as the crawl does: the page first, then its outcome."""
    page_id = write(engine, lambda session: save_page(session, page(article, body), None))
    return write(engine, lambda session: save_outcome(session, page_id, outcome or article))


@pytest.fixture
def store(engine: Engine) -> Store:
    return partial(put, engine)
