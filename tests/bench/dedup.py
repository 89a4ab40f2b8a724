"""What deduplication costs as the database grows, on generated documents, beside datasketch in memory.

A small and a large database are filled in bulk; then ordinary articles are stored in both by turns and timed.
`LAPASWIRE_BENCH_RELEASES=1000000` measures the full size: an hour, and 20 GB of disk for temporary files.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median, quantiles

from sqlalchemy import Engine, func, select

from pipelines.store.engine import open_engine, upgrade
from pipelines.store.models import AppearanceRow
from tests.bench import in_memory
from tests.bench.documents import generated, numbers_near, probed_cells
from tests.bench.filling import fill
from tests.bench.storing import Run, by_turns, bytes_of, put
from tests.support.postgres import NoServerError, running_server

SMALL, LARGE = 10_000, int(os.environ.get("LAPASWIRE_BENCH_RELEASES", "50000"))
PROBES, WARMING = 200, 20
"""Articles that are timed, and how many before them are not."""
NEIGHBOURS = 4
"""Days around a timed article whose releases of its unit are stored really, with their links and events."""
HEAD = """## Deduplication

Generated releases of about 125 words, spread over 600 units and ten years; of two of other units four in a hundred
share stock sentences. Half of the articles that are stored are edited copies of what is there. Elapsed time is that
of one `save_outcome` with everything that belongs to it; both databases by turns in one run. Processor time and
statements are those of `save_page` too, with the work of the engine. Postings: both tables with their indexes;
beside them stand a sketch and keys with each appearance.

| engine | releases | median ms | p90 ms | processor ms | SQL statements | postings, B a release | beside, B | peak MB |
|---|---|---|---|---|---|---|---|---|
"""


def report() -> str:
    """The section of the benchmarks on deduplication, as Markdown."""
    rows: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        rows += _rows("SQLite", lambda size: f"sqlite:///{Path(folder) / f'{size}.db'}")
    try:
        with running_server() as server:
            rows += _rows("PostgreSQL", lambda _: server.database())
    except NoServerError as error:
        rows.append(f"| PostgreSQL | {error} | | | | | | | |")
    return HEAD + "\n".join(rows) + "\n\n" + in_memory.report(SMALL)


def _rows(name: str, address_of: Callable[[int], str]) -> list[str]:
    """A row of the table for the small database and one for the large."""
    databases = [(address_of(size), size) for size in (SMALL, LARGE)]
    weights = [prepared(address, size) for address, size in databases]
    runs = by_turns(databases, range(WARMING + PROBES))
    return [_row(name, size, weight, run) for (_, size), weight, run in zip(databases, weights, runs, strict=True)]


def prepared(address: str, size: int) -> tuple[float, float]:
    """Fills a database; the answer is the bytes a release of the tables of postings, and of what stands beside.

    Releases around the articles that will be timed are stored really.
    """
    engine = open_engine(address)
    upgrade(engine)
    around = set(numbers_near(probed_cells(size, WARMING + PROBES), size, NEIGHBOURS))
    fill(engine, size, around)
    weights = bytes_of(engine, "postings", "samples") / (size - len(around)), _beside(engine)
    for number in sorted(around):
        put(engine, generated(number))
    engine.dispose()
    return weights


def _beside(engine: Engine) -> float:
    """Bytes of sketch and keys of an appearance."""
    kept = func.length(AppearanceRow.sketch) + func.length(AppearanceRow.samples)
    some = select(kept.label("kept")).limit(1000).subquery()
    with engine.connect() as connection:
        return float(connection.scalar(select(func.avg(some.c.kept))) or 0)


def _row(name: str, size: int, weight: tuple[float, float], run: Run) -> str:
    costs = run.costs[WARMING:]
    elapsed = [cost.elapsed for cost in costs]
    figures = (
        f"{median(elapsed):.1f}",
        f"{quantiles(elapsed, n=10)[-1]:.1f}",
        f"{mean(cost.processor for cost in costs):.1f}",
        f"{median(cost.statements for cost in costs):.0f}",
        *(f"{each:.0f}" for each in weight),
        f"{run.peak:.0f}",
    )
    return " | ".join((f"| {name}", f"{size:,}", *figures)) + " |"
