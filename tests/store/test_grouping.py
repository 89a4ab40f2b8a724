"""Releases and events over many articles: any order gives the same groups, and near misses stay apart."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from pipelines.records import Article, Units
from pipelines.store.engine import open_engine, reading, upgrade
from pipelines.store.models import AppearanceRow, EventRow, ReleaseRow
from tests.store.conftest import Store, put
from tests.support.articles import MONDAY, article, edited, police, prison, text

Groups = tuple[frozenset[frozenset[str]], frozenset[frozenset[str]]]


def groups(engine: Engine) -> Groups:
    """The addresses by release, and by event."""
    with reading(engine) as session:
        query = select(AppearanceRow.url, ReleaseRow.key, EventRow.key.label("event"))
        query = query.join(ReleaseRow, ReleaseRow.id == AppearanceRow.release_id)
        rows = session.execute(query.join(EventRow, EventRow.id == ReleaseRow.event_id)).all()
    by_release: dict[str, set[str]] = {}
    by_event: dict[str, set[str]] = {}
    for url, release, event in rows:
        by_release.setdefault(release, set()).add(url)
        by_event.setdefault(event, set()).add(url)
    return frozenset(map(frozenset, by_release.values())), frozenset(map(frozenset, by_event.values()))


def scene() -> list[Article]:
    """Twelve releases of three copies each in three towns; some days are misprinted, some missing."""
    made = []
    for number in range(12):
        day = MONDAY + timedelta(days=2 * (number // 3))
        for copy in range(3):
            printed = (day, day + timedelta(days=1), None)[copy] if number % 4 == 1 else day
            made.append(
                article(
                    f"https://situs-{copy}.test/{number}",
                    text(number) if copy == 0 else edited(text(number), 100 + copy, 0.1 * copy),
                    place=("Karangsari", "Wanasari", "Mulyasari")[number % 3],
                    day=printed,
                    published=day + timedelta(hours=3 * copy),
                    kind=("search", "visit")[number // 6],
                )
            )
    return made


@pytest.mark.parametrize("seed", range(5))
def test_order_of_arrival_does_not_matter(engine: Engine, store: Store, seed: int, tmp_path: Path) -> None:
    told = scene()
    in_order = open_engine(f"sqlite:///{tmp_path / 'in-order.db'}")
    upgrade(in_order)
    for each in told:
        put(in_order, each)
    random.Random(seed).shuffle(told)
    for each in told:
        store(each)
    assert groups(engine) == groups(in_order)
    assert groups(engine)[0] == {
        frozenset(f"https://situs-{copy}.test/{number}" for copy in range(3)) for number in range(12)
    }


def test_the_same_sentences_a_month_later_are_another_release(engine: Engine, store: Store) -> None:
    store(article("https://kabar-a.test/satu", text(1)))
    later = MONDAY + timedelta(days=30)
    store(article("https://kabar-a.test/dua", edited(text(1), 5, 0.02), day=later, published=later))
    releases, events = groups(engine)
    assert len(releases) == len(events) == 2


def test_one_night_at_two_prisons_is_two_events(engine: Engine, store: Store) -> None:
    for number, place in enumerate(("Karangsari", "Wanasari")):
        store(article(f"https://kabar-a.test/{number}", edited(text(1), number, 0.05), place=place))
    releases, events = groups(engine)
    assert len(releases) == len(events) == 2


def test_two_reporters_at_one_event(engine: Engine, store: Store) -> None:
    store(article("https://kabar-a.test/satu", text(1)))
    store(article("https://warta-b.test/lain", text(2), published=MONDAY + timedelta(days=1)))
    releases, events = groups(engine)
    assert (len(releases), len(events)) == (2, 1)


def test_the_police_is_no_required_key_of_an_event(engine: Engine, store: Store) -> None:
    unit = prison("Karangsari")
    store(article("https://kabar-a.test/satu", text(1), units=Units((unit,), (police("Karangsari"),))))
    store(article("https://warta-b.test/lain", text(2), units=Units((unit,), ())))
    assert len(groups(engine)[1]) == 1


def test_another_kind_on_another_day_is_another_event(engine: Engine, store: Store) -> None:
    store(article("https://kabar-a.test/satu", text(1), kind="search"))
    next_day = MONDAY + timedelta(days=1)
    store(article("https://kabar-a.test/dua", text(2), kind="training", day=next_day, published=next_day))
    assert len(groups(engine)[1]) == 2


def test_a_chain_of_days_does_not_grow_into_one_event(engine: Engine, store: Store) -> None:
    for number in range(6):
        day = MONDAY + timedelta(days=2 * number)
        store(article(f"https://kabar-a.test/{number}", text(number), day=day, published=day))
    _, events = groups(engine)
    assert all(len(members) <= 2 for members in events)


def test_copies_vote_on_a_conflicting_day(engine: Engine, store: Store) -> None:
    for number, day in enumerate((MONDAY, MONDAY + timedelta(days=1), MONDAY)):
        store(article(f"https://situs-{number}.test/x", edited(text(1), number, 0.05), day=day))
    with reading(engine) as session:
        release = session.scalars(select(ReleaseRow)).one()
        assert str(release.event_date) == "2025-03-03"
        assert release.vote["tally"] == [
            {"day": "2025-03-03", "weight": 1.8, "sources": ["https://situs-0.test/x", "https://situs-2.test/x"]},
            {"day": "2025-03-04", "weight": 0.9, "sources": ["https://situs-1.test/x"]},
        ]


def test_an_article_without_units_meets_its_like(engine: Engine, store: Store) -> None:
    nowhere = Units()
    store(article("https://kabar-a.test/satu", text(1), units=nowhere))
    store(article("https://warta-b.test/x", text(1), units=nowhere))
    assert len(groups(engine)[0]) == 1


def test_an_article_without_any_day_meets_its_like(engine: Engine, store: Store) -> None:
    store(article("https://kabar-a.test/satu", text(1)))
    store(article("https://warta-b.test/x", text(1), day=None, published=None))
    assert len(groups(engine)[0]) == 1
