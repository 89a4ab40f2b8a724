"""The drafted file, its name and its place."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from crawler.probe.draft import path_of, toml_of, with_discover, with_free_slug
from crawler.probe.naming import name_of, region_of, slug_of
from crawler.sources import Discover, Source, read_source

URL = "https://kabarcontoh.id"
WAYS = Discover(
    feeds=(f"{URL}/feed/",),
    sitemaps=(f"{URL}/a.xml", f"{URL}/b.xml"),
    wordpress=f"{URL}/wp-json/",
    listings=(f"{URL}/x",),
)


def source(**more: object) -> Source:
    return Source.model_validate({"slug": "contoh", "name": "Kabar Contoh", "url": URL, **more})


@settings(deadline=None)
@given(
    name=st.text(min_size=1, max_size=40).filter(
        lambda text: "\x7f" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
    ),
    region=st.sampled_from([None, "Bali", "Papua", "Nasional"]),
    discover=st.sampled_from([Discover(), WAYS]),
)
def test_a_drafted_file_reads_back(name: str, region: str | None, discover: Discover) -> None:
    drafted = source(
        name=name, region=region, discover=discover, **({"timezone": "Asia/Makassar"} if region == "Bali" else {})
    )
    again = read_source(toml_of(drafted), "contoh", "contoh.toml")
    assert (again.name, again.region, again.discover, again.timezone) == (name, region, discover, drafted.timezone)


def test_only_what_cannot_be_inferred_is_written() -> None:
    assert set(tomllib.loads(toml_of(source(region="Bali")))) == {"name", "url", "region"}
    assert "timezone" in toml_of(source(region="Bali", timezone="Asia/Jakarta"))


def test_replacing_the_ways_leaves_the_rest_as_it_was_written() -> None:
    text = '# Ditanyakan tiap pagi.\nname = "A"  # nama\nurl = "https://a.id"\n\n[discover]\nfeeds = [\n  "https://a.id/x",\n]\n\n'
    text += '[[patches]]\nurl = "https://a.id/1"\nfield = "title"\nvalue = "[discover]"\nwhy = "x"\n'
    changed = with_discover(text, WAYS)
    again = read_source(changed, "a", "a.toml")
    assert again.discover == WAYS and again.patches[0].value == "[discover]"
    assert changed.startswith('# Ditanyakan tiap pagi.\nname = "A"  # nama\n')
    assert with_discover(changed, WAYS) == changed
    assert read_source(with_discover(changed, Discover()), "a", "a.toml").discover.empty


def test_files_lie_in_the_folder_of_their_region(tmp_path: Path) -> None:
    assert path_of(source(region="Nusa Tenggara Barat"), tmp_path) == tmp_path / "nusa-tenggara-barat" / "contoh.toml"
    assert path_of(source(), tmp_path) == tmp_path / "nasional" / "contoh.toml"


def test_a_taken_slug_gets_the_whole_host() -> None:
    assert with_free_slug(source(), {"contoh"}).slug == "kabarcontoh-id"
    assert with_free_slug(source(), {"lain"}).slug == "contoh"


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.koranbanten.com/", "koranbanten"),
        ("https://aceh.tribunnews.com", "aceh-tribunnews"),
        ("https://kabarbanyuwangi.co.id", "kabarbanyuwangi"),
        ("https://resabc.kalsel.polri.go.id/x", "resabc-kalsel-polri"),
        ("http://kabar_contoh.test:8080", "kabar-contoh"),
        ("http://127.0.0.1:80", "127-0-0-1"),
    ],
)
def test_slugs(url: str, slug: str) -> None:
    assert slug_of(url) == slug


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<meta property='og:site_name' content='Kabar Contoh'><title>Beranda</title>", "Kabar Contoh"),
        ("<title>Beranda | Kabar Contoh</title>", "Kabar Contoh"),
        ("<title>Berita terkini dan terpercaya dari daerah - Kabar Contoh</title>", "Kabar Contoh"),
        ("<title>Home</title>", "kabarcontoh.id"),
        ("", "kabarcontoh.id"),
    ],
)
def test_names(head: str, name: str) -> None:
    assert name_of(html.document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>"), URL) == name


@pytest.mark.parametrize(
    ("url", "title", "region"),
    [
        ("https://koranbanten.com", "", "Banten"),
        ("https://jateng.contoh.id", "", "Jawa Tengah"),
        ("https://kabar.id", "Kabar dari Sulawesi Tenggara", "Sulawesi Tenggara"),
        ("https://kabarbalita.id", "", None),
        ("https://kabarcontoh.id", "Kabar Contoh", None),
    ],
)
def test_regions(url: str, title: str, region: str | None) -> None:
    tree = html.document_fromstring(f"<html><head><title>{title}</title></head><body><p>x</p></body></html>")
    assert region_of(tree, url, ()) == region
