"""The commands on the database: check, compare, overrule, take down."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from crawler.cli import app
from crawler.config import settings
from pipelines.store.engine import open_engine, upgrade
from pipelines.store.errors import DatabaseError
from tests.store.conftest import put
from tests.support.articles import article, edited, text

ONE, TWO = "https://kabar-a.test/satu", "https://warta-b.test/dua"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAPASWIRE_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("LAPASWIRE_DATABASE_URL", raising=False)
    settings.cache_clear()
    engine = open_engine(f"sqlite:///{tmp_path / 'lapaswire.db'}")
    upgrade(engine)
    yield engine
    settings.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_database_is_upgraded_checked_and_measured(base: Engine) -> None:
    put(base, article(ONE, text(1)))
    assert run("db", "upgrade").exit_code == 0
    assert json.loads(run("db", "check", "--json").stdout) == {"faults": []}
    assert json.loads(run("db", "stats", "--json").stdout)["rows"]["releases"] == 1
    assert "releases" in run("db", "stats").stdout


def test_an_unmade_database_is_a_fault(base: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAPASWIRE_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    settings.cache_clear()
    told = run("db", "check")
    assert told.exit_code == 1
    assert "db upgrade" in told.stdout


def test_copies_are_compared(base: Engine) -> None:
    saved = put(base, article(ONE, text(1)))
    put(base, article(TWO, edited(text(1), 2)))
    one, two = json.loads(run("diff", saved.release or "", "--json").stdout)
    assert (one["url"], one["fullest"], one["differences"]) == (ONE, True, [])
    assert two["url"] == TWO
    assert {found["what"] for found in two["differences"]} == {"changed", "left out"}
    assert TWO in run("diff", saved.release or "").stdout
    assert run("diff", "r0").exit_code == 2


def test_a_person_splits_merges_and_takes_down(base: Engine) -> None:
    saved = put(base, article(ONE, text(1)))
    put(base, article(TWO, edited(text(1), 2)))
    release = saved.release or ""
    assert run("split", release, TWO, "--why", "two texts").exit_code == 0
    other = put(base, article(TWO, edited(text(1), 2))).release or ""
    assert other != release
    assert run("merge", release, other, "--why", "one text").exit_code == 0
    assert run("forget", release, "--why", "a court's order").exit_code == 0
    assert json.loads(run("db", "stats", "--json").stdout)["rows"]["articles"] == 0
    assert isinstance(run("forget", release, "--why", "again").exception, DatabaseError)
