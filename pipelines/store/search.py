"""Full-text search: FTS5 on SQLite; on PostgreSQL Indonesian stems together with the words as written."""

import re
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

_WORD = re.compile(r'"[^"]+"|\S+')

SQLITE = """
SELECT releases.key, releases.title, snippet(search_releases, 1, '[', ']', '…', 24) AS excerpt
FROM search_releases JOIN releases ON releases.id = search_releases.rowid
WHERE search_releases MATCH :query ORDER BY bm25(search_releases, 4.0, 1.0), releases.key LIMIT :limit OFFSET :offset
"""
POSTGRESQL = """
SELECT key, title,
       ts_headline('indonesian', text, websearch_to_tsquery('indonesian', :query),
                   'StartSel=[, StopSel=], MaxWords=24, MinWords=8') AS excerpt
FROM releases
WHERE to_tsvector('indonesian', title || ' ' || text) @@ websearch_to_tsquery('indonesian', :query)
   OR to_tsvector('simple', title || ' ' || text) @@ websearch_to_tsquery('simple', :query)
ORDER BY ts_rank(setweight(to_tsvector('indonesian', title), 'A') || to_tsvector('indonesian', text),
                 websearch_to_tsquery('indonesian', :query)) DESC, key
LIMIT :limit OFFSET :offset
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A release that holds what was asked for, with the place in its text; the words stand in brackets."""

    id: str
    title: str
    excerpt: str


def search(session: Session, query: str, limit: int = 20, offset: int = 0) -> list[Found]:
    """The releases that hold all the words (and "phrases in quotes"), the best first; nothing for an empty question."""
    words = _WORD.findall(query.replace("\0", " "))
    if not words:
        return []
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    asked = " ".join(_quoted(word) for word in words) if on_sqlite else " ".join(words)
    rows = session.execute(
        text(SQLITE if on_sqlite else POSTGRESQL), {"query": asked, "limit": limit, "offset": offset}
    )
    return [Found(row.key, row.title, row.excerpt) for row in rows]


def _quoted(word: str) -> str:
    """A word that FTS5 takes as a word, whatever signs it holds."""
    return '"' + word.strip('"').replace('"', '""') + '"'
