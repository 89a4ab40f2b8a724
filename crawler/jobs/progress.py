"""How a crawl goes on: a moving bar on a terminal, a plain line for each finished source elsewhere."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from crawler.console import news
from crawler.monitor.records import RunRecord

SECONDS_BETWEEN_LOOKS = 0.5


@contextmanager
def shown_progress(sources: int) -> Iterator[Callable[[RunRecord], None]]:
    """Shows the records that are handed to it, until the block ends."""
    out, records, ended = news(), list[RunRecord](), threading.Event()
    watch = _watch_terminal if out.is_terminal else _watch_plainly
    watcher = threading.Thread(target=watch, args=(out, sources, records, ended), daemon=True)
    watcher.start()
    try:
        yield records.append
    finally:
        ended.set()
        watcher.join()


def _watch_terminal(out: Console, sources: int, records: list[RunRecord], ended: threading.Event) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=out)
    task = progress.add_task("sources", total=sources)
    with Live(progress, console=out, transient=True, refresh_per_second=4):
        while not ended.wait(SECONDS_BETWEEN_LOOKS):
            progress.update(task, completed=_finished(records), description=_told(records))


def _watch_plainly(out: Console, sources: int, records: list[RunRecord], ended: threading.Event) -> None:
    told = set[str]()
    while True:
        last = ended.wait(SECONDS_BETWEEN_LOOKS)
        for record in list(records):
            if record.finished_at and record.slug not in told:
                told.add(record.slug)
                out.print(f"{len(told)}/{sources} {record.slug}: {_told([record])}", markup=False)
        if last:
            return


def _finished(records: list[RunRecord]) -> int:
    return sum(record.finished_at is not None for record in records)


def _told(records: list[RunRecord]) -> str:
    pages, accepted = sum(record.pages for record in records), sum(record.accepted for record in records)
    return f"{pages} pages, {accepted} on topic, {sum(record.failures for record in records)} failures"
