"""The newest articles of a source, for what can only be seen across many of its pages."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.store.models import AppearanceRow, ArticleRow


def recent_blocks(session: Session, slug: str, count: int) -> list[tuple[str, ...]]:
    """The paragraphs of the newest current articles of a source, and what was removed from them, article by article."""
    query = (
        select(ArticleRow.record)
        .join(AppearanceRow, AppearanceRow.article_id == ArticleRow.id)
        .where(AppearanceRow.source == slug)
        .order_by(ArticleRow.id.desc())
        .limit(count)
    )
    records = session.scalars(query)
    return [(*record["paragraphs"], *(each["text"] for each in record["removed"])) for record in records]
