"""The plan of a run: what is asked, when a list ends, what is worth fetching."""

from datetime import UTC, date, datetime

import pytest

from crawler.discovery import listings, plan, topic
from crawler.discovery.asks import Ask, Found
from crawler.discovery.links import Link
from tests.discovery.kit import NOW, SITE, aim, answer, source

SINCE = date(2025, 2, 1)


def link(path: str = "/a", day: int | None = None, **more: object) -> Link:
    return Link(SITE + path, published_at=datetime(2025, 2, day, 12, tzinfo=UTC) if day else None, **more)  # type: ignore[arg-type]


def listed(*links: Link, page: int = 2) -> Found:
    return Found(links, more=(Ask("listing", f"{SITE}/indeks?page={page}", page),))


def test_a_source_that_tells_nothing_is_looked_at_through_robots_and_home_page() -> None:
    assert [(ask.way, ask.url) for ask in plan.first(aim())] == [("robots", f"{SITE}/robots.txt"), ("home", SITE)]


def test_every_told_way_is_asked() -> None:
    told = {
        "feeds": [f"{SITE}/feed/"],
        "sitemaps": [f"{SITE}/sitemap.xml"],
        "wordpress": f"{SITE}/wp-json/",
        "listings": [f"{SITE}/indeks", f"{SITE}/tag/{{word}}"],
    }
    asks = plan.first(aim(discover=told))
    assert [ask.way for ask in asks] == ["wordpress", "feed", "sitemap", "listing", "listing", "listing"]
    assert [ask.url for ask in asks][-1] == f"{SITE}/tag/rutan"


def test_searches_are_for_the_first_run_and_for_going_back() -> None:
    told = {"feeds": [f"{SITE}/feed/"], "listings": [f"{SITE}/tag/{{word}}"]}
    before = datetime(2025, 5, 30, tzinfo=UTC)
    assert len(plan.first(aim(discover=told))) == 3
    assert [ask.way for ask in plan.first(aim(last_run=before, discover=told))] == ["feed"]
    assert len(plan.first(aim(SINCE, before, discover=told))) == 3
    assert len(plan.first(aim(last_run=before, discover={"listings": told["listings"]}))) == 2


def test_an_unchanged_answer_tells_nothing() -> None:
    assert plan.read(Ask("feed", SITE), answer("", status=304), aim()) == Found()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_feed_that_is_gone_falls_back_to_the_home_page(status: int) -> None:
    found = plan.read(Ask("feed", f"{SITE}/feed/"), answer("", status=status), aim())
    assert [(ask.way, ask.url) for ask in found.children] == [("home", SITE)]
    assert found.issues == (f"feed {SITE}/feed/: HTTP {status}",)


def test_falling_back_ends() -> None:
    assert plan.read(Ask("home", SITE), answer("", status=404), aim()).children == ()
    assert plan.read(Ask("feed", SITE, depth=3), answer("", status=404), aim()).children == ()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_in_trouble_is_not_asked_for_more(status: int) -> None:
    found = plan.read(Ask("sitemap", SITE), answer("", status=status), aim())
    assert found.children == () and found.issues


def test_the_end_of_a_list_is_no_fault() -> None:
    assert plan.read(Ask("feed", SITE, 4), answer("", status=404), aim()) == Found()


def test_a_list_ends_with_a_page_of_known_links() -> None:
    both = listed(link("/a", 5), link("/b", 4))
    assert plan.goes_on(both, {f"{SITE}/a"}, aim())
    assert not plan.goes_on(both, {f"{SITE}/a", f"{SITE}/b"}, aim())
    assert not plan.goes_on(Found((link(),)), set(), aim())
    assert not plan.goes_on(listed(), set(), aim())


def test_a_list_ends_with_a_page_of_older_links() -> None:
    back = aim(since=date(2025, 2, 5))
    assert plan.goes_on(listed(link(day=5), link(day=4)), set(), back)
    assert not plan.goes_on(listed(link(day=4), link(day=3)), set(), back)
    assert plan.goes_on(listed(link(), link(day=3)), set(), back)


def test_endless_lists_end() -> None:
    assert not plan.goes_on(listed(link(), page=11), set(), aim())
    assert plan.goes_on(listed(link(), page=11), set(), aim(since=SINCE))
    assert not plan.goes_on(listed(link(), page=1001), set(), aim(since=SINCE))


def test_other_sites_are_left_out() -> None:
    assert plan.refusal(Link("https://lain.id/a"), aim()) == "off-site"
    assert plan.refusal(Link("https://lain.id/a"), aim(hosts=["lain.id"])) is None


def test_a_routine_run_takes_everything() -> None:
    assert plan.refusal(link("/harga-cabai-naik-lagi", title="Harga cabai naik lagi"), aim()) is None


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (link("/kalapas-x", 5, title="Panen raya di Lapas Contoh"), None),
        (link("/warga-binaan-ikut-upacara", 5), None),
        (link("/x/1", 5, title="Upacara di kantor bupati pagi", tags=("lapas",)), None),
        (link("/x/1", 5, title="Upacara di kantor bupati pagi", summary="Warga binaan ikut."), None),
        (link("/?p=123", 5), None),
        (link("/x/1", 5, title="Harga cabai naik lagi", way="wordpress"), None),
        (link("/harga-cabai-naik-lagi", 5), "title-off-topic"),
        (link("/pelapasan-ekspor-kopi-gayo", 5), "title-off-topic"),
        (link("/razia-di-rutan-contoh", 1), None),
        (Link(f"{SITE}/2025/01/31/razia-di-rutan-contoh/"), "too-old"),
        (Link(f"{SITE}/2025/02/razia-di-rutan-contoh/"), None),
    ],
)
def test_going_back_takes_what_shows_our_words(found: Link, reason: str | None) -> None:
    assert plan.refusal(found, aim(since=SINCE)) == reason


def test_the_day_of_an_article_is_that_of_the_sites_own_clock() -> None:
    early = Link(f"{SITE}/razia", published_at=datetime(2025, 1, 31, 22, tzinfo=UTC))  # 05.00 WIB, 1 February
    assert plan.refusal(early, aim(since=SINCE)) is None
    assert plan.goes_on(listed(early), set(), aim(since=SINCE))


@pytest.mark.parametrize("template", ["/indeks/{year}/{month}/{day}", "/arsip/{year}/{month}", "/tag/{word}"])
def test_a_day_or_a_word_without_articles_is_no_fault(template: str) -> None:
    (one, *_) = listings.asks(f"{SITE}{template}", aim())
    assert plan.read(one, answer("", status=404), aim()) == Found()
    (whole,) = listings.asks(f"{SITE}/indeks", aim())
    assert plan.read(whole, answer("", status=404), aim()).issues


def test_a_topical_site_is_taken_whole() -> None:
    assert plan.refusal(link("/harga-cabai-naik-lagi", 5), aim(since=SINCE, topical=True)) is None


def test_the_words_come_from_the_topic_table() -> None:
    made = plan.aim_of(source(), NOW, SINCE)
    assert "lapas" in made.words and "lapas" in made.search_words
    assert not any(one != other and one in other for one in topic.search_words() for other in topic.search_words())
