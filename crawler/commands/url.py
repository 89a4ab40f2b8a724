"""`lapaswire url`: single pages, fetched now and stored."""

import json
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
from rich.markup import escape
from rich.table import Table

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console, fail
from crawler.followed import followed_sources
from crawler.jobs.failures import UNREADABLE, sentence_of
from crawler.jobs.run import fetch_addresses, in_reactor
from crawler.jobs.tools import open_tools
from pipelines.records import Article, Rejected
from pipelines.store.outcomes import Saved


def run(
    urls: Annotated[list[str], typer.Argument(help="addresses of articles")],
    as_json: Annotated[bool, typer.Option("--json", help="print what became of each as JSON lines")] = False,
) -> None:
    """Fetch single pages now, under all rules of a crawl, and store what they tell."""
    if wrong := [url for url in urls if not _is_web_address(url)]:
        fail(f"no web address: {', '.join(wrong)} (write it with https://)")
    sources = followed_sources(settings())
    told: list[dict[str, Any]] = []
    with open_tools(settings()) as tools:
        records = in_reactor(lambda process: fetch_addresses(process, tools, sources, urls, _note_in(told)))
    _show(told, as_json)
    failed = any(record.failures for record in records) or any(row["reason"] in UNREADABLE for row in told)
    raise typer.Exit(DONE_WITH_FAILURES if failed or not told else 0)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _note_in(told: list[dict[str, Any]]) -> Any:
    def note(url: str, outcome: Article | Rejected | str, saved: Saved | None) -> None:
        row = {"url": url, "title": None, "release": saved.release if saved else None}
        if isinstance(outcome, str):
            row |= {"status": "unchanged" if outcome == "unchanged" else "failed", "reason": outcome}
        elif isinstance(outcome, Rejected):
            row |= {"status": "rejected", "reason": outcome.reason, "title": outcome.title}
        else:
            what, reason = (saved.what, saved.reason) if saved else ("accepted", None)
            row |= {"status": what, "reason": reason, "title": None if reason else outcome.title}
        told.append(row)

    return note


def _show(told: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        for row in told:
            console().out(json.dumps(row, ensure_ascii=False))
        return
    table = Table("status", "title or reason", box=None, header_style="bold", pad_edge=False)
    table.add_column("address", overflow="fold")
    for row in told:
        words = sentence_of(row["reason"]) if row["status"] in ("failed", "rejected") else row["title"]
        table.add_row(row["status"], escape(words or ""), escape(row["url"]))
    console().print(table)
