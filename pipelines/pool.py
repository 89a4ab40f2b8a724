"""The worker processes that run the chain, each page under a limit of time and memory, an answer or a reason for each.

The live crawl, `normalize`, `import` and `reprocess` all use this one pool. Threads would not do: lxml holds the GIL.
"""

import multiprocessing
import resource
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from pipelines.records import UNKNOWN_SOURCE, Article, Page, Rejected, SourceFacts, rejected
from pipelines.version import PIPELINE_VERSION

SECONDS_PER_PAGE = 5.0
BYTES_PER_WORKER = 4 << 30
PAGES_PER_WORKER = 5_000
AHEAD = 32
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """One article to work on: its page, the further pages of a split article, and what is known of the site."""

    page: Page
    source: SourceFacts = UNKNOWN_SOURCE
    any_topic: bool = False
    further: tuple[Page, ...] = ()


@contextmanager
def worker_pool(processes: int) -> Iterator[ProcessPool]:
    """A pool of warm worker processes; leaving the block ends them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.warm"])
    pool = ProcessPool(processes, PAGES_PER_WORKER, _limit_memory, context=context)
    try:
        yield pool
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        pool.join()


def submit(pool: ProcessPool, job: Job) -> "Future[Article | Rejected]":
    """Hands a job to a worker; `outcome_of` reads the answer."""
    return pool.schedule(_work, args=(job,), timeout=SECONDS_PER_PAGE)


def outcome_of(job: Job, future: "Future[Article | Rejected]") -> Article | Rejected:
    """Waits for the answer; what went over a limit or broke a worker is rejected with the reason."""
    try:
        return future.result()
    except TimeoutError:
        return _refused(job, "too-slow", f"took more than {SECONDS_PER_PAGE:g} s to read")
    except ProcessExpired as death:
        return _refused(job, "crashed", f"ended its worker process (exit code {death.exitcode})")
    except MemoryError:
        return _refused(job, "too-large", f"needs more than {BYTES_PER_WORKER >> 30} GiB to read")
    except Exception as error:
        return _refused(job, "crashed", f"{type(error).__name__}: {error}")


def process_pages(jobs: Iterable[tuple[T, Job]], processes: int) -> Iterator[tuple[T, Article | Rejected]]:
    """Works through labelled jobs with worker processes of its own; see `work_through`."""
    with worker_pool(processes) as pool:
        yield from work_through(pool, jobs)


def work_through(pool: ProcessPool, jobs: Iterable[tuple[T, Job]]) -> Iterator[tuple[T, Article | Rejected]]:
    """Works through labelled jobs in order, at most AHEAD of them waiting; gives each label with its outcome."""
    waiting: deque[tuple[T, Job, Future[Article | Rejected]]] = deque()
    for label, job in jobs:
        waiting.append((label, job, submit(pool, job)))
        if len(waiting) >= AHEAD:
            yield _next_outcome(waiting)
    while waiting:
        yield _next_outcome(waiting)


def _next_outcome(waiting: "deque[tuple[T, Job, Future[Article | Rejected]]]") -> tuple[T, Article | Rejected]:
    label, job, future = waiting.popleft()
    return label, outcome_of(job, future)


def _work(job: Job) -> Article | Rejected:
    """Runs in a worker; only there the chain is loaded, which costs a second."""
    from pipelines.process import process

    return process(job.page, job.source, any_topic=job.any_topic, further=job.further)


def _refused(job: Job, reason: str, detail: str) -> Rejected:
    slug = job.page.source or job.source.slug
    return replace(rejected(job.page, reason, detail), source=slug, pipeline_version=PIPELINE_VERSION)


def _limit_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_PER_WORKER, hard))
