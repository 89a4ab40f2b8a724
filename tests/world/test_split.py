"""Articles over several pages: all of the text, by the fewest requests, and no half of it when a part fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from crawler.demo.model import Item
from crawler.demo.world import World, running_world
from tests.fetch.servers import Site, running
from tests.jobs.test_returns import changes, crawled, on, taken
from tests.world.kit import XML, article, asked, rss, stored, write_source
from tests.world.kit import crawled as crawled_alone

SLUG = "portalkatulistiwa"
AT = "2025-03-11T08:00:00+07:00"
PATH = "/berita/kalapas-temui-kapolres-bahas-razia"


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as running_now:
        yield running_now


def longest(world: World) -> Item:
    return max(on(world, SLUG), key=lambda item: len(item.paragraphs))


def text_of(world: World, data: Path, item: Item) -> list[str]:
    """The paragraphs of the release that holds an item."""
    for release in changes(world, data):
        if any(place["url"] == world.url(item) for place in release["appearances"]):
            return list(release["paragraphs"])
    return []


def requests_for(world: World, item: Item) -> list[str]:
    return [seen.path.removeprefix(item.path) for seen in world.requests(SLUG) if seen.path.startswith(item.path)]


def test_the_page_with_everything_is_preferred(world: World, tmp_path: Path) -> None:
    crawled(world, tmp_path, SLUG)
    item = longest(world)
    assert requests_for(world, item) == ["", "?page=all"]
    assert len(text_of(world, tmp_path, item)) == len(item.paragraphs)


@pytest.mark.parametrize("how", ["500", pytest.param("reset", marks=pytest.mark.soak)])
def test_a_part_that_fails_is_had_by_the_next_run(world: World, tmp_path: Path, how: str) -> None:
    item = longest(world)
    world.fail(SLUG, how, path=f"{item.path}?page=all")
    crawled(world, tmp_path, SLUG, exit_code=1)
    assert world.url(item) not in taken(tmp_path)  # rather nothing yet than half of it
    world.heal()
    world.forget_log()
    run = crawled(world, tmp_path, SLUG)[SLUG]
    assert (run["new"] + run["joined"], run["fetched"]) == (1, 0)
    assert requests_for(world, item) == ["?page=all"]  # the first page lies in the archive
    assert len(text_of(world, tmp_path, item)) == len(item.paragraphs)
    world.forget_log()
    crawled(world, tmp_path, SLUG)
    assert requests_for(world, item) == []


def parts(site: Site, broken: set[int]) -> dict[str, Any]:
    """A site whose one article has four pages and no page with everything; those in `broken` fail."""

    async def page(request: web.Request) -> web.Response:
        number = int(request.query.get("page", "1"))
        line = f"Bagian {number}: petugas Lapas Ngawi dan Polres Ngawi mencatat temuan blok {number}."
        body = article(1, AT, line) if number == 1 else f"<article><h1>Kalapas</h1><p>{line}</p></article>"
        numbers = "".join(f"<a href='{PATH}?page={each}'>{each}</a>" for each in range(1, 5))
        whole = body.replace("</article>", f"</article><div class='pagination'>{numbers}</div>")
        return web.Response(text=whole, content_type="text/html", status=500 if number in broken else 200)

    feed = rss(site, {"link": PATH, "title": "Kalapas"})
    return {"/robots.txt": (404, {}, ""), "/feed": (200, XML, feed), PATH: page}


@pytest.mark.soak
def test_else_the_pages_in_order_and_the_tries_end(tmp_path: Path) -> None:
    broken: set[int] = {3}
    with running({}, "127.0.9.5") as site:
        site.pages |= parts(site, broken)
        write_source(tmp_path, "portal", site.url("/"), discover={"feeds": [site.url("/feed")]})
        told = [crawled_alone(tmp_path, "portal", exit_codes=(0, 1)) for _ in range(5)]
        pages = [path.removeprefix(PATH) for path in asked(site, PATH)]
        assert pages[:3] == ["", "?page=2", "?page=3"]
        assert "?page=4" not in pages  # a text must have no hole
        assert pages.count("") == 1
        assert [run["accepted"] for run in told] == [0, 0, 0, 0, 1]  # at last as much as there is
        before = len(site.seen)
        broken.clear()
        crawled_alone(tmp_path, "portal")
        assert not asked(site, PATH)[before:]
    assert stored(tmp_path) == {site.url(PATH): "accepted"}
