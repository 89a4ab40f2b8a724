"""A database with a few releases for the tests of export."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipelines.store.engine import open_engine, upgrade, writing
from tests.export.articles import article, store


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path / 'uji.db'}")
    upgrade(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with writing(engine) as session:
        for number in range(3):
            store(session, article(number))
        store(session, article(0, "wartauji.test", title="Razia di tempat yang sama"))
    return engine
