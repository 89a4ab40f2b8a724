"""What one page costs in Scrapy as it comes, and with our add-on: robots, pace, limits, address guard and archive.

As a program it is the measured crawl: `python -m tests.bench.crawl WAY PORT` prints processor milliseconds a page.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from time import process_time
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from tests.support.articles import WORDS

PAGES, WARMING = 300, 50
PAGE_BYTES = 96_000
"""The mean of saved real pages."""
ROUNDS = 3
LONGEST = 120
HEAD = """## Crawl

{pages} packed pages of {kilobytes} kB from a server of ours on the same machine, the least of {rounds} rounds
by turns. The add-on obeys robots, pace, limits and the guard of addresses, and writes the archive; nothing is read
from the pages.

| | processor ms a page |
|---|---|
"""
WAYS = {"scrapy": "Scrapy with its defaults", "addon": "with our add-on"}


def report() -> str:
    """A section of Markdown: the least processor time a page of some rounds of both crawls, by turns."""
    with running_site() as port:
        rounds = [{way: _measured(way, port) for way in WAYS} for _ in range(ROUNDS)]
    rows = [f"| {told} | {min(each[way] for each in rounds):.2f} |" for way, told in WAYS.items()]
    return HEAD.format(pages=PAGES, kilobytes=PAGE_BYTES // 1000, rounds=ROUNDS) + "\n".join(rows)


def _measured(way: str, port: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        told = {"DATA_DIR": folder, "ALLOW_ADDRESSES": '["127.0.0.0/8"]', "DELAY": "0"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.crawl", way, str(port)],
            env=os.environ | {f"LAPASWIRE_{name}": value for name, value in told.items()},
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST,
        )
    return float(json.loads(done.stdout))


@contextmanager
def running_site() -> Iterator[int]:
    """The port of a server on loopback that answers every path with a packed page, for as long as the block lasts."""
    chance = Random(7)
    words = (chance.choice(WORDS) for _ in range(PAGE_BYTES))
    page = gzip.compress(f"<html><body><p>{' '.join(words)}"[:PAGE_BYTES].encode())

    class Site(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = self.path != "/robots.txt"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Encoding", "gzip" if found else "identity")
            self.send_header("Content-Length", str(len(page) if found else 0))
            self.end_headers()
            self.wfile.write(page if found else b"")

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _spider(way: str, port: int, marks: list[float]) -> type[Spider]:
    """A spider that asks for all pages and notes the processor time after each."""

    class PageSpider(Spider):
        name = slug = "bench"

        async def start(self) -> AsyncIterator[Any]:
            for number in range(WARMING + PAGES):
                yield Request(f"http://127.0.0.1:{port}/{number}")

        async def parse(self, response: Any) -> None:
            if way == "addon":
                from crawler.archive.cache import keep

                await keep(self.crawler, response)
            marks.append(process_time())

    return PageSpider


async def _crawl(process: AsyncCrawlerProcess, spider: type[Spider]) -> None:
    from crawler.config import settings
    from pipelines.store.engine import open_engine, upgrade

    upgrade(open_engine(settings().database))
    await process.crawl(spider)


def main(way: str, port: int) -> None:
    """Crawls all pages and prints the processor milliseconds of one; the first ones do not count."""
    marks: list[float] = []
    spider = _spider(way, port, marks)
    if way == "addon":
        from crawler.jobs.run import in_reactor

        in_reactor(lambda process: _crawl(process, spider))
    else:
        process = AsyncCrawlerProcess({"LOG_LEVEL": "WARNING"})
        process.crawl(spider)
        process.start()
    if len(marks) != WARMING + PAGES:
        raise RuntimeError(f"{len(marks)} of {WARMING + PAGES} pages came")
    print(json.dumps((marks[-1] - marks[WARMING - 1]) / PAGES * 1000))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
