"""Feeds as real sites served them."""

from pathlib import Path

import pytest

from tests.discovery.kit import aim, told

FEEDS = Path(__file__).parents[2].parent / "shared" / "real" / "feeds"
pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="needs the saved feeds of ../shared/real/feeds")


@pytest.mark.parametrize(
    ("name", "site", "count"),
    [
        ("antaranews.com-rss-2015-2016.xml", "http://www.antaranews.com", 20),
        ("detik.com-rss-2014.xml", "http://www.detik.com", 25),
        ("detik.com-rss-2015-2016.xml", "http://www.detik.com", 20),
        ("kapanlagi.com-rss-2015-2016.xml", "http://www.kapanlagi.com", 3),
        ("republika.co.id-rss-2015-2016.xml", "http://www.republika.co.id", 10),
    ],
)
def test_every_item_has_address_title_and_date(name: str, site: str, count: int) -> None:
    links = told("feed", (FEEDS / name).read_bytes(), aim(url=site), url=f"{site}/rss").links
    assert len(links) == count
    assert all(link.title and link.published_at and link.published_at.year in (2014, 2015) for link in links)
    domain = site.removeprefix("http://www.")
    assert all(domain in link.url.split("/")[2] for link in links)
    assert [link.published_at.date() for link in links if link.published_at] == sorted(
        (link.published_at.date() for link in links if link.published_at), reverse=True
    )
