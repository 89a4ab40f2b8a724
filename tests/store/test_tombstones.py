"""What was taken down is turned away: by its addresses, by its text, and by a text much like it."""

from sqlalchemy import Engine

from pipelines.dedup.fingerprint import all_words, shingles, sketch
from pipelines.store.engine import write
from pipelines.store.tombstones import FORGOTTEN, bury
from pipelines.urls import canonical
from tests.store.conftest import Store
from tests.support.articles import article, edited, text

ONE, OTHER = "https://kabar-a.test/satu", "https://warta-b.test/dua"


def test_an_address_stays_away(engine: Engine, store: Store) -> None:
    write(engine, lambda session: bury(session, canonical(ONE), "asked for"))
    assert store(article(ONE, text(1))).reason == FORGOTTEN
    assert store(article(OTHER, text(2), canonical=ONE)).reason == FORGOTTEN
    assert store(article(OTHER, text(1))).what == "new"


def test_a_text_stays_away_wherever_it_comes_from(engine: Engine, store: Store) -> None:
    taken = article(ONE, text(1))
    kept = sketch(shingles(all_words(taken.paragraphs)))
    write(engine, lambda session: bury(session, taken.fingerprint, "asked for", kept))
    assert store(article(OTHER, text(1))).reason == FORGOTTEN
    assert store(article(OTHER, edited(text(1), 5, 0.05))).reason == FORGOTTEN
    assert store(article(OTHER, text(2))).what == "new"
