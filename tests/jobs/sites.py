"""Generated tiny sites with a fate each: one aiohttp server on loopback that answers by the clock of the program."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread

from aiohttp import web

from crawler.demo.faults import CAPTCHA
from pipelines.tables import csv_table
from tests.support.articles import text

ADDRESS = "127.0.30.1"
NOBODY = (ADDRESS, 1)
START = datetime(2025, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
CADENCE_HOURS = 12
FEED = 15
STATES = {
    "silent": "silent", "no text": "broken", "no links": "broken", "403": "blocked", "429": "blocked",
    "challenge": "blocked", "challenged pages": "blocked", "refused": "failing", "dns": "gone", "moved": "gone",
    "404": "gone",
}  # fmt: skip
HABITS = {"lively": 0.3, "daily": 1.0, "now and then": 3.0, "weekly": 7.0}
SHELL = "<html><head><title>Kabar</title></head><body><div id='app'></div><script src='/app.js'></script></body></html>"

PLACES = sorted({row["place"] for row in csv_table("gazetteer/prisons.csv") if row["kind"] == "Lapas"})
INSTEAD = {"no text": SHELL, "challenge": CAPTCHA, "challenged pages": CAPTCHA}


@dataclass(slots=True)
class TinySite:
    """A site with its posts; from `turn` on its fate holds (`None`: it stays well). `padding` is the weight of a page's
    menus in bytes."""

    slug: str
    posts: list[datetime]
    fate: str | None = None
    turn: datetime = START + 1000 * DAY
    padding: int = 0
    requests: int = 0
    busiest_hour: int = 0
    hour: Counter[int] = field(default_factory=Counter)

    @property
    def host(self) -> str:
        return f"{self.slug}.test"

    @property
    def new_host(self) -> str:
        """Where the site answers once it has moved."""
        return f"pindah-{self.host}"

    @property
    def knowable(self) -> datetime:
        """The instant from which on a perfect observer can tell the fate."""
        after = [post for post in self.posts if post >= self.turn]
        if self.fate == "silent":
            known = self.posts[-FEED - 30 :]
            habit = max(later - earlier for earlier, later in pairwise(known))
            return self.posts[-1] + max(3 * habit, 2 * DAY)
        if self.fate in ("no text", "challenged pages"):
            return after[1]
        return self.turn

    def count(self, at: datetime) -> None:
        hour = int(at.timestamp() // 3600)
        self.requests += 1
        self.hour = Counter({hour: self.hour[hour] + 1})
        self.busiest_hour = max(self.busiest_hour, self.hour[hour])


def generated(count: int, days: int, seed: int) -> dict[str, TinySite]:
    """`count` sites: every fate comes up in turn, about half of the sites stay well, some flood for a day."""
    chance = random.Random(seed)
    fates = [*STATES, "flood", *[None] * (len(STATES) + 1)]
    sites = [_site(number, fates[number % len(fates)], days, chance) for number in range(count)]
    return {site.host: site for site in sites}


def _site(number: int, fate: str | None, days: int, chance: random.Random) -> TinySite:
    turn = START + (0.3 + 0.2 * chance.random()) * days * DAY
    habit = "daily" if fate else chance.choice([*HABITS])
    posts, at, end = [], START - 25 * HABITS[habit] * DAY, START + days * DAY
    while at < (turn if fate == "silent" else end):
        posts.append(at)
        at += HABITS[habit] * DAY * chance.uniform(0.4, 1.6)
    if fate == "flood":
        posts = sorted([*posts, *(turn + timedelta(minutes=minute) for minute in range(300))])
    return TinySite(f"situs-{number:03}", posts, fate, turn)


def write_sources(sites: dict[str, TinySite], folder: Path) -> None:
    folder.mkdir(parents=True)
    for site in sites.values():
        told = f'name = "{site.slug}"\nurl = "http://{site.host}"\ncadence = "{CADENCE_HOURS}h"\n'
        (folder / f"{site.slug}.toml").write_text(f'{told}[discover]\nfeeds = ["http://{site.host}/feed"]\n')


@contextmanager
def serving(sites: dict[str, TinySite], alerts: list[str]) -> Iterator[int]:
    """Serves the sites from a thread, and takes the messages that are posted to `/alerts`; gives the port."""
    loop, ready, ports = asyncio.new_event_loop(), Event(), list[int]()

    async def answer(request: web.Request) -> web.Response:
        now = datetime.now(UTC)
        site = sites.get(request.url.host or "")
        if site is None:
            return web.Response(status=404)
        site.count(now)
        return _answer(site, request, now)

    async def take_alert(request: web.Request) -> web.Response:
        alerts.append((await request.json())["message"])
        return web.Response()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/alerts", take_alert)
        app.router.add_get("/{path:.*}", answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, ADDRESS, 0).start()
        ports.append(runner.addresses[0][1])
        return runner

    def serve() -> None:
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield ports[0]
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def _answer(site: TinySite, request: web.Request, now: datetime) -> web.Response:  # noqa: PLR0911 (a table of cases)
    fate = site.fate if now >= site.turn else None
    if fate in ("403", "404", "429"):
        return web.Response(status=int(fate), headers={"Retry-After": "7200"} if fate == "429" else {})
    if fate == "moved":
        return web.Response(status=301, headers={"Location": f"http://{site.new_host}{request.path}"})
    if request.path == "/robots.txt":
        return web.Response(text="User-agent: *\nAllow: /\n")
    if request.query_string:
        return web.Response(status=404)
    if request.path == "/feed" and fate != "challenge":
        return _feed(site, now, request, empty=fate == "no links")
    if fate in INSTEAD:
        return _html(INSTEAD[fate])
    return _html(_page(site, int(request.path.strip("/").rpartition("-")[2])))


def _feed(site: TinySite, now: datetime, request: web.Request, empty: bool) -> web.Response:
    told = [(number, at) for number, at in enumerate(site.posts) if at <= now][
        -(300 if site.fate == "flood" else FEED) :
    ]
    tag = f'"{len(site.posts) if not told else told[-1][0]}-{empty}"'
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers={"ETag": tag})
    items = "".join(
        f"<item><title>Berita ke {number}</title><link>http://{site.host}/berita-{number}</link>"
        f"<pubDate>{format_datetime(at)}</pubDate></item>"
        for number, at in reversed(told if not empty else [])
    )
    rss = f"<?xml version='1.0'?><rss version='2.0'><channel><title>{site.slug}</title>{items}</channel></rss>"
    return web.Response(text=rss, content_type="application/rss+xml", headers={"ETag": tag})


def _page(site: TinySite, number: int) -> str:
    paragraphs = list(text(int(site.slug[-3:]) * 10_000 + number))
    if number % 5 == 0:  # each about another place, or all would tell of one event
        place = PLACES[(int(site.slug[-3:]) * 7 + number // 5) % len(PLACES)]
        lead = f"Petugas Lapas {place} bersama anggota Polres {place} menggeledah kamar hunian."
        paragraphs.insert(0, f"{place.upper()} – {lead}")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    at = site.posts[number].isoformat()
    head = f"<title>Berita ke {number}</title><meta property='article:published_time' content='{at}'>"
    menu = "".join(f"<li><a href='/rubrik/{line}'>Rubrik ke-{line}</a></li>" for line in range(site.padding // 50))
    article = f"<article><h1>Berita ke {number}</h1>{body}</article>"
    return f"<html lang='id'><head>{head}</head><body><nav><ul>{menu}</ul></nav>{article}</body></html>"


def _html(markup: str) -> web.Response:
    return web.Response(text=markup, content_type="text/html")
