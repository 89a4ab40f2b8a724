"""Sitemaps: lists, indexes, news, text, gzip, broken and hostile ones."""

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery import markup
from crawler.discovery.sitemaps import MOST_LINKS, entries_of
from tests.discovery.kit import SITE, aim, told

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def listed(*paths: str, **fields: str) -> str:
    more = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())
    entries = "".join(f"<url><loc>{SITE}{path}</loc>{more}</url>" for path in paths)
    return f'<?xml version="1.0"?><urlset {SPACES}>{entries}</urlset>'


def index(*entries: tuple[str, str | None]) -> str:
    rows = "".join(
        f"<sitemap><loc>{SITE}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for path, day in entries
    )
    return f"<sitemapindex {SPACES}>{rows}</sitemapindex>"


def children(body: str, **more: object) -> list[str]:
    return [ask.url.removeprefix(SITE) for ask in told("sitemap", body, aim(**more)).children]  # type: ignore[arg-type]


def test_a_list_with_the_days_of_change() -> None:
    (link,) = told("sitemap", listed("/razia-kamar-hunian", lastmod="2025-02-03T10:00:00+07:00")).links
    assert (link.url, link.way, link.published_at) == (f"{SITE}/razia-kamar-hunian", "sitemap", None)
    assert link.modified_at and link.modified_at.day == 3


def test_news_sitemaps_tell_title_day_and_words() -> None:
    body = f"""<urlset {SPACES}><url><loc>{SITE}/a</loc><news:news><news:publication><news:name>Kabar</news:name>
      </news:publication><news:publication_date>2025-02-03T10:00:00+07:00</news:publication_date>
      <news:title><![CDATA[Kalapas & Kapolres]]></news:title><news:keywords>lapas, polres</news:keywords></news:news>
      <image:image><image:loc>{SITE}/foto.jpg</image:loc><image:title>Foto</image:title></image:image></url></urlset>"""
    (link,) = told("sitemap", body).links
    assert (link.url, link.title, link.tags) == (f"{SITE}/a", "Kalapas & Kapolres", ("lapas", "polres"))
    assert link.published_at and link.published_at.hour == 10


def test_a_picture_before_the_address_is_not_the_address() -> None:
    picture = f"<image:image><image:loc>{SITE}/foto-lama</image:loc></image:image>"
    body = f"<urlset {SPACES}><url>{picture}<loc>{SITE}/a</loc></url></urlset>"
    assert [link.url for link in told("sitemap", body).links] == [f"{SITE}/a"]


def test_text_sitemaps() -> None:
    body = f"\ufeff{SITE}/satu-dua-tiga\r\n\r\n{SITE}/\r\nbukan alamat\r\n{SITE}/logo.png\r\n"
    assert [link.url for link in told("sitemap", body).links] == [f"{SITE}/satu-dua-tiga"]


def test_gzip_by_its_bytes() -> None:
    body = gzip.compress(listed("/a").encode())
    assert len(told("sitemap", body, url=f"{SITE}/sitemap.xml").links) == 1
    assert told("sitemap", body[:12]).issues or not told("sitemap", body[:12]).links


def test_a_gzip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "LARGEST_DOCUMENT", 1 << 20)
    found = told("sitemap", gzip.compress(b" " * (8 << 20)))
    assert "more than 1 MB" in found.issues[0]


def test_entity_bombs_are_refused() -> None:
    bomb = '<!DOCTYPE urlset [<!ENTITY a "x">]>' + listed("/a").partition("?>")[2]
    assert "declares XML entities" in told("sitemap", bomb).issues[0]


def test_an_index_leads_to_its_newest_sitemaps_first() -> None:
    body = index(("/post-1.xml", "2024-01-01"), ("/post-3.xml", "2025-05-01"), ("/post-2.xml", "2024-09-01"))
    assert children(body) == ["/post-3.xml", "/post-2.xml", "/post-1.xml"]


def test_without_days_the_highest_number_is_the_newest_and_news_come_first() -> None:
    body = index(("/sitemap-9.xml", None), ("/sitemap-10.xml", None), ("/sitemap-news.xml", None))
    assert children(body) == ["/sitemap-news.xml", "/sitemap-10.xml", "/sitemap-9.xml"]


def test_sitemaps_without_articles_are_left_out() -> None:
    core = [f"wp-sitemap-{name}-1" for name in ("posts-post", "taxonomies-category", "users", "posts-page")]
    plugin = [f"{name}-sitemap" for name in ("category", "post_tag", "author", "news-tag")]
    names = [*core, *plugin, "post-sitemap2"]
    assert children(index(*((f"/{name}.xml", None) for name in names))) == [
        "/news-tag-sitemap.xml", "/post-sitemap2.xml", "/wp-sitemap-posts-post-1.xml",
    ]  # fmt: skip


def test_old_sitemaps_are_left_out() -> None:
    body = index(
        ("/a.xml", "2025-05-20"), ("/b.xml", "2025-02-01"), ("/2024/12/c.xml", None), ("/post-2025-02.xml", None)
    )
    assert children(body, since=date(2025, 3, 1)) == ["/a.xml"]
    assert children(body, last_run=datetime(2025, 5, 1, tzinfo=UTC)) == [
        "/a.xml", "/2024/12/c.xml", "/post-2025-02.xml",
    ]  # fmt: skip


def test_indexes_in_a_ring_end() -> None:
    from crawler.discovery.asks import Ask
    from crawler.discovery.plan import read
    from tests.discovery.kit import answer

    assert read(Ask("sitemap", SITE, depth=3), answer(index(("/a.xml", None))), aim()).children == ()


def test_fifty_thousand_entries_are_a_stream() -> None:
    body = listed(*(f"/berita/{number}/judul-yang-panjang" for number in range(50_000)), lastmod="2025-02-03").encode()
    assert sum(1 for _ in entries_of(body)) == 50_000
    routine = told("sitemap", body)
    assert len(routine.links) == MOST_LINKS and "50000" in routine.issues[0]
    assert len(told("sitemap", body, aim(since=date(2025, 1, 1))).links) == 50_000


def test_a_document_cut_short_gives_what_it_holds() -> None:
    body = listed("/satu-dua-tiga", "/dua-tiga-empat", "/tiga-empat-lima")
    assert len(told("sitemap", body[: body.index("/tiga-") + 3]).links) >= 2


def test_a_feed_or_a_page_in_its_place() -> None:
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><item><link>{SITE}/a</link></item></channel></rss>'
    assert [link.way for link in told("sitemap", feed).links] == ["feed"]
    assert "HTML page" in told("sitemap", "<!doctype html><html><body>404</body></html>").issues[0]
    assert [link.way for link in told("feed", listed("/a")).links] == ["sitemap"]


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: listed(text).encode()))
def test_any_bytes_are_a_sitemap_or_refused(body: bytes) -> None:
    assert isinstance(told("sitemap", body).links, tuple)
