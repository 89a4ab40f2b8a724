"""The shared gold sets, scored on the text alone; skipped where they do not lie beside the project."""

import importlib.util
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.records import HTML, PLAIN_TEXT, Page, Rejected, SourceFacts, Text
from pipelines.text import decode, read

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "gold" / "score.py"
pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="../shared is not here")
FLOORS = {
    "accepted_on_topic": 0.99,
    "paragraphs_kept": 0.995,
    "boilerplate_gone": 0.98,
    "body_characters_true": 0.99,
    "title": 0.98,
    "authors": 0.95,
    "dateline": 0.98,
    "published_day_not_wrong": 0.995,
    "published_instant": 0.98,
}


def scorer():
    spec = importlib.util.spec_from_file_location("gold_score", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outcome(folder, row):
    path = folder / row["file"]
    media_type = PLAIN_TEXT if path.suffix == ".txt" else HTML
    page = Page(row["url"], path.read_bytes(), datetime.fromisoformat(row["fetched_at"]), media_type)
    document = decode(page)
    return document if isinstance(document, Rejected) else read(document, SourceFacts())


def answer(text):
    """What the scorer wants to see of the text stage; the other stages stay silent."""
    empty = {"prisons": [], "police": [], "people": [], "quotes": [], "event": {}, "paragraphs": []}
    if isinstance(text, Rejected):
        return empty | {"status": "rejected", "reason": text.reason}
    return empty | {
        "status": "accepted",
        "title": text.title,
        "authors": list(text.authors),
        "dateline": text.dateline,
        "paragraphs": list(text.paragraphs),
        "published_at": text.published.at.isoformat() if text.published.at else None,
    }


@pytest.mark.parametrize("folder", [SHARED / "gold" / "pages-dev", SHARED / "seeds"], ids=["pages", "releases"])
def test_the_text_of_the_gold_pages(folder):
    score = scorer()
    tally, f1 = score.Tally(), score.F1()
    for row in score.lines(folder / "gold.jsonl"):
        if row["on_topic"]:
            score.score_page(tally, f1, row, answer(outcome(folder, row)))
    figures = tally.report()
    low = {name: figures[name] for name, floor in FLOORS.items() if name in figures and figures[name]["score"] < floor}
    assert not low


def test_the_bodies_of_real_pages():
    folder = SHARED / "real"
    score = scorer()
    texts = [(row, outcome(folder, row)) for row in score.lines(folder / "gold.jsonl") if row.get("body")]
    assert all(isinstance(text, Text) for _, text in texts)
    overlaps = [overlap(score, row["body"], text.paragraphs) for row, text in texts]
    assert sum(overlaps) / len(overlaps) >= 0.96
    assert sum(score.norm(text.title) == score.norm(row.get("title")) for row, text in texts) >= 15


def overlap(score, body, paragraphs):
    """The F1 of the words."""
    from collections import Counter

    ours, gold = (Counter(score.norm(part).split()) for part in (" ".join(paragraphs), body))
    return 2 * sum((ours & gold).values()) / (ours.total() + gold.total())
