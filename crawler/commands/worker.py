"""`lapaswire worker`: takes jobs from the queue on PostgreSQL."""

import asyncio
from importlib import import_module
from types import ModuleType
from typing import Annotated

import typer

from crawler.config import settings
from crawler.console import console, fail
from crawler.jobs.tools import open_database
from crawler.logs import log_to_terminal
from crawler.monitor.metrics import open_metrics

app = typer.Typer(help="The job queue on PostgreSQL.", invoke_without_command=True)


@app.callback()
def run(
    context: typer.Context,
    concurrency: Annotated[int, typer.Option(min=1, help="jobs at the same time")] = 4,
) -> None:
    """Take jobs from the queue: crawls of what is due, imports, exports, the archive again."""
    if context.invoked_subcommand:
        return
    holding = settings()
    log_to_terminal(holding)
    worker = _of_the_queue("worker")
    open_database(holding).dispose()
    asyncio.run(worker.work(holding, concurrency, open_metrics(holding.metrics_port)))


@app.command()
def enqueue(
    job: Annotated[str, typer.Argument(help="crawl, import, reprocess or export")],
    arguments: Annotated[list[str], typer.Argument(help="slugs, files, or format and file")],
) -> None:
    """Put jobs into the queue."""
    queue = _of_the_queue("queue")
    holding = settings()
    count = asyncio.run(queue.put(queue.queue_of(holding), job, arguments))
    console().print(f"{count} of {len(arguments) if job != 'export' else 1} put into the queue")


def _of_the_queue(name: str) -> ModuleType:
    """A module of the queue, which needs an extra."""
    try:
        return import_module(f"crawler.jobs.{name}")
    except ImportError:
        fail('The queue needs the extra "queue": pip install "lapaswire[queue]"')
