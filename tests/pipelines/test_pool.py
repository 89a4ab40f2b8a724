"""The worker processes: an answer or a reason for every page, whatever it does to its worker."""

import os
import time
from datetime import UTC, datetime

import pytest

from pipelines import pool as pool_module
from pipelines.pool import Job, outcome_of, process_pages, worker_pool
from pipelines.records import PLAIN_TEXT, Article, Page, Rejected

NOW = datetime(2025, 3, 1, 5, tzinfo=UTC)
TEXT = (
    "Lapas Cilegon Terima Kunjungan Polres Cilegon\n"
    "CILEGON – Kalapas Cilegon menerima Kapolres Cilegon di aula Lapas pada Jumat (28/2/2025) untuk membahas razia.\n"
    "Keduanya sepakat menggelar penggeledahan bersama dua kali sebulan di semua blok hunian Lapas Kelas IIA Cilegon.\n"
)


def page(number: int) -> Page:
    return Page(f"https://contoh.invalid/{number}", TEXT.encode(), NOW, PLAIN_TEXT)


def test_outcomes_come_in_the_order_of_the_jobs() -> None:
    outcomes = list(process_pages(((number, Job(page(number))) for number in range(40)), 2))
    assert [label for label, _ in outcomes] == list(range(40))
    assert all(outcome.url.endswith(f"/{label}") for label, outcome in outcomes)
    assert isinstance(outcomes[0][1], Article)


@pytest.mark.parametrize(
    ("function", "arguments", "reason"),
    [
        (time.sleep, (30,), "too-slow"),
        (os._exit, (3,), "crashed"),
        (bytearray, (pool_module.BYTES_PER_WORKER * 2,), "too-large"),
        (int, ("no number",), "crashed"),
    ],
)
def test_a_page_that_breaks_its_worker_gets_a_reason_and_the_pool_lives_on(
    monkeypatch: pytest.MonkeyPatch, function: object, arguments: tuple[object, ...], reason: str
) -> None:
    with worker_pool(1) as workers:
        broken = workers.schedule(function, args=arguments, timeout=1)  # type: ignore[arg-type]
        outcome = outcome_of(Job(page(1)), broken)
        assert isinstance(outcome, Rejected)
        assert outcome.reason == reason
        assert outcome.detail
        assert isinstance(outcome_of(Job(page(2)), pool_module.submit(workers, Job(page(2)))), Article)
