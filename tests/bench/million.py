"""What deduplication costs with a million releases: `python -m tests.bench million`, hours and 20 GB of disk."""

from tests.bench.dedup import SMALL, table

LARGE = 1_000_000
HEAD = """## Deduplication, a million releases

As above, with a hundred times as many releases in the same ten years: 274 a day.

"""


def report() -> str:
    """The section of the benchmarks, as Markdown."""
    return HEAD + table(SMALL, LARGE)
