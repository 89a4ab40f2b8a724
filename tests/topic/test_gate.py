"""The gate is cheap, and turns away no page that the verdict would accept."""

from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import HTML, PLAIN_TEXT, Document, Hints, Page
from pipelines.topic import gate, may_be_ours

NO_HINTS = Hints()
NOW = datetime(2025, 3, 1, tzinfo=UTC)
BODY = "Kalapas Serang bertandang ke Polresta Serang Kota untuk membahas patroli bersama di sekitar tembok. "
HYPHENATED = BODY.replace("apas", "a\u00adpas")
OTHER = "Harga cabai rawit di pasar induk naik lagi karena hujan yang turun berhari-hari di daerah pemasok. "
MENU = "<ul><li><a href='/a'>Razia di Lapas Ciamis</a></li><li><a href='/b'>Polres Ciamis Gelar Apel</a></li></ul>"


def passes(markup: str, media_type: str = HTML, hints: Hints = NO_HINTS) -> bool:
    page = Page("https://contoh.example/1", markup.encode(), NOW, media_type, hints=hints)
    return gate(Document(page, markup, media_type)) is None


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>Kunjungan</h1><p>{BODY}</p><p>{OTHER * 8}</p>",
        f"<div>{BODY}<br><br>{OTHER * 8}</div>",
        f"<div>{OTHER * 8}<a href='/x'>Kalapas</a> dan <b>Kapolres</b> bertemu pada hari yang sama di kota itu.</div>",
        f"<main>{BODY}<br>{OTHER * 8}</main><p>{OTHER * 8}</p>",
        f"<table><tr><td>{BODY}{OTHER * 8}</td></tr></table>",
        f'<p>{OTHER * 8}</p><script type=\'application/ld+json\'>{{"articleBody": "{BODY}"}}</script>',
        f"<div id='app'></div><script>var state = {{text: '{BODY}'}}</script>",
        f"<p>{HYPHENATED}</p><p>{OTHER * 8}</p>",
        f"<p>Petugas LP Cipinang bertemu BNN hari ini di ruang rapat.</p><p>{OTHER * 8}</p>",
    ],
)
def test_pages_with_both_sides_pass(markup: str) -> None:
    assert passes(f"<html><body>{markup}</body></html>")


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>Cabai</h1><p>{OTHER * 10}</p>",
        f"<h1>Cabai</h1><p>{OTHER * 10}</p>{MENU}",
        f"<h1>Pencuri</h1><p>Satreskrim Polres Serang menangkap dua pencuri di pasar.</p><p>{OTHER * 8}</p>{MENU}",
        "<div id='app'></div>",
    ],
)
def test_pages_without_one_side_are_turned_away(markup: str) -> None:
    assert not passes(f"<html><body>{markup}</body></html>")


def test_plain_text_and_hints_count() -> None:
    assert passes(BODY, PLAIN_TEXT)
    assert not passes(OTHER, PLAIN_TEXT)
    hints = Hints(title="Kalapas Temui Kapolres")
    assert passes(f"<p>{OTHER * 8}</p><!-- lapas polres -->", hints=hints)


def test_the_missing_side_is_told() -> None:
    page = Page("https://contoh.example/1", b"", NOW)
    found = gate(Document(page, f"<p>{OTHER}</p>"))
    assert found is not None
    assert (found.reason, found.detail) == ("off-topic", "no words of the prison side")


def test_it_costs_little() -> None:
    markup = (
        "<html><body>" + MENU * 300 + f"<h1>Cabai</h1><p>{OTHER * 30}</p>" + "<div class='x'><span></span></div>" * 500
    )
    markup += "</body></html>"
    passes(markup)
    started = perf_counter()
    for _ in range(20):
        passes(markup)
    assert (perf_counter() - started) / 20 < 0.05


def test_blocks_inside_of_blocks_cost_little() -> None:
    started = perf_counter()
    assert passes("lapas polres " + ("<div>" + "kata " * 25) * 2000)
    assert perf_counter() - started < 5


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "utf-16", "windows-1252"]), st.booleans())
def test_the_look_at_bytes_turns_away_nothing_that_the_gate_lets_through(
    noise: bytes, charset: str, both: bool
) -> None:
    words = "Kepala Ru\u00adtan dan Kapolres" if both else "Kepala Rutan"
    text = f"<p>{words} {noise.decode('latin-1')}</p>"
    body = text.encode(charset, "replace")
    assert may_be_ours(body) or not passes(body.decode(charset))
