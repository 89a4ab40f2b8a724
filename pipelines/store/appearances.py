"""What an appearance says: that of its fullest address."""

from datetime import datetime

from pipelines.dedup.copies import Copy
from pipelines.dedup.fingerprint import sketch
from pipelines.store.facts import copy_from, facts_json
from pipelines.store.models import AppearanceRow, ArticleRow
from pipelines.store.samples import keys_of


def refresh(row: AppearanceRow, articles: list[ArticleRow]) -> Copy | None:
    """Rewrites the appearance from its articles, the fullest first.

    The answer is what it tells now, where that may have changed for deduplication.
    """
    fullest = articles[0]
    former = row.article_id, row.facts, row.sketch, row.samples
    copy = copy_from(fullest.record)
    row.article_id = fullest.id
    row.facts, row.sketch = facts_json(copy.facts), sketch(copy.shingles)
    row.samples = keys_of(copy.runs, copy.facts)
    row.title = fullest.record["title"] or ""
    row.source = fullest.record["source"]
    row.url = _url(articles)
    row.published_text = next((told for article in articles if (told := article.record["published_at"])), None)
    row.published_at = datetime.fromisoformat(row.published_text) if row.published_text else None
    row.gone_at = max((article.gone_at for article in articles if article.gone_at), default=None)
    if any(article.gone_at is None for article in articles):
        row.gone_at = None
    return copy if (row.article_id, row.facts, row.sketch, row.samples) != former else None


def _url(articles: list[ArticleRow]) -> str:
    """The address to show: one that is its own canonical form, else that of the fullest article."""
    return next(
        (article.url for article in articles if article.url in (article.canonical, article.family)), articles[0].url
    )
