"""Links: one per article, newest first; what belongs to a site and what may be an article."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.links import Link, absolute, day_in_address, fold, is_article_like, newest_first, on_site
from tests.discovery.kit import NOW, SITE, source


def at(day: int) -> datetime:
    return datetime(2025, 2, day, tzinfo=UTC)


@pytest.mark.parametrize(
    "variant",
    [
        "/razia?utm_source=x",
        "/razia/amp",
        "/razia?amp=1",
        "/razia#komentar",
        "/razia?page=2",
        "/razia?page=all",
        "/razia?fbclid=1",
    ],
)
def test_variants_are_one_link(variant: str) -> None:
    assert [link.url for link in fold([Link(SITE + variant), Link(f"{SITE}/razia")])] == [f"{SITE}/razia"]


def test_mobile_and_www_hosts_are_the_same_article() -> None:
    hosts = ("https://www.", "http://", "https://", "https://m.", "https://amp.")
    variants = [Link(f"{host}kabarcontoh.id/razia{slash}") for host in hosts for slash in ("", "/")]
    (link,) = fold(variants)
    assert link.url == "https://www.kabarcontoh.id/razia"  # as it was found first
    assert {variant.url for variant in variants[:6]} <= set(link.addresses)


def test_numbers_of_posts_stay_apart() -> None:
    assert len(fold([Link(f"{SITE}/?p=123"), Link(f"{SITE}/?p=124")])) == 2


def test_variants_put_together_what_they_know() -> None:
    (link,) = fold(
        [
            Link(f"{SITE}/razia/amp", title="Razia", modified_at=at(3), way="feed"),
            Link(f"{SITE}/razia", published_at=at(2), modified_at=at(4), tags=("lapas",), way="sitemap"),
        ]
    )
    assert (link.url, link.title, link.published_at, link.modified_at) == (f"{SITE}/razia", "Razia", at(2), at(4))
    assert (link.way, link.tags) == ("sitemap", ("lapas",))


def test_the_newest_come_first_and_the_undated_stay_behind_their_neighbour() -> None:
    listed = [
        Link("a"),
        Link("b", published_at=at(5)),
        Link("c"),
        Link("d", modified_at=at(9)),
        Link("e", published_at=at(1)),
    ]
    assert [link.url for link in newest_first(listed)] == ["a", "d", "b", "c", "e"]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        (f"{SITE}/2025/02/03/razia/", date(2025, 2, 3)),
        (f"{SITE}/berita/2025/2/3/razia", date(2025, 2, 3)),
        (f"{SITE}/2024/02/razia.html", date(2024, 2, 29)),
        (f"{SITE}/news/20250203/razia", date(2025, 2, 3)),
        (f"{SITE}/read/2014/04/29/080540/10/razia", date(2014, 4, 29)),
        (f"{SITE}/2025/02/31/razia", None),
        (f"{SITE}/berita/154844/razia", None),
        (f"{SITE}/2025/13/razia", None),
    ],
)
def test_days_in_addresses(url: str, day: date | None) -> None:
    assert day_in_address(url) == day


def test_what_belongs_to_a_site() -> None:
    site = source(url="https://www.kabarcontoh.id", hosts=("kabar.contoh-media.id",))
    own = ("kabarcontoh.id", "m.kabarcontoh.id", "daerah.kabarcontoh.id:8080", "kabar.contoh-media.id")
    assert all(on_site(f"https://{host}/a", site) for host in own)
    foreign = ("kabarcontoh.id.jahat.test", "akabarcontoh.id", "contoh-media.id", "127.0.0.1", "[::1]")
    assert not any(on_site(f"https://{host}/a", site) for host in foreign)
    assert not on_site("https://[galat", site)


@pytest.mark.parametrize(
    ("path", "may_be"),
    [
        ("/razia-lapas", True), ("/?p=5", True), ("/berita/1/x.html", True), ("/tags-kendaraan-dinas-lapas", True),
        ("/", False), ("", False), ("/tag/lapas", False), ("/foto.JPG", False), ("/feed/", False),
        ("/wp-json/x", False), ("/?s=lapas", False),
    ],
)  # fmt: skip
def test_what_may_be_an_article(path: str, may_be: bool) -> None:
    assert is_article_like(SITE + path) is may_be


def test_addresses_that_are_none() -> None:
    assert absolute("javascript:void(0)", SITE) is None
    assert absolute("http://[galat", SITE) is None
    assert absolute("  /a b#c ", SITE) == f"{SITE}/a b"


def test_hints_tell_what_is_known() -> None:
    hints = Link(f"{SITE}/a", "A", NOW, None, "Ringkas", "feed").hints()
    assert (hints.way, hints.title, hints.published_at, hints.summary) == ("feed", "A", NOW, "Ringkas")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["/a", "/a/amp", "/b?utm_x=1", "/b", "/?p=1", "/c"]).map(lambda path: Link(SITE + path)))
)
def test_folding_twice_changes_nothing(links: list[Link]) -> None:
    assert fold(fold(links)) == fold(links)
    assert {link.identity for link in fold(links)} == {link.identity for link in links}
