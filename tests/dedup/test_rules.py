"""The rules for one release and one event, and groups made of them."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup.copies import conflict, copy_of, same_release
from pipelines.dedup.facts import Facts, Meeting, any_gap, meeting
from pipelines.dedup.figures import figures
from pipelines.dedup.groups import group, standing
from pipelines.dedup.stories import Story, apart, same_event
from tests.support.articles import edited, text

DAY = 739_000
HERE = Facts("kabar-a.test", ("lapas-a",), ("kota-a",), ("polres-a",), ("kota-a",), (DAY,), DAY, "search")
FACTS = st.builds(
    Facts,
    st.just("x.test"),
    st.lists(st.sampled_from(["p", "q", "r"]), max_size=3, unique=True).map(tuple),
    st.just(("a", "b", "c")),
    st.lists(st.sampled_from(["m", "n"]), max_size=2).map(tuple),
    st.just(()),
    st.lists(st.integers(DAY, DAY + 9), max_size=2).map(tuple),
    st.none() | st.integers(DAY, DAY + 9),
    st.sampled_from(["search", "visit", "other", "escape"]),
)


LAPAS = replace(HERE, sort="Lapas", heads=("wirya satmoko",))


@pytest.mark.parametrize(
    ("sort", "heads", "met"),
    [
        ("Rutan", (), Meeting.APART),
        ("Rutan", ("dani kusumah",), Meeting.APART),
        ("Rutan", ("wirya satmoko",), Meeting.SAME_PLACE),  # called Rutan by mistake
        ("Rutan", ("wirya adi satmoko",), Meeting.SAME_PLACE),
        ("Lapas Narkotika", (), Meeting.APART),
        ("Lapas", ("dani kusumah",), Meeting.SAME_PLACE),
        ("", ("dani kusumah",), Meeting.SAME_PLACE),
    ],
)
def test_units_of_two_sorts_in_one_town(sort: str, heads: tuple[str, ...], met: Meeting) -> None:
    other = replace(LAPAS, prisons=("other-a",), sort=sort, heads=heads)
    assert meeting(LAPAS, other) == meeting(other, LAPAS) == met


@pytest.mark.parametrize(
    ("other", "met"),
    [
        (HERE, Meeting.SAME),
        (replace(HERE, prisons=("lapas-b", "lapas-a"), places=("kota-b", "kota-a")), Meeting.MENTIONED),
        (replace(HERE, prisons=("rutan-a",)), Meeting.SAME_PLACE),
        (replace(HERE, prisons=("lapas-b",), places=("kota-b",)), Meeting.APART),
        (replace(HERE, prisons=(), places=()), Meeting.UNKNOWN),
    ],
)
def test_how_units_meet(other: Facts, met: Meeting) -> None:
    assert meeting(HERE, other) == meeting(other, HERE) == met


def test_two_that_are_about_both_units() -> None:
    one = replace(HERE, prisons=("lapas-a", "lapas-b"), places=("kota-a", "kota-b"))
    other = replace(HERE, prisons=("lapas-b", "lapas-a"), places=("kota-b", "kota-a"))
    assert meeting(one, other) == Meeting.BOTH


@pytest.mark.parametrize(
    ("events", "published", "other_time"),
    [
        ((DAY + 1,), DAY + 1, False),
        ((DAY + 365,), DAY + 1, False),  # a misprinted year
        ((DAY,), DAY + 40, False),  # taken over late
        ((DAY + 3,), DAY + 3, True),  # a series
        ((DAY + 1,), DAY + 3, False),
        ((), DAY + 3, False),
        ((DAY + 3,), None, False),
        ((DAY + 30,), DAY + 30, True),
        ((), DAY + 30, True),
        ((), DAY + 1, False),
        ((DAY + 30,), None, True),
        ((), None, False),
    ],
)
def test_another_time_is_another_release(events: tuple[int, ...], published: int | None, other_time: bool) -> None:
    other = replace(HERE, events=events, published=published)
    assert conflict(HERE, other) == conflict(other, HERE) == other_time


@pytest.mark.parametrize(
    ("facts", "share", "joined"),
    [
        (HERE, 0.15, True),
        (HERE, 0.9, False),
        (replace(HERE, events=(DAY + 1,)), 0.05, True),
        (replace(HERE, prisons=(), places=()), 0.05, True),
        (replace(HERE, prisons=("lapas-b",), places=("kota-b",)), 0.0, False),
        (replace(HERE, events=(), published=None), 0.0, True),
        (replace(HERE, events=(), published=None), 0.2, False),
    ],
)
def test_the_more_doubt_the_more_alike_texts_must_be(facts: Facts, share: float, joined: bool) -> None:
    one = copy_of(HERE, text(1), ())
    other = copy_of(facts, edited(text(1), 2, share), ())
    assert bool(same_release(one, other)) == bool(same_release(other, one)) == joined


@pytest.mark.parametrize(
    ("other", "one_event"),
    [
        (HERE, True),
        (replace(HERE, police=()), True),
        (replace(HERE, police=("polres-z",)), True),
        (replace(HERE, events=(DAY + 2,)), True),
        (replace(HERE, events=(DAY + 2,), police=("polres-z",)), False),
        (replace(HERE, events=(DAY + 3,)), False),
        (replace(HERE, kind="urine_test"), True),
        (replace(HERE, kind="training"), False),
        (replace(HERE, prisons=("lapas-b",), places=("kota-b",)), False),
        (replace(HERE, events=(), published=DAY + 1), True),
        (replace(HERE, events=(), published=DAY + 9), False),
    ],
)
def test_one_event(other: Facts, one_event: bool) -> None:
    one, two = Story(HERE, text(1)[0]), Story(other, text(2)[0])
    assert bool(same_event(one, two)) == bool(same_event(two, one)) == one_event


@given(FACTS, FACTS)
def test_no_rule_asks_who_came_first(one: Facts, other: Facts) -> None:
    assert conflict(one, other) == conflict(other, one)
    assert any_gap(one, other) == any_gap(other, one)
    mine, theirs = Story(one, "petugas"), Story(other, "petugas")
    assert same_event(mine, theirs) == same_event(theirs, mine)
    assert apart(mine, theirs) == apart(theirs, mine)


def test_groups_take_the_strongest_link_first_in_any_order() -> None:
    links = [(0.9, "a", "b"), (0.8, "b", "c"), (0.7, "c", "d")]
    for order in permutations(links):
        found = group("abcd", order, lambda one, other: {one, other} == {"a", "c"})
        assert found == [frozenset("ab"), frozenset("cd")]


def test_a_persons_word_goes_above_everything() -> None:
    found = group("abc", [(0.9, "a", "b")], lambda one, other: {one, other} == {"a", "c"}, [("a", "c")])
    assert found == [frozenset("abc")]


def test_a_series_falls_into_pairs_and_a_lonely_one_finds_its_best() -> None:
    chain = [(0.8, left, right) for left, right in zip("abcdef", "bcdefg", strict=True)]
    counted = standing(chain, lambda one, other: False)
    assert len(counted) < len(chain)
    firm = standing([(0.9, "a", "b"), (0.8, "b", "c"), (0.7, "a", "c")], lambda one, other: {one, other} == {"a", "b"})
    assert sorted(firm) == [(0.8, "b", "c"), (0.9, "a", "b")]


def test_visits_of_a_prison_to_two_offices_on_two_days_are_two_events() -> None:
    first = Story(replace(HERE, kind="visit"), " ".join(text(8)))
    for days in (1, 2):
        later = replace(first.facts, police=("bnnk-a",), events=(DAY + days,), published=DAY + days)
        assert same_event(first, replace(first, facts=later)) is None
        assert same_event(first, replace(first, facts=replace(later, police=first.facts.police))) is not None


FORM = "Anggota Polsek berkeliling tembok Lapas bersama regu jaga dan mencatat {} orang di pos, {} di menara itu. "


@pytest.mark.parametrize(
    ("officers", "counted", "days", "joined"),
    [
        (("aji purnama",), (41, 12), 1, True),
        (("aji purnama",), (52, 17), 1, False),
        (("bayu lesmana",), (41, 12), 1, False),
        ((), (41, 12), 1, True),
        (("bayu lesmana",), (52, 17), 0, True),
    ],
)
def test_a_form_that_was_filled_in_anew_the_day_after(
    officers: tuple[str, ...], counted: tuple[int, int], days: int, joined: bool
) -> None:
    rest = text(3)
    first = copy_of(replace(HERE, officers=("aji purnama",)), (FORM.format(41, 12), *rest), ())
    facts = replace(HERE, officers=officers, events=(DAY + days,), published=DAY + days)
    later = copy_of(facts, (FORM.format(*counted), *rest), ())
    assert bool(same_release(first, later)) == bool(same_release(later, first)) == joined


def test_the_later_of_two_visits_names_both_offices() -> None:
    visit = replace(HERE, kind="visit", police=("polres-a",), acting=("polres-a",), officers=("aji purnama",))
    both = ("bnnk-a", "polres-a")
    later = replace(visit, police=both, acting=("bnnk-a",), officers=("bayu lesmana",), events=(DAY + 1,))
    assert same_event(Story(visit, text(1)[0]), Story(later, text(2)[0])) is None
    same_day = replace(later, events=visit.events)
    assert same_event(Story(visit, text(1)[0]), Story(same_day, text(2)[0])) is not None


@pytest.mark.parametrize(
    ("other", "words", "one_event"),
    [
        (replace(HERE, events=(DAY + 1,)), "Disita 17 ponsel dan 4,5 gram sabu", True),
        (replace(HERE, events=(DAY + 1,)), "Disita 23 korek dan 11 sendok", False),
        (replace(HERE, events=(DAY + 1,), kind="other"), "Paket takjil dibagikan", False),
        (replace(HERE, events=(DAY + 1,), kind="other"), "Petugas menyita ponsel dan sabu", True),
        (replace(HERE, kind="other"), "Paket takjil dibagikan", True),
    ],
)
def test_reports_of_two_days_must_not_tell_two_things(other: Facts, words: str, one_event: bool) -> None:
    one, two = Story(HERE, "Petugas menyita 17 ponsel dan 4,5 gram sabu"), Story(other, words)
    assert bool(same_event(one, two)) == bool(same_event(two, one)) == one_event


def test_one_officer_on_one_day_outweighs_two_kinds() -> None:
    one = replace(HERE, officers=("aji purnama",))
    assert same_event(Story(one, text(1)[0]), Story(replace(one, kind="training"), text(2)[0])) is not None
    other = replace(one, kind="training", officers=("bayu lesmana",))
    assert same_event(Story(one, text(1)[0]), Story(other, text(2)[0])) is None


def test_two_kinds_with_other_figures_are_two_happenings_of_one_day() -> None:
    morning = Story(replace(HERE, kind="urine_test", officers=("aji purnama",)), "Diperiksa 60 orang dan 25 petugas")
    facts = replace(HERE, kind="smuggling", officers=("aji purnama",))
    night = Story(facts, "Paket 12 gram jatuh pukul 21.30")
    assert same_event(morning, night) is None
    assert apart(morning, night) and apart(night, morning)
    assert same_event(morning, Story(facts, "Paket itu milik satu dari 60 orang dan 25 petugas")) is not None


def test_a_report_of_the_day_before_is_not_lifted_by_alike_words() -> None:
    words = "Petugas menyita ponsel dan sabu"
    later = replace(HERE, events=(DAY + 1,), published=DAY + 1, kind="other")
    assert same_event(Story(HERE, words), Story(later, words)) is None
    assert same_event(Story(replace(HERE, published=DAY + 1), words), Story(later, words)) is not None


def test_a_series_of_alike_reports_is_no_event() -> None:
    patrol = replace(HERE, kind="visit", officers=("aji purnama",), acting=("polres-a",))
    next_day = replace(patrol, officers=("bayu lesmana",), events=(DAY + 1,), published=DAY + 1)
    assert same_event(Story(patrol, text(1)[0]), Story(next_day, text(1)[0])) is None


def test_alike_words_do_not_join_two_kinds_under_two_officers() -> None:
    one = replace(HERE, officers=("aji purnama",), acting=("polres-a",))
    other = replace(one, kind="training", officers=("bayu lesmana",))
    assert same_event(Story(one, text(1)[0]), Story(other, text(1)[0])) is None
    assert same_event(Story(one, text(1)[0]), Story(replace(other, officers=()), text(1)[0])) is not None


def test_other_prisons_of_a_raid_night_are_background() -> None:
    one = replace(HERE, prisons=("lapas-a", "rutan-b"), places=("kota-a", "kota-b"), leading=("lapas-a",))
    other = replace(HERE, prisons=("rutan-b", "lapas-a"), places=("kota-b", "kota-a"), leading=("rutan-b",))
    assert apart(Story(one, text(1)[0]), Story(other, text(1)[0]))
    assert not conflict(one, other)
    tour = replace(other, leading=("rutan-b", "lapas-a"))
    assert same_event(Story(one, text(1)[0]), Story(tour, text(2)[0])) is not None


def test_figures_are_those_that_tell() -> None:
    day = date(2025, 6, 16).toordinal()
    told = "Senin (16/06/2025) pukul 08.30 WIB, 41 personel Kelas IIA menyita 2,75 gram dan 3 ponsel"
    assert figures([told], [day]) == {"08.30", "41", "2,75"}


def test_a_report_without_any_day_joins_no_happening_by_unit_kind_and_police() -> None:
    dated = Story(replace(HERE, officers=("wirya satmoko",)), text(1)[0])
    dayless = replace(dated.facts, events=(), published=None)
    assert same_event(dated, Story(dayless, text(2)[0])) is None
    assert same_event(dated, Story(replace(dayless, officers=("dani kusumah",)), text(1)[0])) is None
    assert same_event(dated, Story(dayless, text(1)[0])) is not None
