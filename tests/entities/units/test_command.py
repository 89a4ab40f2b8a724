"""`lapaswire gazetteer check` and `unknown`, on a database of their own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from crawler import config
from crawler.commands.gazetteer import app
from pipelines.process import process
from pipelines.records import Page
from pipelines.store.engine import open_engine, upgrade
from pipelines.store.outcomes import save_outcome
from pipelines.store.pages import save_page

ARTICLE = """Kapolres Cilegon Kunjungi Rutan Cilegon

Kapolres Cilegon mengunjungi Rutan Cilegon dan Lapas Tangerang pada Selasa (25/2/2025) untuk membahas patroli.

Rombongan Polres Cilegon disambut petugas Rutan Cilegon di aula."""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("LAPASWIRE_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("LAPASWIRE_DATABASE_URL", raising=False)
    config.settings.cache_clear()
    yield tmp_path
    config.settings.cache_clear()


def store_article(folder: Path) -> None:
    engine = open_engine(f"sqlite:///{folder / 'lapaswire.db'}")
    upgrade(engine)
    page = Page("https://contoh.example/1", ARTICLE.encode(), datetime(2025, 2, 26, tzinfo=UTC), "text/plain")
    with Session(engine) as session, session.begin():
        save_outcome(session, save_page(session, page, None), process(page, any_topic=True))


def test_check_finds_no_faults_and_tells_ambiguous_names() -> None:
    done = CliRunner().invoke(app, ["check", "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert "Lapas Tangerang: lapas-tangerang, lapas-tangerang-2" in told["ambiguous"]
    assert "9036 units, 0 faults" in CliRunner().invoke(app, ["check"]).stdout


def test_unknown_lists_units_without_id(data: Path) -> None:
    store_article(data)
    done = CliRunner().invoke(app, ["unknown", "--json"])
    assert done.exit_code == 0, done.output
    found = {row["name"]: row for row in json.loads(done.stdout)}
    assert found["Rutan Cilegon"]["candidates"] == []
    assert found["Lapas Tangerang"]["candidates"] == ["lapas-tangerang", "lapas-tangerang-2"]
    assert found["Rutan Cilegon"]["releases"] == 1
    shown = CliRunner().invoke(app, ["unknown"]).stdout
    assert "not in the gazetteer" in shown


def test_unknown_says_when_there_is_none(data: Path) -> None:
    assert "every unit in the database is known" in CliRunner().invoke(app, ["unknown"]).stdout
