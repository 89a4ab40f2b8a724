"""The queue on a real PostgreSQL: whatever dies, the result equals the undisturbed run."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen

import pytest
from procrastinate.jobs import Status
from sqlalchemy import NullPool, create_engine, select, text
from sqlalchemy.orm import Session

from crawler import config
from crawler.config import Settings
from crawler.demo.world import World, running_world
from crawler.jobs import queue
from crawler.jobs.lock import site_lock
from crawler.jobs.tools import open_database
from crawler.jobs.tries import ATTEMPTS
from pipelines.store.models import AppearanceRow, ReleaseRow
from tests.support.command import lapaswire, start
from tests.support.postgres import Server, running_server
from tests.support.skipping import or_skipped

Groups = frozenset[frozenset[str]]
SLUGS = ("suaralembah", "metrobintang")
WHOM = ("the worker and its crawls", "the worker alone")
PATIENCE = 150  # seconds
MOMENTS = 10  # pages after which something dies; both sites together have more


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One of our own: it is stopped in mid-crawl."""
    with or_skipped(running_server()) as running:
        yield running


def environment(world: World, server: Server, data: Path) -> dict[str, str]:
    """Settings for a database of its own, where only SLUGS are followed."""
    settings = world.environment(data) | {
        "LAPASWIRE_DATABASE_URL": server.database(),
        "LAPASWIRE_PROCESSES": "1",
        "LAPASWIRE_WORKER_HEARTBEAT": "0.5",
    }
    for file in Path(settings["LAPASWIRE_SOURCES_DIR"]).glob("*.toml"):
        if file.stem not in SLUGS:
            file.unlink()
    return settings


def releases(url: str) -> Groups:
    with Session(create_engine(url, poolclass=NullPool)) as session:
        rows = session.execute(select(ReleaseRow.id, AppearanceRow.url).join(AppearanceRow)).all()
    groups: dict[int, set[str]] = {}
    for release, address in rows:
        groups.setdefault(release, set()).add(address)
    return frozenset(map(frozenset, groups.values()))


def waiting(url: str) -> list[tuple[str, str]]:
    with create_engine(url, poolclass=NullPool).connect() as connection:
        query = """SELECT args->>'slug', status FROM procrastinate_jobs
                   WHERE task_name = 'lapaswire:crawl' AND status IN ('todo', 'doing')"""
        return [(slug, status) for slug, status in connection.execute(text(query))]


def stop(*workers: "Popen[str]") -> None:
    for worker in workers:
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
    for worker in workers:
        try:
            worker.communicate(timeout=30)
        finally:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def undisturbed(world: World, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Groups:
    settings = environment(world, server, tmp_path_factory.mktemp("undisturbed"))
    done = lapaswire("crawl", *SLUGS, environment=settings)
    assert done.exit_code == 0, done.err
    return releases(settings["LAPASWIRE_DATABASE_URL"])


def until_doing(url: str, slug: str | None = None) -> None:
    """Waits for a job that a worker has taken: that of one source, or any."""
    deadline = time.monotonic() + PATIENCE
    while not any(status == "doing" and slug in (None, name) for name, status in waiting(url)):
        assert time.monotonic() < deadline, waiting(url)
        time.sleep(0.1)


def until_tried(url: str, slug: str, attempt: int) -> None:
    """Waits until a worker has taken the job of a source for the nth time, counted from 0."""
    query = "SELECT attempts FROM procrastinate_jobs WHERE args->>'slug' = :slug AND status = 'doing'"
    deadline = time.monotonic() + PATIENCE
    with create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        while connection.scalar(text(query), {"slug": slug}) != attempt:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def until_fetched(url: str, pages: int) -> None:
    """Waits until a worker has taken a job, and its crawl so many pages."""
    until_doing(url)
    deadline = time.monotonic() + PATIENCE
    with create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        while (connection.scalar(text("SELECT count(*) FROM pages")) or 0) < pages:
            assert time.monotonic() < deadline
            time.sleep(0.02)


def kill(worker: "Popen[str]", whom: str) -> None:
    if whom == "the worker alone":
        worker.kill()
    else:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.communicate()


def enqueued(settings: dict[str, str], *slugs: str) -> str:
    """The address of the database, with crawls in its queue."""
    put = lapaswire("worker", "enqueue", "crawl", *slugs, environment=settings)
    assert put.exit_code == 0, put.err
    return settings["LAPASWIRE_DATABASE_URL"]


@pytest.mark.timeout(200)
def test_two_workers_one_killed(world: World, server: Server, tmp_path: Path, undisturbed: Groups) -> None:
    assert after_a_kill(world, server, tmp_path, undisturbed, whom=WHOM[1], pages=2) == undisturbed


@pytest.mark.soak
@pytest.mark.timeout(240)
@pytest.mark.parametrize("whom", WHOM)
@pytest.mark.parametrize("turn", range(20))
def test_twenty_kills_in_a_row(
    world: World, server: Server, tmp_path: Path, undisturbed: Groups, whom: str, turn: int
) -> None:
    assert after_a_kill(world, server, tmp_path, undisturbed, whom=whom, pages=turn % MOMENTS) == undisturbed


def until_complete(url: str, undisturbed: Groups) -> None:
    """Waits until nothing is left to do, also by crawls that outlived their worker."""
    deadline = time.monotonic() + PATIENCE
    while (waiting(url) or releases(url) != undisturbed) and time.monotonic() < deadline:
        time.sleep(0.5)


def after_a_kill(world: World, server: Server, data: Path, undisturbed: Groups, *, whom: str, pages: int) -> Groups:
    """What two workers store when one is killed once so many pages are fetched."""
    settings = environment(world, server, data)
    url = enqueued(settings, *SLUGS)
    first, second = (start("worker", "--concurrency", "2", environment=settings) for _ in range(2))
    try:
        until_fetched(url, pages)
        kill(first, whom)
        until_complete(url, undisturbed)
    finally:
        stop(first, second)
    return releases(url)


def test_the_jobs_of_dead_workers_are_done_again_and_given_up_after_three_tries(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up: list[str] = []
    monkeypatch.setattr(queue, "_give_up", given_up.append)

    async def three_deaths() -> list[int]:
        app = queue.queue_of(Settings(database_url=server.database()))
        async with app.open_async():
            await queue.prepare(app)
            await queue.enqueue(app, ["situs-contoh"])
            rescued = []
            for _ in range(3):
                worker = await app.job_manager.register_worker()
                assert await app.job_manager.fetch_job(queues=["crawl"], worker_id=worker)
                await asyncio.sleep(0.1)
                rescued.append(await queue.rescue(app, 0.05))
            assert await app.job_manager.fetch_job(queues=["crawl"], worker_id=worker) is None
            return rescued

    assert asyncio.run(three_deaths()) == [1, 1, 1]
    assert given_up == ["situs-contoh"]


def test_a_dead_job_whose_successor_waits_does_not_block_it(server: Server) -> None:
    async def successor() -> object:
        app = queue.queue_of(Settings(database_url=server.database()))
        async with app.open_async():
            await queue.prepare(app)
            await queue.enqueue(app, ["situs-contoh"])
            dead = await app.job_manager.register_worker()
            await app.job_manager.fetch_job(queues=["crawl"], worker_id=dead)
            assert await queue.enqueue(app, ["situs-contoh"]) == 1
            await asyncio.sleep(0.1)
            await queue.rescue(app, 0.05)
            living = await app.job_manager.register_worker()
            return await app.job_manager.fetch_job(queues=["crawl"], worker_id=living)

    assert asyncio.run(successor()) is not None


@pytest.mark.soak
@pytest.mark.timeout(240)
def test_a_crawl_that_fills_the_only_place_keeps_no_rescue_waiting(
    world: World, server: Server, tmp_path: Path
) -> None:
    settings = environment(world, server, tmp_path)
    world.fail(SLUGS[0], "slow", seconds=200)
    url = enqueued(settings, SLUGS[0])
    worker = start("worker", "--concurrency", "1", environment=settings)
    try:
        until_doing(url, SLUGS[0])
        asyncio.run(taken_by_a_dead_worker(url, SLUGS[1]))
        deadline = time.monotonic() + PATIENCE
        while (SLUGS[1], "todo") not in waiting(url):
            assert time.monotonic() < deadline, waiting(url)
            time.sleep(0.2)
        assert (SLUGS[0], "doing") in waiting(url)
    finally:
        world.heal()
        stop(worker)


async def taken_by_a_dead_worker(url: str, slug: str) -> None:
    """Leaves a job as a worker leaves it that was killed."""
    app = queue.queue_of(Settings(database_url=url))
    async with app.open_async():
        await queue.enqueue(app, [slug])
        worker = await app.job_manager.register_worker()
        job = await app.job_manager.fetch_job(queues=["crawl"], worker_id=worker)
        assert job
        assert job.task_kwargs == {"slug": slug}


def test_what_is_due_is_put_in_once_and_not_while_it_is_crawled(
    world: World, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in environment(world, server, tmp_path).items():
        monkeypatch.setenv(key, value)
    config.settings.cache_clear()
    queue.job_engine.cache_clear()
    engine = open_database(config.settings())

    async def three_looks() -> list[int]:
        app = queue.queue_of(config.settings())
        async with app.open_async():
            await queue.prepare(app)
            counts = [await queue.enqueue_due(app)]
            worker = await app.job_manager.register_worker()
            job = await app.job_manager.fetch_job(queues=["crawl"], worker_id=worker)
            assert job
            counts.append(await queue.enqueue_due(app))
            await app.job_manager.finish_job(job, Status.SUCCEEDED, delete_job=True)
            with site_lock(engine, tmp_path, "suaralembah"), site_lock(engine, tmp_path, "metrobintang"):
                counts.append(await queue.enqueue_due(app))
            return [*counts, await queue.enqueue_due(app)]

    try:
        assert asyncio.run(three_looks()) == [2, 0, 0, 1]
    finally:
        config.settings.cache_clear()
        queue.job_engine.cache_clear()


@pytest.mark.soak
@pytest.mark.timeout(240)
def test_a_source_that_kills_its_worker_is_given_up_and_told(world: World, server: Server, tmp_path: Path) -> None:
    settings = environment(world, server, tmp_path)
    url = enqueued(settings, SLUGS[0])
    for attempt in range(ATTEMPTS):
        worker = start("worker", environment=settings)
        try:
            until_tried(url, SLUGS[0], attempt)
        finally:
            kill(worker, "the worker and its crawls")
    last = start("worker", environment=settings)
    try:
        deadline = time.monotonic() + PATIENCE
        while waiting(url) and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        stop(last)
    told = lapaswire("status", SLUGS[0], "--json", environment=settings)
    (status,) = told.json()
    assert (told.exit_code, status["state"], "given up after 3 tries" in status["seen"]) == (1, "failing", True)
    assert status["due_at"] > datetime.now(UTC).isoformat()


@pytest.mark.soak
@pytest.mark.timeout(200)
def test_the_database_away_in_the_middle(world: World, server: Server, tmp_path: Path, undisturbed: Groups) -> None:
    assert after_an_outage(world, server, tmp_path, undisturbed, pages=3, seconds=5) == undisturbed


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize("turn", range(20))
def test_twenty_outages_in_a_row(world: World, server: Server, tmp_path: Path, undisturbed: Groups, turn: int) -> None:
    assert after_an_outage(world, server, tmp_path, undisturbed, pages=turn % MOMENTS, seconds=20) == undisturbed


def after_an_outage(
    world: World, server: Server, data: Path, undisturbed: Groups, *, pages: int, seconds: float
) -> Groups:
    """What a worker stores when the database stops for some seconds once so many pages are fetched."""
    settings = environment(world, server, data)
    url = enqueued(settings, *SLUGS)
    worker = start("worker", "--concurrency", "2", environment=settings)
    try:
        until_fetched(url, pages)
        server.stop()
        time.sleep(seconds)
        server.start()
        until_complete(url, undisturbed)
    finally:
        stop(worker)
    return releases(url)
