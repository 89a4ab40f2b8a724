"""Addresses that are not asked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.safety.sites import same_site, site_of
from crawler.safety.urls import fault_of
from crawler.sessions import without_session

TODAY = date(2025, 2, 3)
AT = "https://koran.id"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/2025/02/03/kalapas-kunjungi-polres/",
        "/berita/2025-03-01/apel",
        "/2008/11/arsip",
        "/?p=123",
        "/indeks?page=3&date=2025-01-31",
        "/daerah/jawa/jawa-barat/bandung/berita/lapas/razia-kamar-hunian-2",
        "/agenda-kapolres-bersama-kalapas",
        "/read/2025/1999/kisah",
        "/kalender-akademik-lapas-2025.html",
        "/foto/1920x1080/a",
        "/berita-9999-01",
        "/kode/20510301",
        "/tag/lapas/page/2/",
        "/menuju-indonesia-emas-2045-10-program-lapas",
        "/2025/02/01/jadwal-2027-01-15",
        ":8080/berita",
    ],
)
def test_addresses_of_news(path: str) -> None:
    assert fault_of(AT + path, TODAY) is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (AT + "/2025/04/01/", "calendar"),
        (AT + "/arsip/2031/07", "calendar"),
        (AT + "/arsip?tanggal=2031-07-01&x=1", "calendar"),
        (AT + "/2031/7/9", "calendar"),
        (AT + "/berita/1970-01-01", "calendar"),
        (AT + "/kegiatan?tribe-bar-date=2024-01", "calendar"),
        (AT + "/kalender/2024/05/", "calendar"),
        (AT + "/agenda?bulan=5&tahun=2019", "calendar"),
        (AT + "/berita/berita/berita/x", "loop"),
        (AT + "/a/b/a/b/a/b/", "loop"),
        (AT + "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "loop"),
        (AT + "/?" + "&".join(f"f{n}=1" for n in range(20)), "loop"),
        (AT + "/" + "x" * 2000, "length"),
        ("https://nama:sandi@koran.id/", "credentials"),
        (AT + ":22/", "port"),
        (AT + ":25/", "port"),
        (AT + ":99999/", "address-form"),
        ("http://[::1/", "address-form"),
        ("ftp://koran.id/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("https:///berita", "scheme"),
    ],
)
def test_traps(url: str, reason: str) -> None:
    fault = fault_of(url, TODAY)
    assert fault
    assert fault[0] == reason


@given(st.text(max_size=200))
def test_any_text_has_a_verdict(text: str) -> None:
    fault_of(text, TODAY)
    fault_of(f"https://koran.id/{text}", TODAY)


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        (AT + "/a?PHPSESSID=0a1b&p=2", AT + "/a?p=2"),
        (AT + "/a;jsessionid=AB12.node1?x=1", AT + "/a?x=1"),
        (AT + "/a;jsessionid=AB12", AT + "/a"),
        (AT + "/a?p=2&q=razia%20kamar", AT + "/a?p=2&q=razia%20kamar"),
        (AT + "/?p=123", AT + "/?p=123"),
        (AT + "/a?kosong", AT + "/a?kosong"),
    ],
)
def test_sessions_are_taken_out(url: str, bare: str) -> None:
    assert without_session(url) == bare


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.koran.co.id", "koran.co.id"),
        ("Berita.Koran.CO.ID.", "koran.co.id"),
        ("tribratanews.polri.go.id", "polri.go.id"),
        ("lapas.blogspot.com", "lapas.blogspot.com"),
        ("koran.test", "koran.test"),
        ("www.koran.test", "koran.test"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("localhost", "localhost"),
        ("go.id", "go.id"),
        ("", ""),
    ],
)
def test_site_of_a_host(host: str, site: str) -> None:
    assert site_of(host) == site


def test_blogs_of_one_provider_are_different_sites() -> None:
    assert not same_site("satu.wordpress.com", "dua.wordpress.com")
    assert same_site("m.koran.com", "www.koran.com")
    assert not same_site("127.0.0.1", "127.0.0.2")
