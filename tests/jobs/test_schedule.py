"""One machine by itself: what is due is crawled, a signal ends it soon, and what ends its process is given up."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import Popen

import pytest
from sqlalchemy import Engine, func, select

from crawler.config import Settings
from crawler.demo.world import World, running_world
from crawler.jobs.schedule import BETWEEN_LOOKS_AT_ALL, Schedule, tell_of_ended
from crawler.jobs.tools import Tools
from crawler.jobs.tries import ATTEMPTS
from crawler.monitor.records import RunRecord
from crawler.sources import Source
from pipelines.store.engine import open_engine, reading, upgrade, write
from pipelines.store.models import RunRow
from pipelines.store.runs import RUNNING, finish_run, start_run
from pipelines.store.sources import source_state
from tests.support.command import lapaswire, start

SLUGS = ("metrobintang", "suaralembah")
PATIENCE = 120  # seconds


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


def environment(world: World, data: Path) -> dict[str, str]:
    """Settings under which only SLUGS are followed."""
    settings = world.environment(data) | {"LAPASWIRE_PROCESSES": "1"}
    for file in Path(settings["LAPASWIRE_SOURCES_DIR"]).glob("*.toml"):
        if file.stem not in SLUGS:
            file.unlink()
    return settings


def database(data: Path) -> Engine:
    engine = open_engine(f"sqlite:///{data / 'lapaswire.db'}")
    upgrade(engine)
    return engine


def runs(engine: Engine, slug: str, state: str) -> int:
    with reading(engine) as session:
        query = select(func.count()).select_from(RunRow).where(RunRow.source == slug, RunRow.state == state)
        return session.scalar(query) or 0


def broken_off(engine: Engine, slug: str, times: int) -> None:
    """Runs that began and never ended, as a crawl leaves them that ends its process."""
    for _ in range(times):
        write(engine, lambda session: start_run(session, "crawl", slug))


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def ended(schedule: "Popen[str]") -> float:
    """Seconds from SIGTERM to the end of the scheduler."""
    began = time.monotonic()
    schedule.send_signal(signal.SIGTERM)
    try:
        _, told = schedule.communicate(timeout=30)
        assert schedule.returncode == 0, told
    finally:
        if schedule.poll() is None:
            os.killpg(schedule.pid, signal.SIGKILL)
    return time.monotonic() - began


def status_of(slug: str, settings: dict[str, str]) -> tuple[int, dict[str, str]]:
    told = lapaswire("status", slug, "--json", environment=settings)
    return told.exit_code, told.json()[0]


def test_the_scheduler_crawls_what_is_due_and_a_signal_ends_it(world: World, tmp_path: Path) -> None:
    settings, engine = environment(world, tmp_path), database(tmp_path)
    wrong = tmp_path / "sources" / "salah.toml"
    schedule = start("schedule", environment=settings)
    until(lambda: runs(engine, SLUGS[0], RUNNING) > 0)
    wrong.write_text('name = "Salah\n')
    until(lambda: all(runs(engine, slug, "done") for slug in SLUGS))
    assert ended(schedule) < 12
    logged = (tmp_path / "logs" / "schedule.log").read_text()
    assert all(f"{slug}: fine" in logged for slug in SLUGS)
    assert "the former ones hold" in logged
    wrong.unlink()
    assert lapaswire("crawl", "--due", "--json", environment=settings).json() == {"sources": [], "failed": {}}


def test_a_scheduler_that_is_stopped_in_mid_crawl_leaves_no_run_open(world: World, tmp_path: Path) -> None:
    settings, engine = environment(world, tmp_path), database(tmp_path)
    world.fail(SLUGS[0], "slow", seconds=60)
    try:
        schedule = start("schedule", environment=settings)
        until(lambda: bool(runs(engine, SLUGS[0], RUNNING)))
        assert ended(schedule) < 15
    finally:
        world.heal()
    assert not runs(engine, SLUGS[0], RUNNING)


def test_silence_is_told_without_a_visit(tmp_path: Path) -> None:
    engine, source = database(tmp_path), Source(slug="sepi", name="Sepi", url="https://sepi.test")
    for days, fresh in ((12, 1), (11, 1), (10, 0)):
        at = datetime.now(UTC) - timedelta(days=days)
        run = RunRecord(source.slug, at, asked=1, answered=1, found=9, fresh=fresh)
        number = write(engine, lambda session, at=at: start_run(session, "crawl", source.slug, at))  # type: ignore[misc]
        write(engine, lambda session, n=number, run=run, at=at: finish_run(session, n, run.counts(), "done", at))  # type: ignore[misc]
    heard: list[str] = []
    with ThreadPoolExecutor(1) as writer:
        tools = Tools(Settings(data_dir=tmp_path), engine, None, writer)  # type: ignore[arg-type]
        schedule = Schedule(tools, dict, lambda run, health: heard.extend(each.state for each in health.values()))
        schedule.sources = {source.slug: source}
        schedule.looked_at_all -= 2 * BETWEEN_LOOKS_AT_ALL
        asyncio.run(tell_of_ended(schedule))
    assert heard == ["silent"]
    with reading(engine) as session:
        assert source_state(session, source.slug).health["told"] == "silent"


@pytest.mark.parametrize("command", ["crawl --due", pytest.param("schedule", marks=pytest.mark.soak)])
def test_a_source_that_ended_its_process_each_time_is_given_up(world: World, tmp_path: Path, command: str) -> None:
    settings, engine = environment(world, tmp_path), database(tmp_path)
    broken_off(engine, SLUGS[0], ATTEMPTS)
    broken_off(engine, SLUGS[1], ATTEMPTS - 1)
    if command == "schedule":
        schedule = start("schedule", environment=settings)
        until(lambda: bool(runs(engine, SLUGS[0], "stopped") and runs(engine, SLUGS[1], "done")))
        ended(schedule)
    else:
        assert lapaswire("crawl", "--due", environment=settings).exit_code == 1
    exit_code, status = status_of(SLUGS[0], settings)
    assert (exit_code, status["state"]) == (1, "failing")
    assert "given up after 3 tries" in status["seen"]
    assert status_of(SLUGS[1], settings)[1]["state"] == "fine"
    again = lapaswire("crawl", "--due", "--json", environment=settings)
    assert again.json()["sources"] == []


@pytest.mark.soak
@pytest.mark.timeout(400)
def test_a_crawl_that_is_killed_three_times_is_given_up_and_stops_no_other(world: World, tmp_path: Path) -> None:
    settings, engine = environment(world, tmp_path), database(tmp_path)
    world.fail(SLUGS[0], "slow", seconds=300)
    schedule = start("schedule", environment=settings)
    try:
        until(lambda: bool(runs(engine, SLUGS[0], RUNNING)))
        os.killpg(schedule.pid, signal.SIGKILL)
        schedule.communicate()
        schedule = start("schedule", environment=settings)
        for before in range(1, ATTEMPTS):
            until(lambda before=before: runs(engine, SLUGS[0], RUNNING) > before)  # type: ignore[misc]
            os.kill(child_of(schedule.pid, SLUGS[0]), signal.SIGKILL)
            time.sleep(30)
        until(lambda: bool(runs(engine, SLUGS[0], "stopped") and runs(engine, SLUGS[1], "done")))
    finally:
        world.heal()
        ended(schedule)
    assert "given up after 3 tries" in status_of(SLUGS[0], settings)[1]["seen"]
    assert f"{SLUGS[0]}: failing" in (tmp_path / "logs" / "schedule.log").read_text()


def child_of(parent: int, slug: str) -> int:
    """The process that crawls a source for another one."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            above = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if above == parent and slug.encode() in words:
            return int(folder.name)
    raise AssertionError(f"nobody crawls {slug}")
