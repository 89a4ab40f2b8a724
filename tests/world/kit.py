"""Crawls of loopback sites by the ordinary command."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from pipelines.store.models import PageRow
from tests.fetch.servers import Site
from tests.support.command import Done, lapaswire

XML = {"Content-Type": "application/xml"}
NAMES = ("Kalapas", "Rutan", "Warga binaan", "Petugas lapas", "Narapidana")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The settings of a user whose files lie in `folder`, who may reach loopback, without delays."""
    told = {
        "DATA_DIR": str(folder / "data"),
        "SOURCES_DIR": str(folder / "sources"),
        "BUNDLED_SOURCES": "false",
        "ALLOW_ADDRESSES": json.dumps(["127.0.0.0/8"]),
        "DELAY": "0",
        "PROCESSES": "1",
    }
    return {f"LAPASWIRE_{name}": value for name, value in (told | more).items()}


def write_source(folder: Path, slug: str, url: str, **keys: object) -> None:
    """Writes a source file; a key holds a value of its own or, for `discover`, a table."""
    table: Any = keys.pop("discover", {})
    plain = {"name": slug.title(), "url": url, **keys}
    lines = [f"{key} = {json.dumps(value)}" for key, value in plain.items()]
    ways = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "sources" / f"{slug}.toml").write_text("\n".join([*lines, "[discover]", *ways]) + "\n", encoding="utf-8")


def crawled(folder: Path, *arguments: object, exit_codes: tuple[int, ...] = (0,), **more: str) -> dict[str, Any]:
    """The run record of a crawl of one source."""
    done = lapaswire("crawl", *arguments, "--json", environment=environment(folder, **more))
    assert done.exit_code in exit_codes, done.err
    (record,) = done.json()["sources"]
    return dict(record)


def command(folder: Path, *arguments: object, **more: str) -> Done:
    return lapaswire(*arguments, environment=environment(folder, **more), cwd=folder)


def stored(folder: Path) -> dict[str, str]:
    """The outcome of every stored page, by address."""
    with Session(create_engine(f"sqlite:///{folder / 'data' / 'lapaswire.db'}")) as session:
        return {row.url: row.outcome for row in session.scalars(select(PageRow))}


def asked(site: Site, start: str = "/") -> list[str]:
    """The addresses that a site was asked for, save robots.txt."""
    return [path for path in site.paths() if path.startswith(start) and path != "/robots.txt"]


def article(number: int, published: str, text: str = "") -> str:
    """A page that is on topic, unlike all others of its kind."""
    title = f"{NAMES[number % len(NAMES)]} dan Kapolres bahas razia bagian {number}"
    lines = (
        f"NGAWI – Kepala Lapas Kelas IIB Ngawi menemui Kapolres Ngawi membahas razia kamar hunian blok {number}.",
        text or f"Keduanya sepakat menggeledah kamar hunian Lapas Ngawi bersama anggota Polres Ngawi tahap {number}.",
        "Kapolres menyatakan siap menurunkan personel untuk membantu penggeledahan itu kapan saja diminta.",
    )
    meta = f"<meta property='article:published_time' content='{published}'>"
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<!doctype html><html lang='id'><head><title>{title}</title>{meta}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def rss(site: Site, *entries: Mapping[str, str]) -> str:
    """A feed of entries: element names to texts; a link that begins with `/` is the site's own."""
    items = "".join(
        "<item>"
        + "".join(
            f"<{key}>{site.url(value) if value.startswith('/') else value}</{key}>" for key, value in each.items()
        )
        + "</item>"
        for each in entries
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
