"""Several machines, one database and one shared archive: the result equals that of one machine, whatever is lost."""

import gzip
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from crawler.demo.world import World, running_world
from pipelines.store.models import AppearanceRow, ErasureRow, PageRow, ReleaseRow
from tests.support.command import lapaswire, start
from tests.support.storage import S3Server

SLUGS = ("suaralembah", "metrobintang")
Groups = frozenset[frozenset[str]]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


@dataclass(frozen=True)
class House:
    """Machines with a folder each, which share a database and a bucket."""

    world: World
    s3: S3Server
    bucket: str
    folder: Path

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'bersama.db'}"

    def machine(self, name: str) -> dict[str, str]:
        settings = self.world.environment(self.folder / name) | self.s3.environment(self.bucket)
        return settings | {"LAPASWIRE_DATABASE_URL": self.database, "LAPASWIRE_PROCESSES": "1"}

    def waiting(self, name: str) -> list[Path]:
        return list((self.folder / name).rglob("*.warc.gz*"))

    def pages(self, outcome: str) -> int:
        with Session(create_engine(self.database)) as session:
            try:
                query = select(func.count()).select_from(PageRow).where(PageRow.outcome == outcome)
                return session.scalar(query) or 0
            except Exception:
                return 0  # no table yet

    def archived(self) -> bytes:
        return b"".join(gzip.decompress(content) for content in self.s3.files(self.bucket).values())


@pytest.fixture
def house(world: World, s3: S3Server, tmp_path: Path) -> House:
    return House(world, s3, s3.bucket(), tmp_path)


@pytest.fixture(scope="module")
def one_machine(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of one machine that does everything, with a folder for its archive."""
    data = tmp_path_factory.mktemp("satu-mesin")
    done = lapaswire("crawl", *SLUGS, environment=world.environment(data))
    assert done.exit_code == 0, done.err
    return data


@pytest.fixture(scope="module")
def undisturbed(one_machine: Path) -> Groups:
    return releases(f"sqlite:///{one_machine / 'lapaswire.db'}")


def releases(database: str) -> Groups:
    with Session(create_engine(database)) as session:
        rows = session.execute(select(ReleaseRow.id, AppearanceRow.url).join(AppearanceRow)).all()
    groups: dict[int, set[str]] = {}
    for release, url in rows:
        groups.setdefault(release, set()).add(url)
    return frozenset(map(frozenset, groups.values()))


def until(done: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_two_machines_share_one_archive(house: House, undisturbed: Groups) -> None:
    for name, slug in zip("ab", SLUGS, strict=True):
        done = lapaswire("crawl", slug, environment=house.machine(name))
        assert done.exit_code == 0, done.err
        assert not house.waiting(name)
    assert releases(house.database) == undisturbed
    assert len(house.s3.names(house.bucket)) == 2

    house.world.forget_log()
    again = lapaswire("crawl", SLUGS[0], "--json", environment=house.machine("b"))
    articles = {(item.site, item.path) for item in house.world.items}
    assert again.exit_code == 0, again.err
    assert not [seen for seen in house.world.log if (seen.site, seen.path) in articles]
    assert [seen.status for seen in house.world.log].count(304) > 0

    reprocessed = lapaswire("reprocess", "--json", environment=house.machine("c")).json()
    assert reprocessed["faults"] == []
    assert not {"new", "joined", "edited"} & set(reprocessed)

    kept = lapaswire("archive", "--json", environment=house.machine("c"))
    assert kept.exit_code == 0, kept.err
    assert (kept.json()["waiting"], kept.json()["missing"]) == (0, {})

    url = sorted(min(undisturbed, key=sorted))[0]
    body = reading(house, url)
    assert body in house.archived()
    forgotten = lapaswire("forget", url, "--why", "diminta", environment=house.machine("c"))
    assert forgotten.exit_code == 0, forgotten.err
    assert body not in house.archived()
    last = lapaswire("reprocess", "--json", environment=house.machine("a")).json()
    assert (last["faults"], last["unarchived"]) == ([], 1)


def reading(house: House, url: str) -> bytes:
    """What the archive holds under an address: the middle of its record."""
    with Session(create_engine(house.database)) as session:
        row = session.scalars(select(PageRow).where(PageRow.url == url)).one()
        assert row.file
        start, end = row.offset or 0, (row.offset or 0) + (row.length or 0)
    record = gzip.decompress(house.s3.files(house.bucket)[row.file][start:end])
    return record[len(record) // 2 :][:300]


@pytest.mark.soak
def test_a_machine_lost_with_its_disk_in_mid_crawl(house: House, undisturbed: Groups) -> None:
    crawl = start("crawl", *SLUGS, environment=house.machine("a"))
    until(lambda: house.pages("accepted") and house.pages("pending"))
    os.killpg(crawl.pid, signal.SIGKILL)
    crawl.communicate()
    assert house.pages("pending")
    shutil.rmtree(house.folder / "a")
    done = lapaswire("crawl", *SLUGS, environment=house.machine("b"))
    assert done.exit_code == 0, done.err
    assert releases(house.database) == undisturbed
    assert house.pages("pending") == 0
    told = lapaswire("reprocess", "--json", environment=house.machine("c")).json()
    assert all("or is lost" in fault for fault in told["faults"])
    kept = lapaswire("archive", "--json", environment=house.machine("c"))
    assert bool(kept.exit_code) == bool(kept.json()["missing"]) == bool(told["faults"])
    assert releases(house.database) == undisturbed


@pytest.mark.soak
def test_a_machine_that_is_killed_and_comes_back(house: House, undisturbed: Groups) -> None:
    crawl = start("crawl", *SLUGS, environment=house.machine("a"))
    until(lambda: house.pages("accepted") and house.pages("pending"))
    os.killpg(crawl.pid, signal.SIGKILL)
    crawl.communicate()
    done = lapaswire("crawl", *SLUGS, environment=house.machine("a"))
    assert done.exit_code == 0, done.err
    assert not house.waiting("a")
    assert releases(house.database) == undisturbed
    assert lapaswire("reprocess", "--json", environment=house.machine("c")).json()["faults"] == []


@pytest.mark.soak
def test_a_storage_away_in_mid_crawl(house: House, undisturbed: Groups) -> None:
    crawl = start("crawl", SLUGS[0], environment=house.machine("a"))
    until(lambda: house.pages("accepted"))
    house.s3.stop()
    try:
        out, err = crawl.communicate(timeout=100)
        assert crawl.returncode == 0, out + err
        assert "wait in" in err
        url = next(url for group in undisturbed for url in group if SLUGS[0] in url)
        forgotten = lapaswire("forget", url, "--why", "diminta", environment=house.machine("b"))
        assert forgotten.exit_code == 1
        assert "cannot be erased" in forgotten.err or "does not answer" in forgotten.err
    finally:
        house.s3.start()
    assert house.waiting("a")
    put = lapaswire("archive", "--json", environment=house.machine("a"))
    assert (put.exit_code, put.json()["put"], put.json()["waiting"]) == (0, 1, 0)
    assert not house.waiting("a")
    done = lapaswire("crawl", SLUGS[1], environment=house.machine("a"))
    assert done.exit_code == 0, done.err
    assert lapaswire("reprocess", "--json", environment=house.machine("c")).json()["faults"] == []
    with Session(create_engine(house.database)) as session:
        assert session.scalars(select(ErasureRow)).all() == []


def test_what_is_imported_is_there_for_all(house: House, one_machine: Path, tmp_path: Path) -> None:
    (path,) = (one_machine / "archive").glob("*/*/*.warc.gz")
    brought = shutil.copy(path, tmp_path / "bawaan.warc.gz")
    (told,) = lapaswire("import", brought, "--json", environment=house.machine("a")).json_lines()
    assert told["new"] > 0
    brought.unlink()
    assert not house.waiting("a")
    again = lapaswire("reprocess", "--json", environment=house.machine("b")).json()
    assert again["faults"] == []
    assert not {"new", "joined", "edited"} & set(again)


def test_a_wrong_storage_is_told_before_any_work(house: House) -> None:
    settings = house.machine("a") | {"LAPASWIRE_ARCHIVE": "s3://tiada-di-sini/lapas"}
    house.world.forget_log()
    done = lapaswire("crawl", SLUGS[0], environment=settings)
    assert done.exit_code == 2
    assert "no such bucket" in done.err
    assert "Traceback" not in done.err
    assert house.world.log == []


def test_an_odd_place_of_the_archive_is_wrong_use(house: House) -> None:
    done = lapaswire("config", environment={"LAPASWIRE_ARCHIVE": "s3:/ember"})
    assert done.exit_code == 2
    assert "s3://BUCKET/PREFIX" in done.err


def test_keys_of_the_storage_are_masked(house: House) -> None:
    done = lapaswire("config", "--json", environment=house.machine("a"))
    assert "rahasia" not in done.out
    assert set(done.json()["archive_options"]["value"]) == {"key", "secret", "endpoint_url"}
