"""Corrections that a person wrote into a source file, applied last; each leaves its mark in `issues`."""

from dataclasses import replace
from datetime import datetime

from pipelines.records import Article, Patch, Published, SourceFacts

PATCHABLE = ("title", "editor", "dateline", "published_at", "event_date")


def patch(article: Article, source: SourceFacts) -> Article:
    """The article with the corrections that its source file holds for its address."""
    for correction in source.patches:
        if correction.url in (article.url, article.canonical_url):
            article = _apply(article, correction)
    return article


def _apply(article: Article, correction: Patch) -> Article:
    note = f"patched {correction.field}: {correction.why}"
    article = replace(article, issues=(*article.issues, note))
    match correction.field:
        case "published_at":
            instant = datetime.fromisoformat(correction.value)
            return replace(article, published=Published(instant, "minute", "patch", (note,)))
        case "event_date":
            day = replace(article.event_day, date=correction.value, end_date=None, confidence=1.0, issues=(note,))
            return replace(article, event_day=day)
        case "title":
            return replace(article, title=correction.value)
        case "editor":
            return replace(article, editor=correction.value)
        case _:
            return replace(article, dateline=correction.value)
