"""Listing and home pages as real sites served them."""

from pathlib import Path

import pytest

from tests.discovery.kit import aim, told

PAGES = Path(__file__).parents[2].parent / "shared" / "real" / "pages"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="needs the saved pages of ../shared/real/pages")


@pytest.mark.parametrize(
    ("name", "fewest"),
    [
        ("kompas.com/kompas-mainpage.html", 10),
        ("okezone.com/okezone-mainpage.html", 20),
        ("viva.co.id/viva-mainpage.html", 25),
        ("kompas.com/kompas-home-2017.html", 30),
        ("diadona.id/index.html", 35),
        ("merdeka.com/504--www.merdeka.com.html", 90),
        ("indomotoblog.net/102.html", 8),
    ],
)
def test_articles_are_found_with_their_titles(name: str, fewest: int) -> None:
    site = f"https://{name.split('/', maxsplit=1)[0]}"
    links = told("home", (PAGES / name).read_bytes(), aim(url=site), url=site).links
    assert len(links) >= fewest
    assert sum(link.title is not None for link in links) >= 0.9 * len(links)
    assert not any(link.url.rstrip("/") == site for link in links)


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("kompas.com/kompas-mainpage.html", "http://indeks.kompas.com/?p=2"),
        ("viva.co.id/viva-mainpage.html", "http://www.viva.co.id/indeks?page=2"),
    ],
)
def test_the_next_page_is_found(name: str, following: str) -> None:
    site = f"https://{name.split('/', maxsplit=1)[0]}"
    found = told("listing", (PAGES / name).read_bytes(), aim(url=site), url=site)
    assert [ask.url for ask in found.more] == [following]
