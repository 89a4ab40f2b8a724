"""Which units were written about, last when, and which never: counted on both databases, shown in every form."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.monitor.coverage import report
from pipelines.records import Units
from pipelines.store.coverage import covered, days_of
from pipelines.store.engine import open_engine, reading, upgrade
from tests.store.conftest import address, engine, put
from tests.support.articles import MONDAY, article, police, prison, text
from tests.support.command import lapaswire

__all__ = ["address", "engine"]
BIREUEN, CURUP = "lapas-bireuen", "lapas-curup"
BIREUEN_UNIT = replace(
    prison("Bireuen"), id=BIREUEN, name="Lapas Kelas IIB Bireuen", province="Aceh", regency="Kabupaten Bireuen"
)


def fill(engine: Engine) -> None:
    """Three releases: two of Bireuen (the second a month later and without an event day), one of another place."""
    units = Units((BIREUEN_UNIT,), (police("Bireuen"),))
    first = article("https://satu.test/1", text(1), units=units)
    later = MONDAY + timedelta(days=30)
    second = article("https://satu.test/2", text(2), units=units, day=None, published=later, kind="visit")
    third = article("https://dua.test/3", text(3), place="Karangsari")
    for number, each in enumerate((first, second, third)):
        put(engine, replace(each, source="satu" if number < 2 else "dua"))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("unit", {BIREUEN: 2, "lapas-karangsari": 1}),
        ("police", {"polres-bireuen": 2, "polres-karangsari": 1}),
        ("province", {"Aceh": 2}),
        ("regency", {"Kabupaten Bireuen": 2}),
        ("source", {"satu": 2, "dua": 1}),
        ("kind", {"search": 2, "visit": 1}),
    ],
)
def test_releases_are_counted_by(engine: Engine, by: str, expected: dict[str, int]) -> None:
    fill(engine)
    with reading(engine) as session:
        counted = covered(session, by)
    assert {each.key: each.releases for each in counted} == expected
    assert [each.releases for each in counted] == sorted(expected.values(), reverse=True)


def test_since_a_day_goes_by_the_event_else_by_the_publication(engine: Engine) -> None:
    fill(engine)
    with reading(engine) as session:
        (late,) = covered(session, "unit", MONDAY.date() + timedelta(days=1))
        assert (late.key, late.releases, late.last_event) == (BIREUEN, 1, None)
        assert late.last_published == MONDAY + timedelta(days=30)
        assert covered(session, "unit", date(2026, 1, 1)) == []


def test_the_days_of_a_year_hold_events_of_that_year_alone(engine: Engine) -> None:
    fill(engine)
    with reading(engine) as session:
        assert days_of(session, BIREUEN, MONDAY.year) == {MONDAY.date(): 1}
        assert not days_of(session, BIREUEN, MONDAY.year - 1)


def test_what_nobody_wrote_about_comes_last_with_its_name() -> None:
    rows = report([], {"b": "Lapas B", "a": "Lapas A"})
    assert [(row.key, row.name, row.releases, row.last_event) for row in rows] == [
        ("a", "Lapas A", 0, None),
        ("b", "Lapas B", 0, None),
    ]


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    engine = open_engine(f"sqlite:///{tmp_path / 'lapaswire.db'}")
    upgrade(engine)
    fill(engine)
    sources = tmp_path / "sources"
    sources.mkdir()
    for slug in ("satu", "tiga"):
        (sources / f"{slug}.toml").write_text(f'name = "Situs {slug}"\nurl = "https://{slug}.test"\n')
    kept = {"DATA_DIR": tmp_path, "SOURCES_DIR": sources, "BUNDLED_SOURCES": "false"}
    return {f"LAPASWIRE_{key}": str(value) for key, value in kept.items()}


def test_every_form_tells_the_same(settings: dict[str, str]) -> None:
    rows = lapaswire("coverage", "--json", environment=settings).json()
    assert (rows[0]["key"], rows[0]["releases"], rows[0]["last_event"]) == (BIREUEN, 2, MONDAY.date().isoformat())
    listed = list(csv.DictReader(io.StringIO(lapaswire("coverage", "--format", "csv", environment=settings).out)))
    assert [row["key"] for row in listed] == [row["key"] for row in rows]
    table = lapaswire("coverage", environment=settings).out
    assert "Lapas Kelas IIB Bireuen" in table
    assert "were never written about" in table
    never = lapaswire("coverage", "--never", "--json", environment=settings).json()
    assert {CURUP, BIREUEN} & {row["key"] for row in never} == {CURUP}


def test_a_source_without_a_release_is_listed(settings: dict[str, str]) -> None:
    rows = lapaswire("coverage", "--by", "source", "--json", environment=settings).json()
    assert [(row["name"], row["releases"]) for row in rows] == [("Situs satu", 2), ("dua", 1), ("Situs tiga", 0)]


def test_the_calendar_has_a_sign_for_each_day_of_the_year(settings: dict[str, str]) -> None:
    calendar = ("coverage", "--calendar", BIREUEN, "--year", MONDAY.year)
    head, *months, sums = lapaswire(*calendar, environment=settings).out.splitlines()
    assert head == f"Lapas Kelas IIB Bireuen, {MONDAY.year}"
    assert sum(len(month.split()[1]) for month in months) == 365
    assert months[MONDAY.month - 1].split()[1][MONDAY.day - 1] == "█"
    assert sums.startswith("1 releases on 1 days")
    days = lapaswire(*calendar, "--json", environment=settings).json()
    assert days == [{"day": MONDAY.date().isoformat(), "releases": 1}]


def test_wrong_words_are_told(settings: dict[str, str]) -> None:
    unknown = lapaswire("coverage", "--calendar", "lapas-antah", environment=settings)
    assert (unknown.exit_code, "no such unit" in unknown.err) == (2, True)
    wrong = lapaswire("coverage", "--since", "kemarin", environment=settings)
    assert (wrong.exit_code, "no day" in wrong.err) == (2, True)
