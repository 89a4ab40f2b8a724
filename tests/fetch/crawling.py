"""Runs a crawl of given addresses in a process of its own, with the whole add-on, and tells what came of it.

As a program: reads a JSON object from stdin, writes one to stdout.
"""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.records import ArchiveRef

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What a crawl told: pages, failures, statistics and its log."""

    pages: list[dict[str, Any]]
    failures: list[dict[str, Any]]
    stats: dict[str, Any]
    log: str
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
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LAPASWIRE_")}
    job = {
        "requests": [url if isinstance(url, dict) else {"url": url} for url in urls],
        "scrapy": scrapy or {},
        "spider": spider or {},
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.fetch.crawling"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=kept | {f"LAPASWIRE_{name.upper()}": value for name, value in told.items()},
        timeout=seconds,
        check=False,
    )
    if done.returncode or not done.stdout:
        raise AssertionError(f"the crawl failed ({done.returncode}):\n{done.stdout}\n{done.stderr}")
    return Outcome(**json.loads(done.stdout), log=done.stderr, archive=folder / "archive")


def main() -> None:
    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    from crawler.archive.cache import keep
    from crawler.config import settings
    from pipelines.store.engine import open_engine, upgrade

    job = json.load(sys.stdin)
    pages: list[dict[str, Any]] = []
    failures: list[dict[str, Any]] = []
    upgrade(open_engine(settings().database))

    class TestSpider(Spider):
        name = "test"
        slug = "test"

        async def start(self) -> AsyncIterator[Any]:
            for request in job["requests"]:
                yield Request(**{"dont_filter": True} | request, callback=self.parse, errback=self.failed)

        async def parse(self, response: Any) -> None:
            from dataclasses import asdict

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
        setattr(TestSpider, name, value)
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "crawler.settings")
    scrapy_settings = get_project_settings()
    scrapy_settings.set("SPIDER_MODULES", [], "cmdline")
    scrapy_settings.setdict(job["scrapy"], "cmdline")
    process = AsyncCrawlerProcess(scrapy_settings)
    crawler = process.create_crawler(TestSpider)
    process.crawl(crawler)
    process.start()
    assert crawler.stats
    stats = {name: value for name, value in crawler.stats.get_stats().items() if isinstance(value, int | float | str)}
    json.dump({"pages": pages, "failures": failures, "stats": stats}, sys.stdout)


if __name__ == "__main__":
    main()
