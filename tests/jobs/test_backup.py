"""What docs/operations.md says of backups, done: restored elsewhere, everything is there and comes out as it was."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from crawler.demo.world import World, running_world
from tests.support.command import Done, lapaswire
from tests.support.postgres import Server

SLUG = "suaralembah"
Settings = dict[str, str]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


def ran(*arguments: object, environment: Settings) -> Done:
    done = lapaswire(*arguments, environment=environment)
    assert done.exit_code == 0, done.err + done.out
    return done


def restored(world: World, tmp_path: Path, address: str | None, copy_database: Callable[[Path, Path], str]) -> None:
    """Crawls, backs up and restores; then everything must be as it was."""
    here, there = tmp_path / "sini", tmp_path / "sana"
    settings = world.environment(here) | ({"LAPASWIRE_DATABASE_URL": address} if address else {})
    ran("crawl", SLUG, environment=settings)
    copy = copy_database(here, there)
    shutil.copytree(here / "archive", there / "archive", ignore=shutil.ignore_patterns("*.open"))
    ran("export", "jsonl", tmp_path / "before.jsonl", environment=settings)
    shutil.rmtree(here)

    settings |= {"LAPASWIRE_DATA_DIR": str(there), "LAPASWIRE_SOURCES_DIR": str(world.write_sources(there / "sources"))}
    settings |= {"LAPASWIRE_DATABASE_URL": copy} if address else {}
    ran("db", "upgrade", environment=settings)
    assert ran("db", "check", environment=settings).out.strip() == "whole"
    assert ran("archive", "--json", environment=settings).json()["missing"] == {}
    told = ran("reprocess", "--json", environment=settings).json()
    assert told["faults"] == []
    assert told["unchanged"] > 0
    assert not {"new", "joined", "edited"} & set(told)
    ran("export", "jsonl", tmp_path / "after.jsonl", environment=settings)
    assert (tmp_path / "after.jsonl").read_bytes() == (tmp_path / "before.jsonl").read_bytes()


def test_on_sqlite(world: World, tmp_path: Path) -> None:
    def copied(here: Path, there: Path) -> str:
        """As `sqlite3 … ".backup …"` does it, while another connection reads."""
        there.mkdir()
        reader = sqlite3.connect(here / "lapaswire.db")
        reader.execute("SELECT count(*) FROM pages").fetchone()
        source, target = sqlite3.connect(here / "lapaswire.db"), sqlite3.connect(there / "lapaswire.db")
        source.backup(target)
        for connection in (reader, source, target):
            connection.close()
        return ""

    restored(world, tmp_path, None, copied)


@pytest.mark.soak
def test_on_postgresql(world: World, server: Server, tmp_path: Path) -> None:
    address = server.database()

    def copied(here: Path, there: Path) -> str:
        dump, fresh = tmp_path / "copy.dump", server.database()
        plain = [make_url(url).set(drivername="postgresql").render_as_string() for url in (address, fresh)]
        for command in (["pg_dump", "-Fc", "-f", dump, plain[0]], ["pg_restore", "-d", plain[1], dump]):
            subprocess.run([server.binaries / command[0], *command[1:]], check=True, timeout=60)
        return fresh

    restored(world, tmp_path, address, copied)


@pytest.mark.soak
def test_a_database_older_than_the_archive_catches_up(world: World, tmp_path: Path) -> None:
    settings = world.environment(tmp_path)
    ran("db", "upgrade", environment=settings)
    older = (tmp_path / "lapaswire.db").read_bytes()
    ran("crawl", SLUG, environment=settings)
    for left in tmp_path.glob("lapaswire.db*"):
        left.unlink()
    (tmp_path / "lapaswire.db").write_bytes(older)
    files = sorted((tmp_path / "archive").glob("*/*/*.warc.gz"))
    (told,) = ran("import", *files, "--json", environment=settings).json_lines()
    assert told["new"] > 0
    shutil.move(tmp_path / "archive", tmp_path / "elsewhere")
    moved = ran("archive", "--json", environment=settings | {"LAPASWIRE_ARCHIVE": str(tmp_path / "elsewhere")})
    assert moved.json()["missing"] == {}
    shutil.move(tmp_path / "elsewhere", tmp_path / "archive")
    again = ran("crawl", SLUG, "--json", environment=settings).json()["sources"][0]
    assert again["failed"] == {}
    assert ran("db", "check", environment=settings).out.strip() == "whole"
