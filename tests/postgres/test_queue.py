"""The queue on a real PostgreSQL: whatever dies, the result equals the undisturbed run."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from crawler.demo.world import World, running_world
from pipelines.store.models import AppearanceRow, ReleaseRow
from tests.support.command import lapaswire, start
from tests.support.postgres import NoServerError, Server, running_server

Groups = frozenset[frozenset[str]]
SLUGS = ("suaralembah", "metrobintang", "wartapulau", "jurnalselatan")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    try:
        with running_server() as running:
            yield running
    except NoServerError as reason:
        pytest.skip(str(reason))


def environment(world: World, server: Server, data: Path) -> dict[str, str]:
    """Settings for a database of its own, where only SLUGS are followed."""
    settings = world.environment(data) | {"LAPASWIRE_DATABASE_URL": server.database(), "LAPASWIRE_PROCESSES": "1"}
    for file in Path(settings["LAPASWIRE_SOURCES_DIR"]).glob("*.toml"):
        if file.stem not in SLUGS:
            file.unlink()
    return settings


def releases(url: str) -> Groups:
    with Session(create_engine(url)) as session:
        rows = session.execute(select(ReleaseRow.id, AppearanceRow.url).join(AppearanceRow)).all()
    groups: dict[int, set[str]] = {}
    for release, address in rows:
        groups.setdefault(release, set()).add(address)
    return frozenset(map(frozenset, groups.values()))


def waiting(url: str) -> list[tuple[str, str]]:
    with create_engine(url).connect() as connection:
        query = """SELECT args->>'slug', status FROM procrastinate_jobs
                   WHERE task_name = 'lapaswire:crawl' AND status IN ('todo', 'doing')"""
        return [(slug, status) for slug, status in connection.execute(text(query))]


def until_empty(url: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while waiting(url):
        assert time.monotonic() < deadline, waiting(url)
        time.sleep(0.3)


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


@pytest.mark.timeout(240)
@pytest.mark.parametrize("whom", ["the worker and its crawls", "the worker alone"])
def test_two_workers_one_killed(world: World, server: Server, tmp_path: Path, undisturbed: Groups, whom: str) -> None:
    settings = environment(world, server, tmp_path)
    url = settings["LAPASWIRE_DATABASE_URL"]
    put = lapaswire("worker", "enqueue", "crawl", *SLUGS, environment=settings)
    assert put.exit_code == 0, put.err
    first, second = (start("worker", "--concurrency", "2", environment=settings) for _ in range(2))
    try:
        while not any(status == "doing" for _, status in waiting(url)):
            time.sleep(0.2)
        time.sleep(2)
        if whom == "the worker alone":
            first.kill()
        else:
            os.killpg(first.pid, signal.SIGKILL)
        until_empty(url, 180)
    finally:
        stop(first, second)
    assert releases(url) == undisturbed
