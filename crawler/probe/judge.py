"""The stages on sample pages, in a worker process with its limits of time and memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from crawler.probe.records import Judge
from pipelines.pool import Job, outcome_of, submit, worker_pool
from pipelines.records import Article, Page, Rejected, SourceFacts


@contextmanager
def judging() -> Iterator[Judge]:
    """A judge for sample pages while the block runs."""
    with worker_pool(1) as pool:

        def judge(page: Page, facts: SourceFacts, any_topic: bool) -> Article | Rejected:
            job = Job(page, facts, any_topic)
            return outcome_of(job, submit(pool, job))

        yield judge
