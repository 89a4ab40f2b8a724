"""All tables of the database, in one place for those who query them."""

from pipelines.store.models.base import Base
from pipelines.store.models.crawl import URL_LENGTH, ErasureRow, FetchRow, PageRow, RunRow, SourceRow
from pipelines.store.models.facets import MentionRow, PersonRow, QuoteRow, TagRow, UnitRow
from pipelines.store.models.links import (
    ChangeRow,
    DecisionRow,
    EventLinkRow,
    PostingRow,
    ReleaseLinkRow,
    SampleRow,
    TombstoneRow,
)
from pipelines.store.models.records import AppearanceRow, ArticleRow, EventRow, ReleaseRow

__all__ = [
    "URL_LENGTH",
    "AppearanceRow",
    "ArticleRow",
    "Base",
    "ChangeRow",
    "DecisionRow",
    "ErasureRow",
    "EventLinkRow",
    "EventRow",
    "FetchRow",
    "MentionRow",
    "PageRow",
    "PersonRow",
    "PostingRow",
    "QuoteRow",
    "ReleaseLinkRow",
    "ReleaseRow",
    "RunRow",
    "SampleRow",
    "SourceRow",
    "TagRow",
    "TombstoneRow",
    "UnitRow",
]
