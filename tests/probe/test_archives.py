"""Lists of one day or month, out of the forms and links of a page."""

import pytest
from lxml import html

from crawler.probe.archives import dated_templates
from crawler.probe.menu import linked_lists
from crawler.sources import Source
from tests.probe.kit import SITE

OURS = Source(slug="contoh", name="Kabar Contoh", url=SITE)


def templates(body: str) -> list[str]:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    return [template.removeprefix(SITE) for template in dated_templates(tree, f"{SITE}/indeks", OURS)]


@pytest.mark.parametrize(
    ("body", "template"),
    [
        ("<form action='/indeks'><input type='date' name='date'></form>", "/indeks?date={year}-{month}-{day}"),
        ("<form><input name='tgl' value='11/02/2025'></form>", "/indeks?tgl={day}/{month}/{year}"),
        ("<form><input name='tanggal' placeholder='2025-02-11'></form>", "/indeks?tanggal={year}-{month}-{day}"),
        (
            "<form action='/arsip'><input type='hidden' name='kanal' value='3'><select name='bulan'></select>"
            "<select name='tahun'></select></form>",
            "/arsip?kanal=3&bulan={month}&tahun={year}",
        ),
        ("<a href='/indeks?date=2025-2-11'>11</a>", "/indeks?date={year}-{month}-{day}"),
        ("<a href='?date=11-02-2025&kanal=hukum'>11</a>", "/indeks?date={day}-{month}-{year}&kanal=hukum"),
        ("<a href='?date=02/25/2025'>25</a>", "/indeks?date={month}/{day}/{year}"),
        ("<a href='/2025/02/11/'>Selasa</a>", "/{year}/{month}/{day}/"),
        ("<a href='/2025/02'>Februari 2025</a>", "/{year}/{month}"),
    ],
)
def test_what_asks_for_a_day(body: str, template: str) -> None:
    assert templates(body) == [template]


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/2025/02/11/kalapas-temui-kapolres/'>Kalapas temui Kapolres</a>",
        "<a href='https://lain.id/indeks?date=2025-02-11'>11</a>",
        "<form method='post'><input type='date' name='date'></form>",
        "<form><input name='q'></form><a href='/berita/410-razia'>Razia</a>",
    ],
)
def test_what_asks_for_none(body: str) -> None:
    assert templates(body) == []


def test_days_come_before_months_and_forms_before_links() -> None:
    links = "<a href='/2025/02'>Februari</a><a href='/2025/02/11'>11</a><a href='/2025/01'>Januari</a>"
    form = "<form action='/indeks'><input type='date' name='d'></form>"
    assert templates(links + form) == ["/indeks?d={year}-{month}-{day}", "/{year}/{month}/{day}", "/{year}/{month}"]


def test_lists_in_menus() -> None:
    body = """<nav><a href="/">Beranda</a><a href="/redaksi">Redaksi</a><a href="/hukrim">Hukrim</a>
      <a href="/indeks">Indeks</a><a href="/berita/7">Baca Selengkapnya</a><a href="/berita/7">Razia rutan kami ini</a>
      <a href="https://lain.id/berita">Berita</a><a href="/kanal/peristiwa">Peristiwa</a></nav>"""
    found = linked_lists(html.document_fromstring(body), SITE, OURS)
    assert [url.removeprefix(SITE) for url in found] == ["/indeks", "/hukrim", "/kanal/peristiwa"]
