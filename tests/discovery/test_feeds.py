"""Feeds of every kind, well formed and not."""

import json
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.feeds import parse
from crawler.discovery.markup import UnreadableError
from pipelines.records import FEED_ITEM
from tests.discovery.kit import SITE, aim, source, told

LONG = "Petugas gabungan memeriksa setiap kamar hunian dan mencatat barang yang disita di hadapan saksi. " * 6


def rss(*items: str, head: str = "", version: str = "2.0") -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?><rss version="{version}" {spaces}><channel>{head}{"".join(items)}</channel></rss>'


def item(path: str = "/a", **more: str) -> str:
    fields = "".join(f"<{name.replace('_', ':')}>{text}</{name.replace('_', ':')}>" for name, text in more.items())
    return f"<item><link>{SITE}{path}</link>{fields}</item>"


def test_rss_tells_address_title_date_and_summary() -> None:
    (link,) = told("feed", rss(item("/razia", title="Razia &amp;amp; tes urine", pubDate="Senin, 03 Feb 2025"))).links
    assert (link.url, link.title, link.way) == (f"{SITE}/razia", "Razia & tes urine", "feed")
    assert link.published_at and link.published_at.date().isoformat() == "2025-02-03"


def test_a_wrong_date_is_none_and_the_link_stays() -> None:
    (link,) = told("feed", rss(item(title="A", pubDate="Thu, 01 Jan 1970 07:00:00 +0700"))).links
    assert link.published_at is None


def test_atom_with_html_title_and_next_page() -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="{SITE}/atom.xml"/>
      <link rel="next" href="/atom.xml?page=2"/><entry><title type="html">Kalapas &lt;b&gt;baru&lt;/b&gt;</title>
      <link rel="replies" href="{SITE}/komentar"/><link rel="alternate" href="/berita/kalapas-baru"/>
      <published>2025-02-03T10:00:00+07:00</published><updated>2025-02-04T10:00:00+07:00</updated>
      <author><name>Sinta</name></author><summary>Ringkas</summary></entry></feed>"""
    found = told("feed", body)
    (link,) = found.links
    assert (link.url, link.title, link.summary) == (f"{SITE}/berita/kalapas-baru", "Kalapas baru", "Ringkas")
    assert link.modified_at and link.modified_at.day == 4
    assert [ask.url for ask in found.more] == [f"{SITE}/atom.xml?page=2"]


def test_rdf() -> None:
    body = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{SITE}"/><item rdf:about="{SITE}/satu">
      <title>Satu</title><dc:date>2025-02-03</dc:date></item></rdf:RDF>"""
    (link,) = told("feed", body).links
    assert (link.url, link.title) == (f"{SITE}/satu", "Satu")


def test_rss_091_with_a_document_type() -> None:
    kind = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://contoh.id/rss-0.91.dtd">'
    body = f'{kind}<rss version="0.91"><channel>{item()}</channel></rss>'
    assert len(told("feed", body).links) == 1


def test_json_feed() -> None:
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "next_url": f"{SITE}/feed.json?page=2",
            "items": [
                {"id": "1", "url": f"{SITE}/satu", "title": "Satu", "date_published": "2025-02-03T10:00:00+07:00"},
                {"id": "2", "title": "tanpa alamat"},
                "bukan objek",
            ],
        }
    )
    found = told("feed", body)
    assert [link.url for link in found.links] == [f"{SITE}/satu"]
    assert found.more[0].url == f"{SITE}/feed.json?page=2"


def test_latin_1_and_undeclared_entities() -> None:
    body = (
        '<?xml version="1.0" encoding="iso-8859-1"?>'
        + rss(item(title="Caf&eacute; d\u00e9j\u00e0 vu")).partition("?>")[2]
    )
    (link,) = told("feed", body.encode("latin-1")).links
    assert link.title and link.title.endswith("d\u00e9j\u00e0 vu")


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: "\n\n  " + body,
        lambda body: "\ufeff" + body,
        lambda body: body.replace("</item>", "", 1),
        lambda body: body[: body.rindex("</item>") + 3],
        lambda body: body.replace("Satu", "Satu & dua <b>"),
        lambda body: body.replace("Satu", "Satu \x0b"),
    ],
)
def test_broken_xml_still_tells_its_links(damage: object) -> None:
    body = damage(rss(item("/satu", title="Satu"), item("/dua", title="Dua")))  # type: ignore[operator]
    assert f"{SITE}/satu" in {link.url for link in told("feed", body).links}


def test_a_counting_service_is_passed_by() -> None:
    counted = f"<item><link>https://hitung.test/c/1</link><guid isPermaLink='false'>{SITE}/asli</guid></item>"
    assert [link.url for link in told("feed", rss(counted)).links] == [f"{SITE}/asli"]


def test_the_address_may_stand_in_the_guid_alone() -> None:
    assert [link.url for link in told("feed", rss(f"<item><guid>{SITE}/?p=123</guid></item>")).links] == [
        f"{SITE}/?p=123"
    ]


def test_wordpress_feeds_are_paged() -> None:
    found = told("feed", rss(item(), head="<generator>https://wordpress.org/?v=6.5</generator>"), url=f"{SITE}/feed/")
    assert [(ask.url, ask.page) for ask in found.more] == [(f"{SITE}/feed/?paged=2", 2)]
    again = told("feed", rss(item()), url=f"{SITE}/feed/?paged=2", page=2)
    assert again.more[0].url == f"{SITE}/feed/?paged=3"


def test_a_whole_text_is_a_page_of_its_own() -> None:
    body = rss(
        item(
            "/utuh",
            title="Utuh",
            dc_creator="Sinta",
            description="Ringkas.",
            content_encoded=f"&lt;p&gt;{LONG}&lt;/p&gt;",
        )
    )
    (link,) = told("feed", body, aim(timezone="Asia/Makassar")).links
    assert link.page and (link.page.media_type, link.page.source, link.page.url) == (
        FEED_ITEM,
        "contoh",
        f"{SITE}/utuh",
    )
    told_item = orjson.loads(link.page.body)
    assert set(told_item) == {"title", "content", "link", "published", "author"}
    assert (told_item["author"], told_item["content"]) == ("Sinta", f"<p>{LONG}</p>")
    assert link.page.hints == link.hints()


@pytest.mark.parametrize(
    "content",
    [
        "Terlalu pendek.",
        LONG + "[&amp;hellip;]",
        LONG + "Baca selengkapnya",
        LONG.replace("Petugas", "Konten ini dilindungi dengan kata sandi.", 1),
    ],
)
def test_a_cut_or_protected_text_is_a_link_alone(content: str) -> None:
    (link,) = told("feed", rss(item(title="A", content_encoded=content))).links
    assert link.page is None


def test_a_teaser_told_twice_is_no_whole_text() -> None:
    (link,) = told("feed", rss(item(title="A", description=LONG, content_encoded=LONG))).links
    assert link.page is None


def test_entity_bombs_are_refused_with_the_reason() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        + rss(item(title="&amp;b;"))[21:]
    )
    found = told("feed", bomb)
    assert not found.links
    assert "declares XML entities" in found.issues[0]
    with pytest.raises(UnreadableError):
        parse(bomb.encode("utf-16"))


@pytest.mark.parametrize(
    "body", ["", "<html><body>Tidak ada</body></html>", '{"galat": true}', "tidak ditemukan", "[]", "\x00"]
)
def test_what_is_no_feed_says_so(body: str) -> None:
    found = told("feed", body)
    assert not found.links and found.issues


def test_a_body_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(rss(item()))
    assert told("feed", str(file)).links == ()


def test_an_empty_feed_is_no_fault() -> None:
    assert told("feed", rss()).issues == ()


def test_variants_of_an_article_are_one_link() -> None:
    body = rss(item("/a/amp/"), item("/a/?utm_source=rss", title="A"), item("/a/"), item("/?p=1"), item("/?p=2"))
    assert sorted(link.url for link in told("feed", body).links) == [f"{SITE}/?p=1", f"{SITE}/?p=2", f"{SITE}/a/"]


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: rss(text).encode()))
def test_any_bytes_are_a_feed_or_refused(body: bytes) -> None:
    found = told("feed", body)
    assert isinstance(found.links, tuple)


def test_the_links_own_zone_holds_for_naive_dates() -> None:
    (link,) = told("feed", rss(item(pubDate="2025-02-03 10:00:00")), aim(region="Bali")).links
    assert link.published_at and link.published_at.isoformat() == "2025-02-03T10:00:00+08:00"
    assert source().timezone == "Asia/Jakarta"
