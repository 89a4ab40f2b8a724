"""`lapaswire crawl`: sources into the database."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from crawler.config import Settings, settings
from crawler.console import fail
from crawler.followed import followed_sources
from crawler.jobs.crawl import Crawled, crawl, crawl_by_itself, due_sources
from crawler.jobs.report import show
from crawler.jobs.tools import open_database
from crawler.logs import log_to_terminal
from crawler.monitor.status import health_of_all
from crawler.monitor.telling import tell_changes
from crawler.sources import Source, source_named

How = Callable[[Settings, list[Source], date | None, int | None], Crawled]


def run(
    slugs: Annotated[list[str] | None, typer.Argument(help="the sources; all where none is named")] = None,
    due: Annotated[bool, typer.Option("--due", help="only sources whose time has come")] = False,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="go back to this day (YYYY-MM-DD)")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="at most N articles a source, the newest")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the run records as JSON")] = False,
) -> None:
    """Crawl sources into the database."""
    log_to_terminal(settings())
    sources = followed_sources(settings())
    chosen = [source_named(slug, sources) for slug in slugs] if slugs else list(sources.values())
    if due:
        chosen = due_sources(open_database(settings()), chosen, datetime.now(UTC))
    crawled = _crawled(crawl_by_itself if due else crawl, chosen, _day(since), limit)
    if due:
        engine = open_database(settings())
        tell_changes(engine, settings().alerts, health_of_all(engine, chosen, datetime.now(UTC)))
    raise typer.Exit(show(crawled, as_json))


def _crawled(how: How, chosen: list[Source], since: date | None, limit: int | None) -> Crawled:
    return how(settings(), chosen, since, limit) if chosen else Crawled((), {})


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fail(f"--since {text}: no day; write it as 2024-01-31")
