"""What deduplication costs as the database grows, on generated documents.

The database is filled in bulk with the very rows that storing makes; then ordinary articles are stored and timed.
`LAPASWIRE_BENCH_RELEASES=1000000` measures the full size, which takes an hour and some gigabytes.
"""

import os
import random
import resource
import statistics
import tempfile
import time
from array import array
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from pipelines.contract import article_json
from pipelines.dedup.fingerprint import samples, shingles, sketch, words
from pipelines.records import Article
from pipelines.store.engine import open_engine, upgrade, write
from pipelines.store.facts import facts_json, facts_of
from pipelines.store.models import AppearanceRow, ArticleRow, Base, EventRow, PostingRow, ReleaseRow, SampleRow
from pipelines.store.outcomes import save_outcome
from pipelines.store.pages import save_page
from pipelines.store.samples import keys_of
from tests.support.articles import MONDAY, article, edited, page
from tests.support.articles import text as body
from tests.support.postgres import NoServerError, running_server

SMALL, LARGE = 10_000, int(os.environ.get("LAPASWIRE_BENCH_RELEASES", "50000"))
UNITS, DAYS = 600, 3650
PROBES = 60
BATCH = 2_000
KINDS = ("visit", "search", "urine_test", "agreement", "transfer", "training", "smuggling")


def report() -> str:
    """The section of the benchmarks on deduplication, as Markdown."""
    lines = [
        "Generated releases of about 120 words, spread over 600 units and ten years; half of the stored articles are",
        "edited copies of what is there. Median and 90th percentile of one `save_outcome`, everything included;",
        "processor time with `save_page` and, on SQLite, the engine. Both tables of postings together.",
        "",
        "| engine | releases | median ms | p90 ms | processor ms | postings, B a release | beside it, B a release "
        "| peak memory MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        lines += [measured("SQLite", f"sqlite:///{Path(folder) / f'{size}.db'}", size) for size in (SMALL, LARGE)]
    try:
        with running_server() as server:
            lines += [measured("PostgreSQL", server.database(), size) for size in (SMALL, LARGE)]
    except NoServerError as error:
        lines.append(f"| PostgreSQL | {error} | | | | | |")
    return "\n".join(lines)


def measured(name: str, address: str, size: int) -> str:
    """One row of the table: a database of `size` releases, filled and then used."""
    engine = open_engine(address)
    upgrade(engine)
    postings, sketches = fill(engine, size)
    worked = time.process_time()
    took = sorted(seconds(engine, told) for told in probes(size))
    worked = (time.process_time() - worked) / PROBES * 1000
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    median, slow = statistics.median(took) * 1000, took[int(len(took) * 0.9)] * 1000
    figures = (
        f"{median:.1f}",
        f"{slow:.1f}",
        f"{worked:.1f}",
        f"{postings / size:.0f}",
        f"{sketches / size:.0f}",
        f"{peak:.0f}",
    )
    return " | ".join((f"| {name}", f"{size:,}", *figures)) + " |"


def seconds(engine: Engine, told: Article) -> float:
    """How long it takes to store one article."""
    page_id = write(engine, lambda session: save_page(session, page(told), None))
    began = time.perf_counter()
    write(engine, lambda session: save_outcome(session, page_id, told))
    return time.perf_counter() - began


def generated(number: int, site: str = "situs-a.test") -> Article:
    """The article number so-and-so: same number, same text, unit and day."""
    chance = random.Random(number)
    day = MONDAY + timedelta(days=chance.randrange(DAYS))
    place = f"Kota{chance.randrange(UNITS)}"
    return article(
        f"https://{site}/{number}", body(number), place=place, day=day, published=day, kind=chance.choice(KINDS)
    )


def probes(size: int) -> Iterator[Article]:
    """New articles and edited copies of stored ones by turns."""
    for turn in range(PROBES):
        number = size + turn if turn % 2 else turn * (size // PROBES)
        told = generated(number, "situs-b.test")
        paragraphs = told.paragraphs if turn % 2 else edited(told.paragraphs, turn, 0.1)
        yield article(
            told.url,
            paragraphs,
            place=told.units.prisons[0].place or "",
            day=told.published.at,
            published=told.published.at,
            kind=told.event_kind.kind,
        )


def fill(engine: Engine, size: int) -> tuple[int, int]:
    """Fills a database; the answer is the bytes of both tables of postings and of what stands beside appearances."""
    sketches = 0
    waiting: dict[type[Base], list[dict[str, Any]]] = {PostingRow: [], SampleRow: []}
    with Session(engine) as session, session.begin():
        for start in range(1, size + 1, BATCH):
            batch = [rows_of(number) for number in range(start, min(start + BATCH, size + 1))]
            for table in (EventRow, ReleaseRow, AppearanceRow, ArticleRow):
                session.execute(insert(table), [rows[table] for rows in batch])
            sketches += sum(len(rows[AppearanceRow][kept]) for rows in batch for kept in ("sketch", "samples"))
            for posted, some in waiting.items():
                some += [row for rows in batch for row in rows[posted]]
    before = bytes_of(engine)
    for posted, some in waiting.items():
        rest = iter(some)
        with Session(engine) as session, session.begin():
            while batch := list(islice(rest, BATCH * 4)):
                session.execute(insert(posted), batch)
    _count_on(engine, size)
    return bytes_of(engine) - before, sketches


def rows_of(number: int) -> dict[Any, Any]:
    """The rows that storing one article makes, as far as deduplication reads them."""
    told = generated(number)
    record = orjson.loads(orjson.dumps(article_json(told)))
    facts = facts_of(record)
    day = told.published.at.date() if told.published.at else None
    common = {"title": told.title or "", "published_at": told.published.at, "facts": facts_json(facts)}
    text_words = [word for part in told.paragraphs for word in words(part)]
    hashes, keys = sketch(shingles(text_words)), keys_of(samples(text_words), facts)
    shared = {"vote": {"day": record["event"], "tally": []}, "told": "x"}
    return {
        EventRow: {"id": number, "key": f"e{number}", "kind": facts.kind, "day": day} | shared,
        ReleaseRow: common
        | shared
        | {"id": number, "key": f"r{number}", "event_id": number, "article_id": number, "kind": facts.kind}
        | {"text": "\n\n".join(told.paragraphs), "event_date": day},
        AppearanceRow: common
        | {"id": number, "release_id": number, "article_id": number, "site": facts.site, "url": told.url}
        | {"sketch": hashes, "samples": keys},
        ArticleRow: {"id": number, "appearance_id": number, "url": told.url, "family": told.url, "canonical": told.url}
        | {"fetched_at": told.fetched_at, "words": 120, "content": "x", "fingerprint": told.fingerprint}
        | {"pipeline_version": "1", "record": record},
        PostingRow: [{"key": key, "day": when, "appearance_id": number} for key in facts.around for when in facts.days],
        SampleRow: [{"key": key, "appearance_id": number} for key in array("i", keys)],
    }


def bytes_of(engine: Engine) -> int:
    """The size of the database in bytes."""
    asked = "SELECT pg_database_size(current_database())"
    if engine.dialect.name == "sqlite":
        asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    with engine.connect() as connection:
        return int(connection.execute(text(asked)).scalar_one())


def _count_on(engine: Engine, size: int) -> None:
    """Lets the numbers of PostgreSQL go on behind the rows that were filled in, and the planner know of them."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for table in ("events", "releases", "appearances", "articles"):
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {size})"))
            connection.execute(text("ANALYZE"))
