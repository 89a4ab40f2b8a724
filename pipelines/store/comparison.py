"""The copies of a release beside its fullest text."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.dedup.differences import Difference, differences
from pipelines.store.models import ArticleRow, ReleaseRow
from pipelines.store.records import appearances_of


@dataclass(frozen=True, slots=True)
class CopyCompared:
    """One copy: where, when (ISO 8601 with the site's offset), how alike to the fullest, what it says otherwise."""

    url: str
    source: str | None
    title: str
    published_at: str | None
    similarity: float
    fullest: bool
    differences: tuple[Difference, ...]


def compare(session: Session, key: str) -> list[CopyCompared]:
    """The copies of the release with this id, the first published first; none when there is no such release."""
    release = session.scalar(select(ReleaseRow).where(ReleaseRow.key == key))
    if release is None:
        return []
    full = tuple(session.get_one(ArticleRow, release.article_id).record["paragraphs"])
    found = []
    for row in appearances_of(session, release.id):
        other = tuple(session.get_one(ArticleRow, row.article_id).record["paragraphs"])
        fullest = row.article_id == release.article_id
        told = () if fullest else tuple(differences(full, other))
        found.append(CopyCompared(row.url, row.source, row.title, row.published_text, row.similarity, fullest, told))
    return found
