"""The main job end to end on the bundled world: twice, killed in the middle, and against everything that goes wrong."""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from crawler.demo.world import World, running_world
from crawler.jobs.lock import site_lock
from pipelines.store.models import AppearanceRow, PageRow, ReleaseRow
from tests.support.command import lapaswire, run, start

CHECKOUT = Path(__file__).parents[2]
Groups = frozenset[frozenset[str]]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


def releases(data: Path) -> Groups:
    """The releases of a database as sets of addresses."""
    with Session(create_engine(f"sqlite:///{data / 'lapaswire.db'}")) as session:
        rows = session.execute(select(ReleaseRow.id, AppearanceRow.url).join(AppearanceRow)).all()
    groups: dict[int, set[str]] = {}
    for release, url in rows:
        groups.setdefault(release, set()).add(url)
    return frozenset(frozenset(urls) for urls in groups.values())


def pages(data: Path) -> int:
    """How many pages have their outcome."""
    database = data / "lapaswire.db"
    if not database.exists():
        return 0
    with create_engine(f"sqlite:///{database}").connect() as connection:
        try:
            return len(connection.execute(select(PageRow.id).where(PageRow.outcome != "pending")).all())
        except Exception:
            return 0


@pytest.fixture(scope="module")
def undisturbed(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("undisturbed")
    world.forget_log()
    done = lapaswire("crawl", *world.sites, environment=world.environment(data))
    assert done.exit_code == 0, done.err
    return data


def test_every_article_on_topic_is_taken_and_no_other(world: World, undisturbed: Path) -> None:
    taken = {url for group in releases(undisturbed) for url in group}
    assert taken == {world.url(item) for item in world.on_topic()}


def test_a_second_run_fetches_no_article_and_stores_nothing_new(world: World, undisturbed: Path) -> None:
    before = releases(undisturbed)
    world.forget_log()
    done = lapaswire("crawl", *world.sites, "--json", environment=world.environment(undisturbed))
    assert done.exit_code == 0, done.err
    articles = {(item.site, item.path) for item in world.items}
    assert not [seen for seen in world.log if (seen.site, seen.path) in articles]
    assert all(run["new"] == run["joined"] == run["edited"] == 0 for run in done.json()["sources"])
    assert releases(undisturbed) == before


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_a_killed_crawl_is_completed_by_the_next_run(
    world: World, undisturbed: Path, tmp_path: Path, seed: int
) -> None:
    killed_and_completed(world, tmp_path, seed)
    assert releases(tmp_path) == releases(undisturbed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_twenty_kills_in_a_row(world: World, undisturbed: Path, tmp_path: Path, seed: int) -> None:
    killed_and_completed(world, tmp_path, seed)
    assert releases(tmp_path) == releases(undisturbed)


def killed_and_completed(world: World, data: Path, seed: int) -> None:
    """A crawl killed with its whole process group after a random number of pages, then run to its end."""
    environment = world.environment(data)
    target = random.Random(seed).randint(1, 50)
    crawl = start("crawl", *world.sites, environment=environment)
    deadline = time.monotonic() + 60
    while crawl.poll() is None and pages(data) < target and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(crawl.pid, signal.SIGKILL)
    crawl.communicate()
    done = lapaswire("crawl", *world.sites, environment=environment)
    assert done.exit_code == 0, done.err


def test_scrapy_itself_crawls_a_source(world: World, tmp_path: Path) -> None:
    names = run("scrapy", "list", cwd=CHECKOUT)
    assert names.out.split() == ["source"]
    environment = world.environment(tmp_path)
    done = run("scrapy", "crawl", "source", "-a", "slug=suaralembah", environment=environment, cwd=CHECKOUT)
    assert done.exit_code == 0, done.err
    mine = {world.url(item) for item in world.on_topic() if item.site == "suaralembah"}
    assert {url for group in releases(tmp_path) for url in group} == mine


def test_an_unknown_source_names_the_nearest(world: World, tmp_path: Path) -> None:
    done = lapaswire("crawl", "kabarpesisi", environment=world.environment(tmp_path))
    assert done.exit_code == 2
    assert "did you mean kabarpesisir?" in done.err


def test_three_faults_of_source_files_are_told_at_once(world: World, tmp_path: Path) -> None:
    environment = world.environment(tmp_path)
    folder = Path(environment["LAPASWIRE_SOURCES_DIR"])
    (folder / "satu.toml").write_text('name = "Satu"\nurl = "kabar"\n')
    (folder / "dua.toml").write_text('name = "Dua"\nurl = "https://dua.test"\nkadens = "6h"\n')
    (folder / "tiga.toml").write_text('name = "Tiga\n')
    done = lapaswire("crawl", "kabarpesisir", environment=environment)
    assert done.exit_code == 2
    for told in ("satu.toml: url", "dua.toml: kadens", "tiga.toml: broken TOML"):
        assert told in done.err


def test_an_unreachable_site_is_a_failure_that_is_told(world: World, tmp_path: Path) -> None:
    environment = world.environment(tmp_path)
    folder = Path(environment["LAPASWIRE_SOURCES_DIR"])
    (folder / "mati.toml").write_text('name = "Mati"\nurl = "http://kabarpesisir.test:9"\n')
    done = lapaswire("crawl", "mati", "--json", environment=environment)
    assert done.exit_code == 1
    (run,) = done.json()["sources"]
    assert run["failed"]
    assert run["accepted"] == 0
    status = lapaswire("status", "mati", "--json", environment=environment)
    assert status.exit_code == 1
    assert status.json()[0]["state"] in ("failing", "blocked")


def test_a_busy_site_ends_with_75(world: World, tmp_path: Path) -> None:
    environment = world.environment(tmp_path)
    with site_lock(create_engine("sqlite://"), tmp_path, "suaralembah"):
        done = lapaswire("crawl", "suaralembah", environment=environment)
    assert done.exit_code == 75
    assert "suaralembah" in done.err


def test_the_limit_takes_the_newest_and_the_next_run_the_rest(world: World, tmp_path: Path) -> None:
    environment = world.environment(tmp_path)
    first = lapaswire("crawl", "metrobintang", "--limit", 2, "--json", environment=environment).json()["sources"][0]
    assert (first["fetched"], first["cut"]) == (2, first["found"] - 2)
    newest = sorted((item for item in world.items if item.site == "metrobintang"), key=lambda item: item.published)[-2:]
    assert pages(tmp_path) == 2
    with Session(create_engine(f"sqlite:///{tmp_path / 'lapaswire.db'}")) as session:
        assert set(session.scalars(select(PageRow.url))) == {world.url(item) for item in newest}
    rest = lapaswire("crawl", "metrobintang", "--json", environment=environment).json()["sources"][0]
    assert rest["fetched"] == first["cut"]


def test_sigterm_ends_a_crawl_within_seconds(world: World, tmp_path: Path) -> None:
    world.fail("suaralembah", "slow", seconds=30)
    try:
        crawl = start("crawl", "suaralembah", environment=world.environment(tmp_path))
        time.sleep(6)
        began = time.monotonic()
        crawl.send_signal(signal.SIGTERM)
        crawl.communicate(timeout=20)
        assert time.monotonic() - began < 12
    finally:
        world.heal()


def test_a_run_tells_what_each_way_gave_and_what_the_site_asked_for(world: World, tmp_path: Path) -> None:
    environment = world.environment(tmp_path)
    run = lapaswire("crawl", "metrobintang", "--json", environment=environment).json()["sources"][0]
    assert run["fresh"] == sum(run["fresh_ways"].values()) > 0
    assert set(run["fresh_ways"]) <= set(run["ways"])
    assert run["bytes"] > 1000 * run["fetched"]
    assert sum(run["robots"].values()) == 1
    world.fail("metrobintang", "503", retry_after="7200")
    try:
        again = lapaswire("crawl", "metrobintang", "--json", environment=environment).json()["sources"][0]
    finally:
        world.heal()
    assert again["retry_after"] == 7200
    assert again["fresh_ways"] == {}
