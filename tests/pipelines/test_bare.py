"""A page that shows nothing is no news that is off topic."""

from datetime import UTC, datetime

import pytest

from pipelines.process import process
from pipelines.records import Page, Rejected
from tests.support.articles import text

SHELL = "<html><head><title>Kabar</title></head><body><div id='app'></div><script src='/a.js'></script></body></html>"
CHALLENGE = "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>"
SPORT = "".join(f"<p>{paragraph}</p>" for paragraph in text(7))


@pytest.mark.parametrize(
    ("markup", "reasons"),
    [
        (SHELL, {"shell", "no-text"}),
        (CHALLENGE, {"challenge"}),
        (f"<html lang='id'><body><article><h1>Menang</h1>{SPORT}</article></body></html>", {"off-topic"}),
        (f"<html lang='id'><body><h1>Menang</h1>{SPORT.replace('p>', 'div>')}</body></html>", {"off-topic"}),
    ],
)
def test_the_reason_tells_bare_pages_from_other_news(markup: str, reasons: set[str]) -> None:
    outcome = process(Page("https://kabar.contoh.test/a-1", markup.encode(), datetime(2025, 3, 1, tzinfo=UTC)))
    assert isinstance(outcome, Rejected)
    assert outcome.reason in reasons
