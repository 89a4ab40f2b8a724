"""The gold pages in any order of arrival: the same releases and events."""

import json
import random
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.process import process
from pipelines.records import Article, Page
from pipelines.store.engine import open_engine, upgrade
from tests.store.conftest import put
from tests.store.test_grouping import Groups, groups

GOLD = Path(__file__).parents[2].parent / "shared" / "gold" / "pages-dev"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="../shared/gold/pages-dev is not there")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """What the pipeline makes of the gold pages."""
    told = [json.loads(line) for line in (GOLD / "gold.jsonl").read_text("utf-8").splitlines()]
    pages = (
        Page(gold["url"], (GOLD / gold["file"]).read_bytes(), datetime.fromisoformat(gold["fetched_at"]))
        for gold in told
    )
    return [outcome for outcome in map(process, pages) if isinstance(outcome, Article)]


def stored(articles: list[Article], folder: Path) -> Groups:
    engine = open_engine(f"sqlite:///{folder / 'wire.db'}")
    upgrade(engine)
    for told in articles:
        put(engine, told)
    return groups(engine)


@pytest.fixture(scope="module")
def in_order(articles: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Groups:
    return stored(articles, tmp_path_factory.mktemp("in-order"))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 10))])
def test_shuffled_pages_make_the_same_groups(
    articles: list[Article], in_order: Groups, seed: int, tmp_path: Path
) -> None:
    shuffled = random.Random(seed).sample(articles, len(articles))
    assert stored(shuffled, tmp_path) == in_order
