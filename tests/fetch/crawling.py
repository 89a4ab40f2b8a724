"""Runs crawls of given addresses, with the whole add-on, in one process beside the tests, and tells what came of them.

As a program: reads a job a line from stdin, writes its outcome as a line to stdout.
"""

import asyncio
import atexit
import json
import os
import select
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.records import ArchiveRef

ROOT = Path(__file__).parents[2]
PREFIX = "LAPASWIRE_"


@dataclass(frozen=True)
class Outcome:
    """What a crawl told: pages, failures and statistics; where its archive lies."""

    pages: list[dict[str, Any]]
    failures: list[dict[str, Any]]
    stats: dict[str, Any]
    archive: Path

    def refused(self) -> dict[str, int]:
        start = "lapaswire/refused/"
        return {name.removeprefix(start): count for name, count in self.stats.items() if name.startswith(start)}

    def page(self, url: str) -> dict[str, Any]:
        return next(page for page in self.pages if page["url"] == url)

    def ref(self, url: str) -> ArchiveRef:
        return ArchiveRef(**self.page(url)["ref"])


def crawl(
    folder: Path,
    urls: Iterable[str | dict[str, Any]],
    *,
    scrapy: dict[str, Any] | None = None,
    spider: dict[str, Any] | None = None,
    seconds: float = 60,
    **settings: Any,
) -> Outcome:
    """Crawls `urls` (or request arguments) with settings of the program; loopback is allowed unless said otherwise."""
    settings = {"data_dir": str(folder), "allow_addresses": ["127.0.0.0/8"], "delay": 0} | settings
    told = {name: value if isinstance(value, str) else json.dumps(value) for name, value in settings.items()}
    job = {
        "requests": [url if isinstance(url, dict) else {"url": url} for url in urls],
        "scrapy": scrapy or {},
        "spider": spider or {},
        "environment": {PREFIX + name.upper(): value for name, value in told.items()},
    }
    outcome = Outcome(**_ask(job, seconds), archive=folder / "archive")
    assert "spider_exceptions/count" not in outcome.stats, outcome.stats
    return outcome


def _ask(job: dict[str, Any], seconds: float) -> Any:
    worker = _worker()
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(json.dumps(job) + "\n")
    worker.stdin.flush()
    line = worker.stdout.readline() if select.select([worker.stdout], [], [], seconds)[0] else ""
    if not line:
        _worker.cache_clear()
        worker.kill()
        raise AssertionError(f"the crawl of {job} did not end in {seconds} s" if worker.poll() is None else "it broke")
    return json.loads(line)


@cache
def _worker() -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    command = [sys.executable, "-m", "tests.fetch.crawling"]
    worker = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=kept, bufsize=1
    )
    atexit.register(worker.kill)
    return worker


async def _serve(process: Any) -> None:
    from twisted.internet import reactor

    plain_resolver: Any = reactor.nameResolver.inner  # type: ignore[attr-defined]
    while line := await asyncio.to_thread(sys.stdin.readline):
        reactor.installNameResolver(plain_resolver)  # type: ignore[attr-defined]
        outcome = await _crawl(process, json.loads(line))
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


async def _crawl(process: Any, job: dict[str, Any]) -> dict[str, Any]:
    from crawler.config import settings
    from crawler.safety import handler
    from pipelines.store.engine import open_engine, upgrade

    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(job["environment"])
    settings.cache_clear()
    handler._gates.clear()
    upgrade(open_engine(settings().database))
    pages: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    crawler = process.create_crawler(_spider(job, pages, failures))
    await process.crawl(crawler)
    stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int | float | str)}
    return {"pages": pages, "failures": failures, "stats": stats | {"peak_bytes": _peak_bytes()}}


def _peak_bytes() -> int:
    """The most memory this process ever held; `ru_maxrss` would tell its parent's, where that was larger."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def _spider(job: dict[str, Any], pages: list[dict[str, Any]], failures: list[dict[str, Any]]) -> type[Any]:
    from scrapy import Request, Spider

    from crawler.archive.cache import keep

    class JobSpider(Spider):
        name = "test"
        slug = "test"
        custom_settings = job["scrapy"]

        async def start(self) -> AsyncIterator[Any]:
            for request in job["requests"]:
                yield Request(**{"dont_filter": True} | request, callback=self.parse, errback=self.failed)

        async def parse(self, response: Any) -> None:
            ref = response.meta["archive_ref"]
            await keep(self.crawler, response)
            pages.append(
                {
                    "url": response.url,
                    "status": response.status,
                    "flags": response.flags,
                    "size": len(response.body),
                    "body": response.body[:500].decode("latin-1"),
                    "ref": asdict(ref) if ref else None,
                }
            )

        def failed(self, failure: Any) -> None:
            failures.append(
                {
                    "url": failure.request.url,
                    "kind": failure.type.__name__,
                    "reason": getattr(failure.value, "reason", None),
                    "message": str(failure.value),
                }
            )

    for name, value in job["spider"].items():
        setattr(JobSpider, name, value)
    return JobSpider


if __name__ == "__main__":
    from crawler.jobs.run import in_reactor

    in_reactor(_serve)
