"""`lapaswire add`: looks at a site, drafts its source file, shows what it found, tries it on sample pages."""

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console, fail
from crawler.followed import followed_sources
from crawler.probe.draft import path_of, toml_of, with_free_slug
from crawler.probe.fetcher import with_fetcher
from crawler.probe.judge import judging
from crawler.probe.look import ProbeError, known_as, look
from crawler.probe.records import Report
from crawler.probe.show import print_report, report_json
from crawler.regions import region_named
from crawler.sources import Source


def run(
    url: Annotated[str, typer.Argument(help="the address of the site; without a scheme https is tried, then http")],
    yes: Annotated[bool, typer.Option("--yes", help="write the file without asking")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the report as one JSON object; asks nothing")] = False,
    name: Annotated[str | None, typer.Option(help="the site's name; default: as it names itself")] = None,
    region: Annotated[str | None, typer.Option(help="its province; default: as far as it can be made out")] = None,
) -> None:
    """Look at a site, draft its source file, show what was found, and try it on sample pages."""
    addresses = _web_addresses(url)
    province = _province(region)
    sources = followed_sources(settings())
    _stop_if_known(addresses[0], sources)
    with judging() as judge:
        looked = partial(look, judge=judge, now=datetime.now(UTC), name=name, region=province)
        report = with_fetcher(lambda fetch: _first_that_answers(addresses, partial(looked, fetch=fetch)))
    _stop_if_known(report.source.url, sources)
    source = with_free_slug(report.source, sources)
    path = path_of(source, settings().sources_dir)
    if not as_json:
        print_report(report, console())
    written = bool(report.chosen) and (yes or (not as_json and _agreed(source, path)))
    if written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(toml_of(source), encoding="utf-8")
    _tell(report, source, path, written, as_json)
    raise typer.Exit(0 if report.chosen else DONE_WITH_FAILURES)


def _web_addresses(url: str) -> tuple[str, ...]:
    """The address as told; both schemes where none is told, as many sites of offices have no certificate."""
    addresses = (url,) if re.match(r"[a-z]+://", url) else (f"https://{url}", f"http://{url}")
    parts = urlsplit(addresses[0])
    if parts.scheme not in ("http", "https") or not parts.hostname:
        fail(f"{url} is no web address (write it with https://)")
    return addresses


def _first_that_answers(addresses: Sequence[str], looked: Callable[[str], Report]) -> Report:
    """The report on the first address whose home page answers. Raises the first one's ProbeError where none does."""
    try:
        return looked(addresses[0])
    except ProbeError:
        for address in addresses[1:]:
            with suppress(ProbeError):
                return looked(address)
        raise


def _province(name: str | None) -> str | None:
    found = region_named(name) if name else None
    if name and not found:
        fail(f"no such region: {name} (seeds/regions.toml lists them)")
    return found.name if found else None


def _stop_if_known(url: str, sources: dict[str, Source]) -> None:
    known = known_as(url, sources.values())
    if known:
        fail(f"{url} is followed already as {known.slug}; `lapaswire check {known.slug}` tries it", DONE_WITH_FAILURES)


def _agreed(source: Source, path: Path) -> bool:
    console().print(f"\n{path}:\n{toml_of(source)}", markup=False)
    return typer.confirm("Write this file?", default=True)


def _tell(report: Report, source: Source, path: Path, written: bool, as_json: bool) -> None:
    if as_json:
        told = {**report_json(report), "slug": source.slug, "file": str(path), "written": written}
        console().out(json.dumps(told, ensure_ascii=False))
    elif written:
        console().print(f"\nwritten: {path}\nnext: lapaswire crawl {source.slug}", markup=False)
    elif not report.chosen:
        console().print("\nnothing written: no way leads to articles", markup=False)
