"""Versions of articles, and the appearances that their addresses make up."""

from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

import orjson
from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session
from xxhash import xxh3_128_hexdigest

from pipelines.contract import article_json
from pipelines.dedup.copies import containment
from pipelines.dedup.fingerprint import all_words, shingles
from pipelines.records import Article
from pipelines.store.addresses import check_address
from pipelines.store.facts import complete
from pipelines.store.models import AppearanceRow, ArticleRow, PageRow
from pipelines.urls import canonical, site_of

Json = dict[str, Any]
SAME_ARTICLE = 0.5
"""Share of shingles that two addresses of one site must have in common when only a canonical link joins them."""
ENOUGH_WORDS = 30
"""A shorter text may stand on many pages of a site without being one article."""
NO_CONTENT = ("url", "canonical_url", "fetched_at", "pipeline_version", "removed", "source")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article went: its appearance, others that went up in it, and what that changed.

    `stirred` is False when everything is as it was; `new` tells a new appearance, `former` the digest of the text that
    held at this address before.
    """

    appearance: AppearanceRow
    merged: tuple[AppearanceRow, ...]
    new: bool
    stirred: bool
    former: str | None
    content: str


def place(session: Session, page: PageRow, article: Article) -> Placed:
    """Stores the article as the version that its page tells, in the appearance that its addresses belong to."""
    record = orjson.loads(orjson.dumps(article_json(article)))
    versions = _versions(session, article.url)
    before = _told(_holding(versions))
    row = _version(page, record, versions)
    homes = _homes(session, row)
    appearance = homes[0] if homes else _new_appearance(session, record)
    row.appearance_id = appearance.id
    session.add(row)
    session.flush()
    merged = tuple(homes[1:])
    if merged:
        theirs = ArticleRow.appearance_id.in_([other.id for other in merged])
        session.execute(update(ArticleRow).where(theirs).values(appearance_id=appearance.id))
    versions = [*versions, row] if row not in versions else versions
    _settle(versions)
    session.flush()
    after = _told(_holding(versions))
    outdated = appearance.samples is None or not complete(appearance.facts)
    stirred = before != after or bool(merged) or outdated
    return Placed(appearance, merged, not homes, stirred, before[0] if before else None, after[0] if after else "")


def _versions(session: Session, url: str) -> list[ArticleRow]:
    return list(session.scalars(select(ArticleRow).where(ArticleRow.url == url)))


def _holding(versions: list[ArticleRow]) -> ArticleRow | None:
    return next((row for row in versions if row.replaced_at is None), None)


def _told(row: ArticleRow | None) -> tuple[str, str, int, bool] | None:
    """What a version says: digest of the text, canonical address, appearance, whether it is gone."""
    return (row.content, row.canonical, row.appearance_id, row.gone_at is not None) if row else None


def current_articles(session: Session, appearance_id: int) -> list[ArticleRow]:
    """The articles that hold at each address of an appearance, the fullest first."""
    query = select(ArticleRow).where(ArticleRow.appearance_id == appearance_id, ArticleRow.replaced_at.is_(None))
    return sorted(session.scalars(query), key=lambda row: (-row.words, len(row.url), row.url))


def _version(page: PageRow, record: Json, versions: list[ArticleRow]) -> ArticleRow:
    """The row of this version, new or brought up to date."""
    content = _digest(record)
    mine = (row for row in versions if row.page_id == page.id)
    same = (row for row in versions if row.content == content and row.replaced_at is None)
    row = next(chain(mine, same), None)
    row = row or ArticleRow(page_id=page.id, fetched_at=page.seen_at, replaced_at=None)
    if row.content != content or row.canonical != canonical(record["canonical_url"]):
        _fill(row, record, content)
    row.fetched_at = max(row.fetched_at, page.seen_at)
    row.pipeline_version = record["pipeline_version"]
    row.gone_at = page.gone_at
    return row


def _digest(record: Json) -> str:
    told = {key: value for key, value in record.items() if key not in NO_CONTENT}
    return xxh3_128_hexdigest(orjson.dumps(told, option=orjson.OPT_SORT_KEYS))


def _fill(row: ArticleRow, record: Json, content: str) -> None:
    check_address(record["canonical_url"])
    row.url = record["url"]
    row.family = canonical(record["url"])
    row.canonical = canonical(record["canonical_url"])
    row.words = len(all_words(record["paragraphs"]))
    row.content = content
    row.fingerprint = record["fingerprint"]
    row.record = record


def settle_versions(session: Session, url: str) -> None:
    """The version fetched last holds; the others were replaced by the one after them."""
    _settle(_versions(session, url))
    session.flush()


def _settle(versions: list[ArticleRow]) -> None:
    rows = sorted(versions, key=lambda row: (row.fetched_at, row.id))
    for row, following in zip_longest(rows, rows[1:]):
        row.replaced_at = following.fetched_at if following else None


def _homes(session: Session, row: ArticleRow) -> list[AppearanceRow]:
    """The appearances that the article belongs to, the oldest first; none for a new one."""
    keys = {row.family, row.canonical}
    site = site_of(row.url)
    linked = or_(ArticleRow.family.in_(keys), ArticleRow.canonical.in_(keys))
    if row.words >= ENOUGH_WORDS:
        linked = or_(linked, ArticleRow.fingerprint == row.fingerprint)
    query = (
        select(ArticleRow, AppearanceRow)
        .join(AppearanceRow, AppearanceRow.id == ArticleRow.appearance_id)
        .where(and_(AppearanceRow.site == site, linked))
    )
    found = {
        appearance.id: appearance
        for other, appearance in session.execute(query)
        if other.url == row.url or other.family == row.family or _alike(other, row)
    }
    return [found[number] for number in sorted(found)]


def _alike(one: ArticleRow, other: ArticleRow) -> bool:
    if one.fingerprint == other.fingerprint:
        return True
    texts = (shingles(all_words(row.record["paragraphs"])) for row in (one, other))
    return containment(*texts) >= SAME_ARTICLE


def _new_appearance(session: Session, record: Json) -> AppearanceRow:
    row = AppearanceRow(site=site_of(record["url"]), url=record["url"], title="", source=record["source"])
    session.add(row)
    session.flush()
    return row
