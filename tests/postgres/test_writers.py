"""Several processes write at once: the same releases as one, a feed without gaps, and no lost connection hurts."""

import multiprocessing
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from pipelines.store.changes import changes_since, cursor
from pipelines.store.engine import open_engine, reading, upgrade, write
from pipelines.store.models import ChangeRow, ReleaseRow
from pipelines.store.outcomes import save_outcome
from pipelines.store.pages import save_page
from pipelines.store.records import find_release
from pipelines.store.runs import start_run
from pipelines.store.stats import check
from tests.store.conftest import put
from tests.support.articles import MONDAY, article, edited, page
from tests.support.articles import text as words
from tests.support.postgres import Server

WRITERS = 4
PLACES = ("Karangsari", "Wanasari", "Mulyasari", "Tirtasari")


def carry(address: str, writer: int, texts: int) -> None:
    """One site's copies of all the texts, in an order of its own."""
    engine = open_engine(address)
    for turn in range(texts):
        number = (turn + writer * 3) % texts
        day = MONDAY + timedelta(days=number // 4)
        told = article(
            f"https://situs-{writer}.test/{number}",
            edited(words(number), writer, 0.05) if writer else words(number),
            place=PLACES[number % 4],
            day=day,
            published=day,
        )
        put(engine, told)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("texts", [40, pytest.param(300, marks=pytest.mark.soak)])
def test_four_writers_make_the_releases_of_one(server: Server, texts: int) -> None:
    address = server.database()
    engine = open_engine(address)
    upgrade(engine)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=carry, args=(address, number, texts)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    seen: dict[str, int] = {}
    last = 0
    while any(writer.is_alive() for writer in writers):
        writers[0].join(0.2)
        with reading(engine) as session:
            for change in changes_since(session, last):
                seen[change.id] = change.seq
            last = cursor(session)
    with reading(engine) as session:
        seen |= {change.id: change.seq for change in changes_since(session, last)}
        keys = session.scalars(select(ReleaseRow.key)).all()
        assert len(keys) == texts
        assert all(len((find_release(session, key) or {})["appearances"]) == WRITERS for key in keys)
        newest = dict(session.execute(select(ChangeRow.key, func.max(ChangeRow.seq)).group_by(ChangeRow.key)).all())
        assert {key: newest[key] for key in keys} == {key: seen[key] for key in keys}
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert check(engine) == []


def test_a_lost_connection_is_taken_up_again(server: Server) -> None:
    engine = open_engine(server.database())
    upgrade(engine)
    write(engine, lambda session: start_run(session, "before"))
    _cut(engine.url.database or "", server)
    assert write(engine, lambda session: start_run(session, "after"))


def test_a_connection_lost_in_the_middle_loses_and_doubles_nothing(server: Server) -> None:
    engine = open_engine(server.database())
    upgrade(engine)
    told = article("https://kabar-a.test/satu", words(1))
    turns = []

    def work(session):  # type: ignore[no-untyped-def]
        page_id = save_page(session, page(told), None)
        turns.append(page_id)
        if len(turns) == 1:
            _cut(engine.url.database or "", server)
        return save_outcome(session, page_id, told)

    assert write(engine, work).what == "new"
    assert len(turns) == 2
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(ReleaseRow)) == 1


def _cut(database: str, server: Server) -> None:
    """Ends all connections to a database from the server's side."""
    other = open_engine(f"postgresql://tests@127.0.0.1:{server.port}/postgres")
    with other.begin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": database}
        )
    other.dispose()
