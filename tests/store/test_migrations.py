"""A database of any older schema, with data in it, comes up to date: nothing is lost, and everything goes on."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, select, text

from pipelines.export.release import export
from pipelines.store.engine import MIGRATIONS, alembic_config, open_engine, reading, upgrade, write
from pipelines.store.fetches import Fetch, save_fetch
from pipelines.store.models import Base
from pipelines.store.overruling import merge
from pipelines.store.runs import start_run
from pipelines.store.search import search
from pipelines.store.sources import SourceState, save_source_state
from pipelines.store.stats import check, stats
from pipelines.store.tombstones import bury
from tests.export.articles import rich_article
from tests.store.conftest import put
from tests.store.test_grouping import groups
from tests.support.articles import MONDAY, article, edited
from tests.support.articles import text as words

REVISIONS = sorted(path.name[:4] for path in MIGRATIONS.glob("versions/0*.py"))
DERIVED = {"samples", "mentions"}
"""Tables that only speed up: a row that an older schema could not hold comes with `reprocess`."""
ARTICLES = [
    article("https://kabar-a.test/satu", words(1), quote="kami tidak tahu siapa pemiliknya"),
    article("https://warta-b.test/satu", edited(words(1), 2)),
    article("https://kabar-a.test/dua", words(2), day=MONDAY + timedelta(days=9), published=MONDAY + timedelta(days=9)),
    article("https://kabar-a.test/tiga", words(3), place="Wanasari"),
    article("https://warta-b.test/lain", words(4), place="Wanasari"),
    rich_article(1),
]
MAY_BE_EMPTY = {"erasures", "mentions"}


@pytest.fixture
def filled(tmp_path: Path) -> Engine:
    """A database of the newest schema with something in every table."""
    engine = open_engine(f"sqlite:///{tmp_path / 'newest.db'}")
    upgrade(engine)
    for told in ARTICLES:
        put(engine, told)
    first, *_, last = export_ids(engine, tmp_path)
    write(engine, lambda session: merge(session, first, last, "one"))
    write(engine, lambda session: start_run(session, "crawl", "kabar-a"))
    write(engine, lambda session: save_source_state(session, SourceState("kabar-a")))
    write(engine, lambda session: save_fetch(session, Fetch("https://kabar-a.test/", MONDAY, 200)))
    write(engine, lambda session: bury(session, "https://kabar-a.test/empat", "asked for"))
    return engine


def export_ids(engine: Engine, folder: Path) -> list[str]:
    """The ids of the releases, in the order of the export."""
    return [row["id"] for row in exported(engine, folder)]


def exported(engine: Engine, folder: Path) -> list[dict[str, Any]]:
    out = folder / "out.jsonl"
    export(engine, "jsonl", out)
    return [orjson.loads(line) for line in out.read_bytes().splitlines()]


def downgraded(source: Engine, address: str, revision: str) -> Engine:
    """A database of an older schema with what it could hold of the data."""
    engine = open_engine(address)
    with engine.connect() as connection:
        command.upgrade(alembic_config(connection), revision)
        connection.commit()
    with engine.begin() as target, source.connect() as origin:
        for table in Base.metadata.sorted_tables:
            if inspect(target).has_table(table.name):
                _copy(origin, target, table.name)
    return engine


def _copy(origin: Connection, target: Connection, name: str) -> None:
    table = Base.metadata.tables[name]
    present = {column["name"] for column in inspect(target).get_columns(name)}
    kept = [column for column in table.columns if column.name in present]
    rows = [dict(row) for row in origin.execute(select(*kept)).mappings()]
    if rows:
        target.execute(table.insert(), rows)
    key = table.autoincrement_column
    if rows and key is not None and target.dialect.name == "postgresql":
        target.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{name}', '{key.name}'), max({key.name})) FROM {name}")
        )


def test_every_migration_is_tried() -> None:
    with open_engine("sqlite://").connect() as connection:
        known = ScriptDirectory.from_config(alembic_config(connection)).walk_revisions()
        assert sorted(script.revision for script in known) == REVISIONS


@pytest.mark.parametrize("revision", REVISIONS)
def test_data_of_an_older_schema_goes_on(filled: Engine, address: str, revision: str, tmp_path: Path) -> None:
    before = exported(filled, tmp_path)
    with reading(filled) as session:
        counted = stats(session).rows
    assert {name for name, rows in counted.items() if not rows} <= MAY_BE_EMPTY
    engine = downgraded(filled, address, revision)
    upgrade(engine)
    assert check(engine) == []
    with engine.connect() as connection:
        command.check(alembic_config(connection))
    assert exported(engine, tmp_path) == before
    with reading(engine) as session:
        after = stats(session).rows
        assert {name: rows for name, rows in after.items() if rows != counted[name] and name not in DERIVED} == {}
        assert len(search(session, words(3)[0].split()[0])) > 0
    _goes_on(engine, filled)


def _goes_on(engine: Engine, newest: Engine) -> None:
    """Pages processed again change nothing for readers, and new copies find their release."""
    assert [put(engine, told).what for told in ARTICLES] == ["unchanged"] * len(ARTICLES)
    assert groups(engine) == groups(newest)
    late = article("https://situs-c.test/tiga", edited(words(3), 7), place="Wanasari")
    assert put(engine, late).what == "joined"
    with reading(engine) as session:
        assert stats(session).rows["samples"] > 0
    assert check(engine) == []
    engine.dispose()


def test_a_schema_of_a_newer_program_is_told(address: str) -> None:
    engine = open_engine(address)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert check(engine) == ["the schema is 9999, of a newer version of the program: install that one"]
