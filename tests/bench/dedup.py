"""What deduplication costs as the database grows, on generated documents, beside datasketch in memory.

A small and a large database are filled in bulk; then ordinary articles are stored in both by turns and timed.
"""

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

SMALL, LARGE = 10_000, 50_000
PROBES, WARMING = 200, 20
"""Articles that are timed, and how many before them are not."""
NEIGHBOURS = 4
"""Days around a timed article whose releases of its unit were stored really, with their links and events."""
HEAD = """## Deduplication

Generated releases of about 125 words, spread over 600 units and ten years; of two of other units four in a hundred
share stock sentences. Half of the articles that are stored are edited copies of what is there. Elapsed time is that
of one `save_outcome` with everything that belongs to it; both databases by turns in one run. Processor time and
statements are those of `save_page` too, with the work of the engine. Postings: bytes a release of both
tables with their indexes; beside them stand a sketch and keys with each appearance. A text twice as long has twice
the postings.

"""
COLUMNS = """| engine | releases | median ms | p90 ms | processor ms | statements | postings B | beside B | peak MB |
|---|---|---|---|---|---|---|---|---|
"""
Weight = tuple[float, float]


def report() -> str:
    """The section of the benchmarks on deduplication, as Markdown."""
    return HEAD + table(SMALL, LARGE) + "\n\n" + in_memory.report(SMALL)


def table(small: int, large: int) -> str:
    """A table in Markdown: what one article costs in databases of these sizes, on both engines."""
    rows: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        rows += _measured("SQLite", lambda size: f"sqlite:///{Path(folder) / f'{size}.db'}", (small, large))
    try:
        with running_server() as server:
            rows += _measured("PostgreSQL", lambda _: server.database(), (small, large))
    except NoServerError as error:
        rows.append(f"| PostgreSQL | {error} | | | | | | | |")
    return COLUMNS + "\n".join(rows)


def _measured(name: str, address_of: Callable[[int], str], sizes: tuple[int, int]) -> list[str]:
    databases = [(address_of(size), size) for size in sizes]
    weights = [prepared(address, size) for address, size in databases]
    return rows_of_table(name, sizes, weights, by_turns(databases, range(WARMING + PROBES)))


def rows_of_table(name: str, sizes: tuple[int, int], weights: list[Weight], runs: list[Run]) -> list[str]:
    """A row for the small database, one for the large, and how many times as much the large costs."""
    found = [_figures(weight, run) for weight, run in zip(weights, runs, strict=True)]
    rows = [(f"{size:,}", *map(_shown, figures)) for size, figures in zip(sizes, found, strict=True)]
    rows.append(("times", *(f"{large / small:.2f}" for small, large in zip(*found, strict=True))))
    return [f"| {name} | {' | '.join(row)} |" for row in rows]


def prepared(address: str, size: int) -> Weight:
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


def _figures(weight: Weight, run: Run) -> tuple[float, ...]:
    costs = run.costs[WARMING:]
    elapsed = [cost.elapsed for cost in costs]
    processor = mean(cost.processor for cost in costs)
    statements = median(cost.statements for cost in costs)
    return median(elapsed), quantiles(elapsed, n=10)[-1], processor, statements, *weight, run.peak


def _shown(figure: float) -> str:
    return f"{figure:.1f}" if figure < 100 else f"{figure:.0f}"
