"""`lapaswire demo`: the bundled world of sites, the ordinary crawl, and a look at what it brought."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from crawler.config import settings
from crawler.console import console, news
from crawler.demo.sample import WIDTH, releases, sample
from crawler.demo.world import World, running_world
from crawler.followed import followed_sources
from crawler.jobs.crawl import Crawled, crawl
from crawler.jobs.report import show
from pipelines.store.engine import open_engine, reading

PORT = 8977
"""Always the same, so that a second run knows the addresses of the first."""


def run(
    port: Annotated[int, typer.Option(min=1, max=65535, help="port of the demo sites on loopback")] = PORT,
    as_json: Annotated[bool, typer.Option("--json", help="print the run records as JSON")] = False,
) -> None:
    """Crawl a bundled world of sites on loopback and show its records; needs no network."""
    folder = settings().data_dir / "demo"
    with running_world(port) as world:
        crawled = _crawl(world, folder)
    exit_code = show(crawled, as_json)
    if not as_json:
        _show_records(world, folder)
    raise typer.Exit(exit_code)


def _crawl(world: World, folder: Path) -> Crawled:
    """The ordinary crawl of the world's sites into a database and an archive of their own."""
    os.environ |= world.environment(folder) | {
        "LAPASWIRE_DATABASE_URL": f"sqlite:///{folder / 'lapaswire.db'}",
        "LAPASWIRE_ARCHIVE": str(folder / "archive"),
        "LAPASWIRE_ALERTS": "[]",
    }
    settings.cache_clear()
    sources = followed_sources(settings())
    news().print(f"Crawling {len(world.sites)} demo sites on loopback into {folder} …", markup=False)
    return crawl(settings(), [sources[slug] for slug in world.sites])


def _show_records(world: World, folder: Path) -> None:
    with reading(open_engine(settings().database)) as session:
        records = releases(session)
    copies = sum(len(record["appearances"]) for record in records)
    events = len({record["event_id"] for record in records})
    paths = {(item.site, item.path) for item in world.items}
    fetched = sum((seen.site, seen.path) in paths for seen in world.log)
    out = Console(width=min(WIDTH, console().width), highlight=False)
    out.print()
    out.print(sample(records))
    out.print(f"{len(records)} releases of {events} events, carried by {copies} articles.")
    out.print(f"The sites were asked {len(world.log)} times; {fetched} times for an article.")
    out.print(f"Database and archive: {folder}. Run it again: no article is fetched twice.", soft_wrap=True)
