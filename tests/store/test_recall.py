"""Copies that place and day do not lead to are found by their words; what is only alike stays apart."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session

from pipelines.dedup.copies import NEAR_DAYS
from pipelines.dedup.facts import Facts
from pipelines.dedup.fingerprint import RARE, samples, words
from pipelines.records import Article, Quote, Units
from pipelines.store.candidates import candidates
from pipelines.store.engine import reading, write
from pipelines.store.models import AppearanceRow, SampleRow
from pipelines.store.samples import alike, keys_of, post_samples
from tests.store.conftest import Store
from tests.store.test_grouping import groups
from tests.support.articles import MONDAY, article, edited, police, prison, text

HERE, THERE = "https://kabar-a.test/satu", "https://warta-b.test/lain"
SENT = ("Lapas Karangsari didatangi Polres Karangsari pada hari itu.", *text(1, 14))
SAID = "kami tidak memberi ruang bagi siapa pun yang bermain dengan barang terlarang di sini"


def releases(engine: Engine) -> int:
    return len(groups(engine)[0])


def paraphrased(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Every other paragraph in other words."""
    return tuple(
        told if number % 2 == 0 else other
        for number, (told, other) in enumerate(zip(paragraphs, text(77, 2 * len(paragraphs)), strict=False))
    )


def linked_wrongly(written: str) -> Units:
    """The name as the text has it, taken for a unit of another place."""
    wrong = replace(prison("Tirtasari"), name=f"Lapas {written} Tirtasari", text=f"Lapas {written}")
    return Units((wrong,), (police("Tirtasari"),))


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(article(THERE, SENT, units=Units()), id="no unit"),
        pytest.param(article(THERE, edited(SENT, 3), units=Units()), id="no unit, edited"),
        pytest.param(article(THERE, SENT[:3], units=Units()), id="no unit, shortened to a third"),
        pytest.param(article(THERE, paraphrased(SENT), units=Units()), id="no unit, half paraphrased"),
        pytest.param(article(THERE, SENT, units=Units((), (police("Wanasari", "Polda"),))), id="only another office"),
        pytest.param(article(THERE, edited(SENT, 3), units=linked_wrongly("Karangsari")), id="linked to another place"),
        pytest.param(article(THERE, edited(SENT, 3, 0.02), day=None, published=None), id="no day"),
        pytest.param(article(THERE, SENT[:4], day=None, published=None, units=Units()), id="neither"),
        pytest.param(article(THERE, SENT[:3]), id="shortened to a third"),
        pytest.param(article(THERE, paraphrased(SENT)), id="half paraphrased"),
        pytest.param(article(THERE, edited(SENT, 3), day=MONDAY + timedelta(days=2)), id="a wrong day"),
        pytest.param(article(THERE, SENT, published=MONDAY + timedelta(days=9), units=Units()), id="taken over late"),
    ],
)
@pytest.mark.parametrize("copy_first", [False, True])
def test_found_whatever_is_missing(engine: Engine, store: Store, copy: Article, *, copy_first: bool) -> None:
    told = article(HERE, SENT)
    for each in (copy, told) if copy_first else (told, copy):
        store(each)
    assert releases(engine) == 1


def test_quotes_alone_are_kept(engine: Engine, store: Store) -> None:
    said = tuple(Quote(f"{SAID} {number}", "Wirya Satmoko", "ujar", 0) for number in ("pertama", "kedua"))
    kept = tuple(f"“{quote.text}.”" for quote in said)
    store(replace(article(HERE, (*SENT[:2], *kept)), quotes=said))
    store(replace(article(THERE, (text(9, 2)[0], *kept)), quotes=said))
    assert releases(engine) == 1


@pytest.mark.parametrize("units", [None, Units()], ids=["same unit", "no unit"])
def test_the_same_sentences_a_month_later(engine: Engine, store: Store, units: Units | None) -> None:
    later = MONDAY + timedelta(days=30)
    store(article(HERE, SENT))
    store(article(THERE, SENT, day=later, published=later, units=units))
    assert releases(engine) == 2


def campaign(place: str, units: Units | None = None, night: datetime = MONDAY) -> Article:
    """The same text for every prison of the country, but for its name."""
    opening = f"Lapas {place} bersama Polres {place} mengikuti kegiatan serentak itu."
    url = f"https://kabar-{place.lower()}.test/{place}"
    told = article(url, (opening, *text(5)), place=place, units=units, day=night, published=night)
    return replace(told, quotes=(Quote(SAID, None, "ujar", 1),))


def test_a_national_text_stays_with_each_unit(engine: Engine, store: Store) -> None:
    for place in ("Karangsari", "Wanasari", "Mulyasari"):
        store(campaign(place))
    store(campaign("Tirtasari", Units((prison("Tirtasari", known=False),), ())))
    assert releases(engine) == 4


def test_a_national_text_in_which_no_unit_was_recognised(engine: Engine, store: Store) -> None:
    store(campaign("Karangsari"))
    store(campaign("Wanasari", Units((), (police("Wanasari"),))))
    assert releases(engine) == 2


def test_one_raid_night_at_many_prisons(engine: Engine, store: Store) -> None:
    places = ("Karangsari", "Wanasari", "Mulyasari", "Tirtasari")
    for number, place in enumerate(places):
        store(campaign(place))
        copy = campaign(place)
        store(replace(copy, url=f"https://situs-{number}.test/x", canonical_url=f"https://situs-{number}.test/x"))
    found, events = groups(engine)
    assert (len(found), len(events)) == (len(places), len(places))
    assert {len(members) for members in found} == {2}


def test_place_and_day_would_not_find_it(engine: Engine, store: Store) -> None:
    store(article(HERE, SENT))
    facts = Facts("warta-b.test", published=MONDAY.date().toordinal())
    runs = samples(words(" ".join(SENT)))
    with reading(engine) as session:
        assert candidates(session, [facts], NEAR_DAYS) == set()
        assert alike(session, runs, facts, NEAR_DAYS) == {1}
        assert alike(session, runs, Facts("warta-b.test"), NEAR_DAYS) == {1}
        far = replace(facts, published=date(2025, 5, 3).toordinal())
        assert alike(session, runs, far, NEAR_DAYS) == set()


def test_days_near_each_other_always_meet(engine: Engine) -> None:
    runs = (RARE, RARE * 7)
    starts = range(739_000, 739_009)

    def post(session: Session) -> None:
        for start in starts:
            posted = Facts("x.test", events=(start,), published=start + 3)
            post_samples(session, start, keys_of(runs, posted))

    write(engine, post)
    with reading(engine) as session:
        for start, apart in product(starts, range(NEAR_DAYS + 1)):
            assert start in alike(session, runs, Facts("y.test", events=(start - apart,)), NEAR_DAYS)
            assert start in alike(session, runs, Facts("y.test", published=start + 3 + apart), NEAR_DAYS)


def test_what_goes_leaves_no_posting_behind(engine: Engine, store: Store) -> None:
    told = article(HERE, SENT)
    store(told)
    store(article(HERE, text(4), fetched_at=MONDAY + timedelta(days=2)))
    with reading(engine) as session:
        [row] = session.query(AppearanceRow).all()
        assert session.query(SampleRow).count() == len(row.samples or b"") // 4 > 0


def test_what_an_older_schema_stored_is_posted_when_it_is_processed_again(engine: Engine, store: Store) -> None:
    told = article(HERE, SENT)
    store(told)
    with reading(engine) as session:
        posted = session.query(SampleRow).count()

    def forget_them(session: Session) -> None:
        session.execute(delete(SampleRow))
        session.execute(update(AppearanceRow).values(samples=None))

    write(engine, forget_them)
    assert store(told).what == "unchanged"
    with reading(engine) as session:
        assert session.query(SampleRow).count() == posted > 0


def test_facts_that_an_older_version_kept_are_completed_when_it_is_processed_again(
    engine: Engine, store: Store
) -> None:
    told = article(HERE, SENT)
    store(told)
    with reading(engine) as session:
        whole = dict(session.query(AppearanceRow).one().facts)
    kept = {key: value for key, value in whole.items() if key not in ("sort", "heads", "officers", "acting")}
    write(engine, lambda session: session.execute(update(AppearanceRow).values(facts=kept)))
    assert store(told).what == "unchanged"
    with reading(engine) as session:
        assert session.query(AppearanceRow).one().facts == whole
