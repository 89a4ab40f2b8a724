"""The next start of a source: bounds, back-off, Retry-After, and the spread of starts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.jobs.cadence import SLOWEST, SPREAD, next_due
from crawler.monitor.records import RunRecord

NOW = datetime(2025, 3, 1, tzinfo=UTC)
CADENCE = timedelta(hours=6)


def run(slug: str = "contoh", *, fresh: int = 0, answered: int = 1) -> RunRecord:
    return RunRecord(slug, NOW, NOW, asked=1, answered=answered, fresh=fresh)


def test_news_shortens_and_stillness_lengthens_the_interval() -> None:
    assert next_due(CADENCE, CADENCE, run(fresh=3), 0, None).interval < CADENCE
    assert next_due(CADENCE, CADENCE, run(), 0, None).interval > CADENCE


def test_failures_in_a_row_wait_longer_each_time_up_to_two_days() -> None:
    waits = [next_due(CADENCE, CADENCE, run(answered=0), failures, None).at - NOW for failures in range(1, 12)]
    assert waits == sorted(waits)
    assert CADENCE / 2 <= waits[0] <= CADENCE / 2 * (1 + SPREAD)
    assert waits[2] >= 2 * CADENCE
    assert waits[-1] <= timedelta(days=2) * (1 + SPREAD)


def test_retry_after_is_the_least_that_is_waited() -> None:
    assert next_due(CADENCE, CADENCE, run(answered=0), 1, NOW + timedelta(days=5)).at >= NOW + timedelta(days=5)


@given(st.lists(st.booleans(), max_size=30), st.text(min_size=1))
def test_the_interval_stays_between_its_bounds(news: list[bool], slug: str) -> None:
    interval: timedelta | None = None
    for fresh in news:
        due = next_due(CADENCE, interval, run(slug, fresh=int(fresh)), 0, None)
        interval = due.interval
        assert CADENCE / 2 <= interval <= CADENCE * SLOWEST
        assert interval <= due.at - NOW <= interval * (1 + SPREAD)


def test_starts_of_many_sources_spread() -> None:
    starts = {next_due(CADENCE, None, run(f"situs-{number}"), 0, None).at for number in range(50)}
    assert len(starts) == 50
    assert max(starts) - min(starts) <= CADENCE * SLOWEST * SPREAD
