"""The rows that storing one generated article makes where it stands alone (test_filling.py compares)."""

from array import array
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from pipelines.contract import article_json
from pipelines.dates import vote
from pipelines.dedup.facts import Facts
from pipelines.dedup.fingerprint import all_words, samples, shingles, sketch
from pipelines.records import Article
from pipelines.store.days import ballot, vote_json
from pipelines.store.facets import TABLES as FACETS
from pipelines.store.facets import facet_rows
from pipelines.store.facts import facts_json, facts_of
from pipelines.store.identity import name
from pipelines.store.models import (
    AppearanceRow,
    ArticleRow,
    Base,
    ChangeRow,
    EventRow,
    PageRow,
    PostingRow,
    ReleaseRow,
    SampleRow,
)
from pipelines.store.samples import keys_of
from pipelines.urls import site_of
from tests.support.articles import page

TABLES: tuple[type[Base], ...] = (
    PageRow, EventRow, ReleaseRow, AppearanceRow, ArticleRow, PostingRow, SampleRow, ChangeRow, *FACETS,
)  # fmt: skip
"""In the order in which they may be filled."""
DIGEST = "0" * 32
"""In place of digests that are only compared with themselves: as long, and equal to none."""
Row = dict[str, Any]
Rows = dict[type[Base], list[Row]]


def rows_of(number: int, told: Article) -> Rows:
    """The rows of an article, all under one number."""
    record = orjson.loads(orjson.dumps(article_json(told)))
    facts = facts_of(record)
    told_words = all_words(told.paragraphs)
    voted = {"id": number, "kind": facts.kind, "vote": vote_json(vote([ballot(record["event"], told.url)]))}
    release = name("r", told.url)
    event = name("e", release)
    changes = [{"op": "ADD", "what": what, "key": key} for what, key in (("event", event), ("release", release))]
    return {
        PageRow: [_page(number, told)],
        EventRow: [voted | {"key": event, "date": _day(told), "told": DIGEST}],
        ReleaseRow: [voted | {"key": release} | _release(number, told, facts)],
        ArticleRow: [_article(number, told, record) | {"words": len(told_words)}],
        ChangeRow: [change | {"at": told.fetched_at, "detail": {}} for change in changes],
        **dict(facet_rows(number, record)),
        **_found_by(number, told, facts, told_words),
    }


def _page(number: int, told: Article) -> Row:
    source = page(told)
    return {
        "id": number,
        "url": told.url,
        "canonical_url": told.canonical_url,
        "media_type": source.media_type,
        "status": source.status,
        "fetched_at": told.fetched_at,
        "seen_at": told.fetched_at,
        "digest": f"sha256:{sha256(source.body).hexdigest()}",
        "hints": {},
        "outcome": "accepted",
        "title": told.title,
        "pipeline_version": told.pipeline_version,
    }


def _release(number: int, told: Article, facts: Facts) -> Row:
    return {
        "event_id": number,
        "article_id": number,
        "title": told.title,
        "text": "\n\n".join(told.paragraphs),
        "published_at": told.published.at,
        "event_date": _day(told),
        "facts": facts_json(facts),
        "shown": f"{number} {DIGEST}",
        "told": DIGEST,
    }


def _article(number: int, told: Article, record: Row) -> Row:
    return {
        "id": number,
        "appearance_id": number,
        "page_id": number,
        "url": told.url,
        "family": told.url,
        "canonical": told.canonical_url,
        "fetched_at": told.fetched_at,
        "content": DIGEST,
        "fingerprint": told.fingerprint,
        "pipeline_version": told.pipeline_version,
        "record": record,
    }


def _found_by(number: int, told: Article, facts: Facts, words: list[str]) -> Rows:
    """The appearance, and where it is looked for."""
    keys = keys_of(samples(words), facts)
    appearance = {
        "id": number,
        "release_id": number,
        "article_id": number,
        "site": site_of(told.url),
        "url": told.url,
        "title": told.title,
        "published_at": told.published.at,
        "published_text": told.published.at.isoformat() if told.published.at else None,
        "similarity": 1.0,
        "compared": f"{DIGEST} {DIGEST}",
        "facts": facts_json(facts),
        "sketch": sketch(shingles(words)),
        "samples": keys,
    }
    postings = [{"key": key, "day": day, "appearance_id": number} for key in facts.around for day in facts.days]
    return {
        AppearanceRow: [appearance],
        PostingRow: postings,
        SampleRow: [{"key": key, "appearance_id": number} for key in array("i", keys)],
    }


def _day(told: Article) -> date | None:
    return date.fromisoformat(told.event_day.date) if told.event_day.date else None
