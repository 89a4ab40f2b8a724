"""`--since`: every way of going back, and nothing fetched that cannot be ours or is older."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web

from crawler.demo.model import Item
from crawler.demo.world import World, running_world
from crawler.discovery.topic import search_words
from tests.fetch.servers import Site, running
from tests.support.command import lapaswire
from tests.world.kit import article, asked, crawled, rss, stored, write_source

SINCE = date(2025, 4, 1)
DAYS = 12


@pytest.fixture(scope="module")
def gone_back(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, dict[str, str]]]:
    """The world after one crawl of all its sites back to SINCE, and the outcomes of the pages by address."""
    folder = tmp_path_factory.mktemp("since")
    with running_world() as world:
        environment = world.environment(folder / "data")
        done = lapaswire("crawl", *world.sites, "--since", SINCE, environment=environment)
        assert done.exit_code == 0, done.err
        yield world, stored(folder)


def fetched(world: World) -> list[Item]:
    paths = {(seen.site, seen.path) for seen in world.log}
    return [item for item in world.items if (item.site, item.path) in paths]


def test_going_back_takes_all_that_is_ours_and_nothing_older(gone_back: tuple[World, dict[str, str]]) -> None:
    world, outcomes = gone_back
    ours = {world.url(item) for item in world.on_topic() if item.published.date() >= SINCE}
    assert {url for url, outcome in outcomes.items() if outcome == "accepted"} == ours
    assert not [item.path for item in fetched(world) if item.published.date() < SINCE]


def test_titles_slugs_and_tags_narrow_what_is_fetched(gone_back: tuple[World, dict[str, str]]) -> None:
    world, _ = gone_back
    later = [item for item in world.items if item.published.date() >= SINCE and item.site != "kabarpesisir"]
    taken = fetched(world)
    assert len(taken) < 0.6 * len(later)
    told = " ".join(f"{item.title} {item.summary} {' '.join(item.tags)}".lower() for item in taken)
    assert "gempa" not in told and "psms" not in told and "jembatan" not in told


def test_wordpress_is_searched_for_each_word_from_the_day_on(gone_back: tuple[World, dict[str, str]]) -> None:
    world, _ = gone_back
    questions = [parse_qs(urlsplit(seen.path).query) for seen in world.requests("kabarpesisir") if "wp/v2" in seen.path]
    assert [each["search"][0] for each in questions] == list(search_words())
    assert {each["after"][0] for each in questions} == {"2025-03-31T17:00:00Z"}  # midnight in Java
    assert not [item for item in fetched(world) if item.site == "kabarpesisir"]  # handed out whole


def portal(site: Site, now: datetime) -> dict[str, Any]:
    """A site with an article a day, told by a paged feed, a paged list, a list a day, and tag pages; today's is 0."""

    def at(number: int) -> datetime:
        return now - timedelta(days=number)

    def path(number: int) -> str:
        return f"/{'lapas' if number % 2 else 'pasar'}/{number}-kabar-hari-ke-{number}.html"

    def titled(number: int) -> str:
        return f"Lapas dan Polres bahas razia {number}" if number % 2 else f"Harga beras di pasar turun {number}"

    def listed(*numbers: int, following: str = "") -> str:
        cards = "".join(
            f"<div><h3><a href='{path(number)}'>{titled(number)}</a></h3><time datetime='{at(number).isoformat()}'>"
            "</time></div>"
            for number in numbers
        )
        pager = f"<a rel='next' href='{following}'>Selanjutnya</a>" if following else ""
        return f"<!doctype html><html><body>{cards}{pager}</body></html>"

    async def feed(request: web.Request) -> web.Response:
        page = int(request.query.get("paged", "1"))
        entries = [
            {"title": titled(number), "link": path(number), "pubDate": format_datetime(at(number))}
            for number in range(3 * (page - 1), min(3 * page, 24))
        ]
        body = rss(site, *entries) if entries else ""
        return web.Response(text=body, content_type="application/rss+xml", status=200 if entries else 404)

    async def tag(request: web.Request) -> web.Response:
        found = request.match_info["path"] == "tag/lapas"
        return web.Response(text=listed(5) if found else "", content_type="text/html", status=200 if found else 404)

    days = {f"/arsip/{at(number):%Y/%m/%d}": listed(number) for number in range(24) if number % 3}
    lists = {
        f"/daerah?page={page}": listed(*range(3 * (page - 1), 3 * page), following=f"/daerah?page={page + 1}")
        for page in range(1, 9)
    }
    articles = {path(number): article(number, at(number).isoformat()) for number in range(24)}
    tags = {f"/tag/{word}": tag for word in search_words()}
    return {"/robots.txt": (404, {}, ""), "/feed": feed, **tags, **days, **lists, **articles}


def test_every_list_ends_where_the_articles_are_older(tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    with running({}, "127.0.9.4") as site:
        site.pages |= portal(site, now)
        listings = ["/daerah?page={page}", "/arsip/{year}/{month}/{day}", "/tag/{word}"]
        ways = {"feeds": [site.url("/feed")], "listings": [site.url(each) for each in listings]}
        write_source(tmp_path, "portal", site.url("/"), timezone="Asia/Jakarta", discover=ways)
        record = crawled(tmp_path, "portal", "--since", (now - timedelta(days=DAYS)).date(), exit_codes=(0, 1))
    pages = -(-(DAYS + 1) // 3) + 1  # the first page of older ones alone is the last
    assert asked(site, "/feed") == ["/feed", *(f"/feed?paged={page}" for page in range(2, pages + 1))]
    assert asked(site, "/daerah") == [f"/daerah?page={page}" for page in range(1, pages + 1)]
    days = asked(site, "/arsip")
    assert len(days) in (DAYS + 1, DAYS + 2) and days == sorted(days, reverse=True)  # today by the site's own clock
    assert len(asked(site, "/tag")) == len(search_words())
    ours = {number for number in range(24) if number % 2 and number <= DAYS}
    taken = {int(path.partition("-")[0].rpartition("/")[2]) for path in asked(site, "/lapas/")}
    assert taken - {DAYS, DAYS + 1} == ours - {DAYS, DAYS + 1}  # around midnight either may be right
    assert asked(site, "/pasar/") == []
    assert record["refused"]["title-off-topic"] >= DAYS // 2 and record["refused"]["too-old"] >= 1
