"""The rules for one release and one event, and groups made of them."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup.copies import conflict, copy_of, same_release
from pipelines.dedup.facts import Facts, Meeting, any_gap, meeting
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
