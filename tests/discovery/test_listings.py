"""Listing pages: article links by structure, dates beside them, the next page, and where it ends."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery import listings, plan
from crawler.discovery.asks import Ask
from tests.discovery.kit import SITE, aim, answer, told


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Indeks</title>{head}</head><body>{body}</body></html>"


def card(path: str, title: str = "Kalapas dan Kapolres bertemu", beside: str = "") -> str:
    picture = f"<a href='{path}'><img src='/x.jpg' alt=''></a>"
    return f"<div class='kartu'>{picture}<h3><a href='{path}'>{title}</a></h3>{beside}</div>"


def paths(body: str, **more: object) -> list[str]:
    found = told("listing", page(body), aim(**more), url=f"{SITE}/indeks")  # type: ignore[arg-type]
    return sorted(link.url.removeprefix(SITE) for link in found.links)


def following(body: str, head: str = "", number: int = 1) -> list[str]:
    found = told("listing", page(card("/razia-kamar-hunian-lapas") + body, head), url=f"{SITE}/indeks", page=number)
    return [ask.url.removeprefix(SITE) for ask in found.more]


def test_articles_are_told_from_menus_lists_and_other_sites() -> None:
    body = f"""<nav><a href="/berita/judul-di-dalam-menu-atas">Judul di dalam menu atas</a></nav>
      <a href="/">Beranda</a> <a href="/kategori/hukum-dan-kriminal-daerah">Hukum dan kriminal daerah ini</a>
      <a href="/tag/lapas-kelas-iia-contoh">Lapas</a>
      <a href="https://lain.id/berita/judul-situs-lain-sana">Judul situs lain</a>
      <a href="/redaksi">Redaksi</a>
      <a href="mailto:a@b.id">Surat</a> <a href="/unduh/laporan-tahun-ini.pdf">Laporan</a>
      <a href="/login?next=/x">Masuk</a> <a href="/indeks?page=2">2</a> <a href="#atas">Ke atas</a>
      {card("/razia-kamar-hunian-lapas")} {card("/read/10234/razia")} {card("/?p=55", "Razia")}
      {card("/news/d-123456/razia.html")} {card("//www.kabarcontoh.id/video-pendek-dari-rutan")}
      {card("berita.php?id=31")}
      <footer><a href="/pedoman-media-siber">Pedoman media siber nasional</a></footer>"""
    assert paths(body) == [
        "/?p=55", "/berita.php?id=31", "/news/d-123456/razia.html", "/razia-kamar-hunian-lapas", "/read/10234/razia",
        "https://www.kabarcontoh.id/video-pendek-dari-rutan",
    ]  # fmt: skip


def test_the_title_is_the_headline_and_the_date_stands_beside() -> None:
    beside = "<span class='post-date'>Senin, 3 Feb 2025 10:11 WIB</span>"
    body = card("/satu-dua-tiga", "Kalapas temui Kapolres", beside) + card(
        "/dua-tiga-empat", "Rutan dirazia", "<time datetime='2025-02-04T08:00:00+07:00'>kemarin</time>"
    )
    first, second = told("listing", page(body)).links
    assert (first.title, second.title) == ("Rutan dirazia", "Kalapas temui Kapolres")
    assert first.published_at and second.published_at
    assert (first.published_at.day, second.published_at.isoformat()) == (4, "2025-02-03T10:11:00+07:00")


def test_a_headline_is_taken_with_all_its_words() -> None:
    for link in (
        "<a href='/satu-dua-tiga'><i>Wah</i>, Kalapas <b>baru</b> temui Kapolres</a>",
        "<a href='/satu-dua-tiga'><h5><i>Wah</i>, Kalapas <b>baru</b> temui Kapolres</h5> 3 jam lalu</a>",
        "<div><div class='judul'><i>Wah</i>, Kalapas <b>baru</b> temui Kapolres</div>"
        "<a href='/satu-dua-tiga'>Selengkapnya »</a></div>",
    ):
        (found,) = told("listing", page(link)).links
        assert found.title == "Wah, Kalapas baru temui Kapolres"


def test_a_date_in_a_card_without_a_mark_is_its_own() -> None:
    card_of = (
        "<div><h5>Razia {0} di rutan</h5><small>{0} Februari 2025</small><a href='/berita/{0}'>Selengkapnya</a></div>"
    )
    body = "<p>Diperbarui 1 Januari 2025</p>" + "".join(card_of.format(number) for number in (3, 4))
    days = {link.url.rpartition("/")[2]: link.published_at for link in told("listing", page(body)).links}
    assert {number: at and at.day for number, at in days.items()} == {"3": 3, "4": 4}


def test_the_date_of_another_article_is_not_taken() -> None:
    body = f"<div>{card('/satu-dua-tiga')}{card('/dua-tiga-empat', beside='<time datetime=2025-02-04></time>')}"
    body += f"{card('/tiga-empat-lima', beside='<time datetime=2025-01-04></time>')}</div>"
    days = {link.url.removeprefix(SITE): link.published_at for link in told("listing", page(body)).links}
    assert days["/satu-dua-tiga"] is None and days["/dua-tiga-empat"] is not None


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<a href='/indeks?page=2'>2</a><a href='/indeks?page=3'>3</a>", ""),
        ("<a href='/indeks?page=2'>Selanjutnya</a>", ""),
        ("<a href='/indeks?page=2'>Berikutnya »</a>", ""),
        ("<a rel='next' href='/indeks?page=2'>x</a>", ""),
        ("", "<link rel='next' href='/indeks?page=2'>"),
        ("<ul class='pagination'><a href='/indeks'>‹</a><a href='/indeks?page=2'>›</a></ul>", ""),
        ("<a aria-label='Next' href='/indeks?page=2'><svg></svg></a>", ""),
        ("<a class='blog-pager-older-link' href='/indeks?page=2'>Postingan Lama</a>", ""),
    ],
)
def test_the_next_page(body: str, head: str) -> None:
    assert following(body, head) == ["/indeks?page=2"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<a href='/indeks'>1</a>",
        "<a href='https://lain.id/indeks?page=2'>2</a>",
        "<div class='kalender'><a href='/2025/01'>»</a></div>",
        "<a href='/indeks'>Selanjutnya</a>",
    ],
)
def test_no_next_page(body: str) -> None:
    assert following(body) == []


def test_a_page_without_articles_ends_the_list() -> None:
    assert told("listing", page("<p>Tidak ada berita</p><a rel=next href='/indeks?page=3'>3</a>")).more == ()


def test_templates_are_filled() -> None:
    asks = list(listings.asks(f"{SITE}/tag/{{word}}?hal={{page}}", aim()))
    assert [ask.url for ask in asks] == [f"{SITE}/tag/lapas?hal=1", f"{SITE}/tag/rutan?hal=1"]
    found = plan.read(asks[0], answer(page(card("/razia-kamar-hunian-lapas")), asks[0].url), aim())
    assert [(ask.url, ask.page) for ask in found.more] == [(f"{SITE}/tag/lapas?hal=2", 2)]


def test_day_archives_go_back_to_the_day() -> None:
    template = f"{SITE}/indeks/{{year}}/{{month}}/{{day}}"
    back = [ask.url for ask in listings.asks(template, aim(since=date(2025, 5, 30)))]
    assert back == [f"{SITE}/indeks/2025/06/01", f"{SITE}/indeks/2025/05/31", f"{SITE}/indeks/2025/05/30"]
    assert len(list(listings.asks(template, aim(last_run=datetime(2025, 5, 31, tzinfo=UTC))))) == 2
    assert len(list(listings.asks(template, aim()))) == 31
    assert len(list(listings.asks(template, aim(since=date(1990, 1, 1))))) == listings.MOST_DAYS


def test_a_base_address_holds() -> None:
    body = page("<a href='satu-dua-tiga'>Satu dua tiga empat</a>", f"<base href='{SITE}/berita/'>")
    assert [link.url for link in told("listing", body).links] == [f"{SITE}/berita/satu-dua-tiga"]


def test_hostile_pages_end() -> None:
    deep = "<div>" * 50_000 + card("/satu-dua-tiga")
    assert isinstance(told("listing", page(deep)).links, tuple)
    assert "more than" in told("listing", "<p>" + " " * (6 << 20)).issues[0]


def test_the_home_page_tells_the_ways_in() -> None:
    head = f"""<link rel="alternate" type="application/rss+xml" href="/feed/" title="Kabar">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/" title="Komentar">
      <link rel="alternate" type="application/json+oembed" href="/oembed">
      <link rel="https://api.w.org/" href="{SITE}/wp-json/">"""
    found = told("home", page(card("/satu-dua-tiga"), head), url=SITE)
    assert [ask.way for ask in found.children] == ["wordpress", "feed"]
    assert found.children[1].url == f"{SITE}/feed/" and len(found.links) == 1


def test_the_interface_may_be_declared_in_the_headers() -> None:
    link = f'<{SITE}/index.php?rest_route=/>; rel="https://api.w.org/"'
    found = plan.read(Ask("home", SITE), answer(page(""), SITE, Link=link), aim())
    assert (
        "rest_route=%2Fwp%2Fv2%2Fposts" in found.children[0].url or "rest_route=/wp/v2/posts" in found.children[0].url
    )


def test_robots_names_sitemaps_or_the_usual_place_is_asked() -> None:
    named = told(
        "robots",
        "User-agent: *\nDisallow:\nSITEMAP:  /peta.xml\nSitemap: https://cdn.id/p.xml # x",
        url=f"{SITE}/robots.txt",
    )
    assert [ask.url for ask in named.children] == [f"{SITE}/peta.xml", "https://cdn.id/p.xml"]
    assert told("robots", "", url=f"{SITE}/robots.txt").children[0].url == f"{SITE}/sitemap.xml"


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: page(f"<a href='{text}'>{text}</a>").encode()))
def test_any_bytes_are_a_page_or_refused(body: bytes) -> None:
    assert isinstance(told("listing", body).links, tuple)
    assert isinstance(told("home", body).children, tuple)
