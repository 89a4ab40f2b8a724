"""Officials over all releases: one name in one office is one row."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from pipelines.records import Person, Rejected
from pipelines.store.engine import reading
from tests.store.conftest import Store
from tests.support.articles import MONDAY, article
from tests.support.articles import text as words


def official(name: str, role: str | None, unit: str | None) -> Person:
    return Person(name, role, None, (), unit, name)


@pytest.fixture
def told(store: Store) -> Store:
    """Three releases of two units; one head is written in two ways, one person has no office."""
    people = (
        (official("Wirya Satmoko", "Kalapas", "lapas-karangsari"), official("Dian Laksmi", None, None)),
        (official("WIRYA SATMOKO", "Kalapas", "lapas-karangsari"), official("Dian Laksmi", None, None)),
        (official("Wirya Satmoko", "Kalapas", "lapas-wanasari"),),
    )
    for number, some in enumerate(people):
        day = MONDAY.replace(day=3 + 9 * number)
        store(replace(article(f"https://kabar-a.test/{number}", words(number), day=day, published=day), people=some))
    return store


def rows(engine: Engine) -> list[tuple[str, str, int]]:
    with reading(engine) as session:
        found = session.execute(text("SELECT name, unit, releases FROM officials ORDER BY unit"))
        return [(row.name.title(), row.unit, row.releases) for row in found]


def test_one_name_in_one_office_is_one_official(engine: Engine, told: Store) -> None:
    assert rows(engine) == [("Wirya Satmoko", "lapas-karangsari", 2), ("Wirya Satmoko", "lapas-wanasari", 1)]


def test_an_official_goes_with_the_last_release(engine: Engine, told: Store) -> None:
    last = article("https://kabar-a.test/2", words(2))
    day = MONDAY.replace(day=21)
    last = replace(article(last.url, words(2), day=day, published=day))
    told(last, Rejected(last.url, last.fetched_at, "off-topic"))
    assert rows(engine) == [("Wirya Satmoko", "lapas-karangsari", 2)]
