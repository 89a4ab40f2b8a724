"""Every state of a source is told from its runs, and quiet sites raise no alarm."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crawler.monitor.health import NEEDS_A_PERSON, health_of
from crawler.monitor.records import RunRecord, record_of

START = datetime(2025, 3, 1, tzinfo=UTC)
CADENCE = timedelta(hours=6)


def run(number: int, **counts: Any) -> RunRecord:
    started = START + number * CADENCE
    for name in ("failed", "rejected"):
        counts[name] = Counter(counts.get(name, {}))
    return RunRecord("contoh", started, started + timedelta(minutes=2), **({"asked": 1} | counts))


def healthy(number: int, fresh: int = 6) -> RunRecord:
    return run(
        number, answered=1, found=20, fresh=fresh, fetched=fresh, accepted=fresh // 3, dated=fresh // 3,
        characters=2000 * (fresh // 3), rejected={"off-topic": fresh - fresh // 3},
    )  # fmt: skip


HISTORY = [healthy(number) for number in range(8)]


def at(number: int) -> datetime:
    return START + number * CADENCE + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("latest", "state"),
    [
        (healthy(8), "fine"),
        (run(8, unchanged=1), "quiet"),
        (run(8, failed={"http-403": 1}), "blocked"),
        (run(8, failed={"http-429": 1}), "blocked"),
        (run(8, answered=1, found=20, fresh=6, fetched=6, rejected={"challenge": 6}), "blocked"),
        (run(8, failed={"http-404": 1}), "gone"),
        (run(8, answered=1, found=20, fresh=6, fetched=6, rejected={"no-text": 6}), "broken"),
        (run(8, answered=1, found=0), "broken"),
    ],
)
def test_the_state_after_one_more_run(latest: RunRecord, state: str) -> None:
    health = health_of([*HISTORY, latest], at(8))
    assert health.state == state
    assert (health.state in NEEDS_A_PERSON) == bool(health.advice)
    if state != "fine":
        assert health.since == latest.started_at


@pytest.mark.parametrize(("reason", "state"), [("time", "failing"), ("unknown-host", "gone"), ("http-503", "failing")])
def test_one_visit_without_an_answer_is_no_trouble_two_are(reason: str, state: str) -> None:
    once = [*HISTORY, run(8, failed={reason: 1})]
    assert health_of(once, at(8)).state == "fine"
    assert reason in health_of(once, at(8)).seen
    twice = health_of([*once, run(9, failed={reason: 1})], at(9))
    assert (twice.state, twice.since) == (state, at(9) - timedelta(minutes=5))
    assert health_of([run(0, failed={reason: 1})], at(0)).state == state


def test_a_source_that_leads_elsewhere_has_moved() -> None:
    moved = run(8, failed={"off-site": 1}, moved=Counter({"kabarbaru.test": 1}))
    health = health_of([*HISTORY, moved], at(8))
    assert (health.state, "kabarbaru.test" in health.seen) == ("gone", True)


@pytest.mark.parametrize("more", [{"unchanged": 1}, {"answered": 1, "found": 20}])
@pytest.mark.parametrize(
    ("latest", "state"),
    [
        ({"answered": 1, "found": 20, "fresh": 6, "rejected": {"no-text": 6}}, "broken"),
        ({"answered": 1}, "broken"),
        ({"answered": 1, "found": 20, "fresh": 6, "rejected": {"challenge": 6}}, "blocked"),
    ],
)
def test_trouble_lasts_until_pages_are_sound_again(latest: dict[str, Any], state: str, more: dict[str, Any]) -> None:
    if state == "broken" and "rejected" not in latest and "found" in more:
        pytest.skip("the lists hold links again")
    runs = [*HISTORY, run(8, **latest), *(run(number, **more) for number in range(9, 60))]
    health = health_of(runs, at(59))
    assert (health.state, health.since) == (state, runs[8].started_at)
    assert health_of([*runs, healthy(60)], at(60)).state == "fine"


def test_months_of_trouble_are_no_habit() -> None:
    runs = [*HISTORY, *(run(number, answered=1, found=9, fresh=1, rejected={"no-text": 1}) for number in range(8, 190))]
    assert health_of(runs, at(190)).state == "broken"
    assert health_of(runs[:9], at(9)).state == "fine"


def test_a_source_whose_every_fifth_page_has_no_text_is_sound() -> None:
    runs = [
        run(n, answered=1, found=9, fresh=1, rejected={"no-text" if n % 5 == 0 else "off-topic": 1}) for n in range(99)
    ]
    assert {health_of(runs[:end], at(end)).state for end in range(1, 99)} == {"fine"}


def test_what_the_lists_tell_of_their_days_is_a_habit_from_the_first_visit_on() -> None:
    first = healthy(0)
    first.note_publications(START - timedelta(days=10 * week) for week in range(8))
    weeks = [first, *(run(number, unchanged=1) for number in range(1, 4 * 29))]
    assert health_of(weeks, START + timedelta(days=29)).state == "quiet"
    assert health_of(weeks, START + timedelta(days=31)).state == "silent"


def test_a_source_without_runs_was_never_tried() -> None:
    assert health_of([], at(0)).state == "never tried"


def test_silence_is_measured_by_the_site_s_own_habit() -> None:
    weekly = [run(number, answered=1, found=20, fresh=int(number % 28 == 0)) for number in range(28 * 4 + 60)]
    assert health_of(weekly[: 28 * 4 + 1], at(28 * 4)).state == "fine"
    assert health_of(weekly[: 28 * 4 + 55], at(28 * 4 + 54)).state == "quiet"
    silent = weekly + [run(number, answered=1, found=20) for number in range(28 * 4 + 60, 28 * 10)]
    assert health_of(silent, at(28 * 10)).state == "silent"


def test_a_daily_site_that_stops_is_silent_after_a_few_days() -> None:
    runs = [*HISTORY, *(run(number, answered=1, found=20) for number in range(8, 20))]
    assert health_of(runs, at(20)).state == "silent"


def test_lost_dates_are_told_as_broken() -> None:
    runs = [*HISTORY, *(healthy(number, 9) for number in range(8, 10))]
    for late in runs[8:]:
        late.dated = 0
    assert health_of(runs, at(10)).state == "broken"


def test_a_record_survives_its_way_through_json() -> None:
    record = healthy(1)
    assert record_of(record.slug, record.started_at, record.finished_at, record.counts()) == record
