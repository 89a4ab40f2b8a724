"""What has no day is compared with texts of every day, but not for the phrases that all of them use."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from pipelines.dedup.copies import NEAR_DAYS
from pipelines.records import Article, Units
from pipelines.store import samples
from pipelines.store.engine import reading
from pipelines.store.facts import copy_from
from pipelines.store.models import ArticleRow
from tests.store.conftest import Store
from tests.support.articles import MONDAY, article, prison, text

PHRASE = text(7000, 3)


def told(number: int, site: str, *, dated: bool = True) -> Article:
    day = MONDAY + timedelta(days=9 * number) if dated else None
    units = Units((prison(f"Kota{number}"),), ()) if dated else Units((), ())
    return article(f"https://{site}.test/{number}", (*text(number), *PHRASE), day=day, published=day, units=units)


def test_a_text_without_day_is_not_compared_for_common_phrases(
    engine: Engine, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "COMMON", 3)
    for number in range(8):
        store(told(number, "situs-a"))
    lone = store(told(3, "situs-b", dated=False))
    with reading(engine) as session:
        rows = session.scalars(select(ArticleRow)).all()
        [mine] = [row for row in rows if "situs-b" in row.url]
        [copy] = [row for row in rows if row.url == "https://situs-a.test/3"]
        asked = copy_from(mine.record)
        found = samples.alike(session, asked.runs, asked.facts, NEAR_DAYS)
    assert lone.what == "joined"
    assert found == {mine.appearance_id, copy.appearance_id}
