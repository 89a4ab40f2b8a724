"""Discovery on the demo world: each way alone, all together, and a site of which nothing is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from crawler.demo.world import World, running_world
from crawler.discovery.plan import aim_of
from crawler.sources import Source
from pipelines.process import process
from pipelines.records import HTML, Article, Page, SourceFacts
from pipelines.urls import canonical
from tests.support.fetching import discover, fetch_from

SITES = (
    "kabarpesisir", "suaralembah", "metrobintang", "nusantarakini", "wartapulau", "radarhulu", "jurnalselatan",
    "portalkatulistiwa", "kanwilpas-jateng", "dinamikatimur",
)  # fmt: skip
HIDDEN = "/rahasia/"  # what robots.txt forbids is linked nowhere


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


def source_of(world: World, slug: str, **discover: object) -> Source:
    return Source.model_validate({"slug": slug, "name": slug, "url": world.base(slug), "discover": discover})


def found_in(world: World, source: Source, since: date | None = None) -> set[str]:
    return {link.key for link in discover(aim_of(source, datetime.now(UTC), since), fetch_from(world))}


def published_in(world: World, slug: str, on_topic: bool = False) -> set[str]:
    items = [item for item in world.items if item.site == slug and HIDDEN not in item.path]
    return {canonical(world.url(item)) for item in items if item.truth.on_topic or not on_topic}


@pytest.mark.parametrize("slug", SITES)
def test_a_bare_address_leads_to_every_article(world: World, slug: str) -> None:
    assert published_in(world, slug) <= found_in(world, source_of(world, slug))


@pytest.mark.parametrize(
    ("slug", "ways"),
    [
        ("kabarpesisir", {"feeds": ["/feed/"]}),
        ("kabarpesisir", {"sitemaps": ["/wp-sitemap.xml"]}),
        ("kabarpesisir", {"wordpress": "/wp-json/"}),
        ("kabarpesisir", {"wordpress": "/?rest_route=/"}),
        ("kabarpesisir", {"feeds": ["/feed/"], "sitemaps": ["/wp-sitemap.xml"], "wordpress": "/wp-json/"}),
        ("suaralembah", {"feeds": ["/rss.xml"]}),
        ("metrobintang", {"feeds": ["/atom.xml"]}),
        ("nusantarakini", {"sitemaps": ["/sitemap-news.xml"]}),
        ("wartapulau", {"sitemaps": ["/sitemap.xml"]}),
        ("radarhulu", {"listings": ["/daerah"]}),
        ("jurnalselatan", {"feeds": ["/feeds/posts/default"]}),
        ("portalkatulistiwa", {"listings": ["/indeks?page={page}"]}),
        ("kanwilpas-jateng", {"listings": ["/index.php?page=berita"]}),
        ("dinamikatimur", {"listings": ["/berita"]}),
    ],
)
def test_each_way_leads_to_every_article(world: World, slug: str, ways: dict[str, object]) -> None:
    base = world.base(slug)
    whole = {
        way: [base + path for path in told] if isinstance(told, list) else f"{base}{told}" for way, told in ways.items()
    }
    assert published_in(world, slug) <= found_in(world, source_of(world, slug, **whole))


@pytest.mark.parametrize("slug", SITES)
def test_going_back_misses_nothing_of_ours_and_takes_less(world: World, slug: str) -> None:
    source = source_of(world, slug)
    found = found_in(world, source, date(2024, 1, 1))
    assert published_in(world, slug, on_topic=True) <= found
    assert len(found & published_in(world, slug)) < len(published_in(world, slug))


def test_a_closed_interface_leads_to_the_feed(world: World) -> None:
    source = source_of(world, "kabarpesisir", wordpress=f"{world.base('kabarpesisir')}/tidak-ada/wp-json/")
    assert published_in(world, "kabarpesisir") <= found_in(world, source)


@pytest.mark.parametrize("slug", ["kabarpesisir", "jurnalselatan"])
def test_handed_out_articles_are_those_of_the_pages(world: World, slug: str) -> None:
    fetch, facts = fetch_from(world), SourceFacts(slug=slug)
    handed = [link for link in discover(aim_of(source_of(world, slug), datetime.now(UTC)), fetch) if link.page]
    assert len(handed) >= 2
    for link in handed:
        answer = fetch(link.url)
        fetched = Page(answer.url, answer.body, answer.fetched_at, HTML, headers=answer.headers, hints=link.hints())
        assert link.page
        one, other = (process(page, facts, any_topic=True) for page in (link.page, fetched))
        assert isinstance(one, Article) and isinstance(other, Article)
        assert (one.title, one.paragraphs, one.dateline) == (other.title, other.paragraphs, other.dateline), link.url
        assert (one.published.at, one.canonical_url) == (other.published.at, other.canonical_url)
        assert one.fingerprint == other.fingerprint
