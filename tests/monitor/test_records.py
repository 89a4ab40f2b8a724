"""What a run's record counts."""

from datetime import UTC, datetime

from crawler.monitor.records import RunRecord
from pipelines.store.outcomes import Saved
from tests.support.articles import article, text


def test_an_article_that_was_taken_down_counts_as_rejected() -> None:
    record = RunRecord("contoh", datetime(2025, 2, 25, tzinfo=UTC))
    told = article("https://contoh.test/1", text(1))
    record.note(told, Saved("rejected", reason="forgotten"))
    assert (record.accepted, record.rejected) == (0, {"forgotten": 1})
    record.note(told, Saved("new"))
    assert (record.accepted, record.new) == (1, 1)
