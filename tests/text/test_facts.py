"""Headline, names, identity and further pages."""

import pytest

from pipelines.records import Rejected, SourceFacts
from pipelines.text import join_pages
from pipelines.urls import canonical, same_site
from tests.text.pages import FIRST, PARAGRAPHS, SECOND, THIRD, TITLE, URL, markup, paragraphs, text_of_page


@pytest.mark.parametrize(
    ("byline", "authors", "editor"),
    [
        ("Penulis: Rina Wati | Editor: Joko Susilo", ("Rina Wati",), "Joko Susilo"),
        ("Pewarta : Rina Wati<br>Editor : Joko Susilo<br>Copyright © WARTAKITA 2025", ("Rina Wati",), "Joko Susilo"),
        ("Reporter: Rina Wati, Budi Hartono", ("Rina Wati", "Budi Hartono"), None),
        ("Penulis: Redaksi", (), None),
        ("Editor : Redaksi", (), None),
        ("Oleh: RINA WATI", ("Rina Wati",), None),
        ("Penulis: Humas Lapas Sukamaju", (), None),
    ],
)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_bylines_in_the_text(byline, authors, editor, place):
    lines = (byline, *PARAGRAPHS) if place == "head" else (*PARAGRAPHS, byline)
    text = text_of_page(markup(paragraphs(*lines)))
    assert (text.authors, text.editor, text.paragraphs) == (authors, editor, PARAGRAPHS)


@pytest.mark.parametrize(
    ("near", "head", "authors"),
    [
        ('<span class="author">Oleh <a href="/author/rina">Rina Wati</a></span>', "", ("Rina Wati",)),
        ('<a rel="author" href="/x">Rina Wati</a>', "", ("Rina Wati",)),
        ('<span class="author">Warta Kita</span>', "", ()),
        ('<span class="author">admin</span>', "", ()),
        ("", '<meta name="author" content="Rina Wati">', ("Rina Wati",)),
        ("", '<meta property="article:author" content="https://facebook.com/wartakita">', ()),
        (
            "",
            '<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Rina Wati"}]}</script>',  # noqa: E501
            ("Rina Wati",),
        ),
        (
            "",
            '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"Warta Kita"}}</script>',  # noqa: E501
            (),
        ),
        ("", "", ()),
    ],
)
def test_names_near_the_headline(near, head, authors):
    assert text_of_page(markup(head=head, near=near)).authors == authors


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} - Warta Kita",
        f"Warta Kita :: {TITLE}",
        f"{TITLE} | wartakita.com",
        f"{TITLE} - Halaman 2 - Warta Kita",
        f"{TITLE} – WartaKita.com",
    ],
)
def test_a_title_without_the_site(title):
    html = markup().replace(f"<title>{TITLE} - Warta Kita", f"<title>{title}").replace(f"<h1>{TITLE}</h1>", "")
    assert text_of_page(html).title == TITLE


def test_the_heading_that_the_metadata_bear_out_is_the_headline():
    html = markup(top="<h1>Warta Kita</h1>").replace(f"<h1>{TITLE}</h1>", f"<h2>{TITLE}</h2>")
    assert text_of_page(html).title == TITLE


@pytest.mark.parametrize(
    ("url", "folded"),
    [
        ("https://wartakita.com/kalapas-kapolres/amp/", "https://wartakita.com/kalapas-kapolres/"),
        ("https://m.wartakita.com/kalapas-kapolres", "https://wartakita.com/kalapas-kapolres"),
        ("https://wartakita.com/a.html?m=1&utm_source=x#komentar", "https://wartakita.com/a.html"),
        ("https://wartakita.com/?p=123&fbclid=x", "https://wartakita.com/?p=123"),
        ("https://wartakita.com/kalapas-kapolres?page=2", "https://wartakita.com/kalapas-kapolres"),
        ("https://wartakita.com/kalapas-kapolres?page=all", "https://wartakita.com/kalapas-kapolres"),
        ("https://wartakita.com/berita.php?id=7", "https://wartakita.com/berita.php?id=7"),
        ("https://wartakita.com/2025/02/18/", "https://wartakita.com/2025/02/18/"),
        (
            "https://wartakita.com/index.php/berita/12-kalapas?tmpl=component&print=1",
            "https://wartakita.com/index.php/berita/12-kalapas",
        ),
        ("kein address", "kein address"),
    ],
)
def test_variants_fold_into_one_address(url, folded):
    assert canonical(url) == folded
    assert canonical(folded) == folded


def test_one_site_is_its_registrable_domain():
    assert same_site("https://m.wartakita.com/a", "https://daerah.wartakita.com/b")
    assert not same_site("https://satu.blogspot.com/", "https://dua.blogspot.com/")
    assert not same_site("https://wartakita.co.id/", "https://wartakami.co.id/")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("/kalapas-asli", "https://wartakita.com/kalapas-asli"),
        ("https://www.wartakita.com/kalapas-asli", "https://www.wartakita.com/kalapas-asli"),
        ("https://orang-lain.com/x", URL),
        ("https://wartakita.com/", URL),
        ("", URL),
    ],
)
def test_the_told_address_counts_when_it_is_plausible(told, expected):
    assert text_of_page(markup(head=f'<link rel="canonical" href="{told}">')).canonical_url == expected


def paging(*targets):
    return (
        '<div class="paging">Halaman '
        + " ".join(f'<a href="{URL}?page={target}">{target}</a>' for target in targets)
        + "</div>"
    )


def test_the_further_pages_are_told_in_order():
    assert text_of_page(markup(after=paging(1, 2, 3))).next_pages == (f"{URL}?page=2", f"{URL}?page=3")
    assert text_of_page(markup(after=paging(1, 2, 3)), url=f"{URL}?page=2").next_pages == (f"{URL}?page=3",)


def test_the_page_that_shows_all_is_preferred():
    everything = f'<a href="{URL}?page=all">Tampilkan Semua</a>'
    assert text_of_page(markup(after=paging(1, 2) + everything)).next_pages == (f"{URL}?page=all",)
    assert text_of_page(markup(after=paging(1, 2) + everything), url=f"{URL}?page=all").next_pages == ()


def test_pages_join_into_one_text():
    first = text_of_page(markup(paragraphs(FIRST, SECOND), after=paging(1, 2)))
    second = text_of_page(markup(paragraphs(SECOND, THIRD, f"{THIRD} Lagi.")), url=f"{URL}?page=2")
    joined = join_pages((first, second))
    assert joined.paragraphs == (FIRST, SECOND, THIRD, f"{THIRD} Lagi.")
    assert (joined.title, joined.next_pages) == (first.title, ())


def test_removals_keep_text_and_rule():
    text = text_of_page(markup(paragraphs(FIRST, "Baca juga: Panen Raya", SECOND, THIRD)))
    assert [(gone.text, gone.rule) for gone in text.removed] == [("Baca juga: Panen Raya", "read-also/1")]
    assert not isinstance(text, Rejected)


def test_words_of_nested_elements_keep_their_order():
    html = markup().replace(f"<h1>{TITLE}", "<h1>Kalapas <em>dan <b>Kapolres</b></em> Bahas Keamanan")
    assert text_of_page(html).title == TITLE


@pytest.mark.parametrize(
    "near",
    [
        "<div><div>Oleh</div> <a href=/a>Rina Wati</a> - </div>",
        "<div>Rina Wati - Selasa, 4 Februari 2025 - 15:20 WIB</div>",
        '<div class="author-wrapper"><a rel="author">Rina Wati</a><span>Diperbarui 5 Februari 2025</span></div>',
    ],
)
def test_a_writer_told_by_the_words_of_a_line(near):
    assert text_of_page(markup(near=near)).authors == ("Rina Wati",)


def test_dates_of_a_list_below_the_body_are_not_the_publication():
    cards = "".join(f'<div><a href="/{n}">Kabar {n}</a><time>{n} Februari 2025</time></div>' for n in range(5, 9))
    assert text_of_page(markup(after=cards)).published.at is None


def test_the_day_in_a_caption_is_not_the_publication():
    near = "<p>Kapolres dan Kalapas usai pertemuan di aula, Senin (3/2/2025).</p>"
    assert text_of_page(markup(near=near)).published.at is None


@pytest.mark.parametrize("site", ["Website Resmi Pemerintah Kabupaten Sukamaju", "Beranda", "Detail Berita"])
def test_the_heading_above_the_text_where_the_head_names_the_site_alone(site: str) -> None:
    page = (
        markup().replace(f"{TITLE} - Warta Kita", site).replace("<h1>", "<h2>Berita</h2><h3>").replace("</h1>", "</h3>")
    )
    assert text_of_page(page).title == TITLE


def test_a_told_title_is_not_given_up_for_another_heading() -> None:
    page = markup().replace(f"<h1>{TITLE}</h1>", "<h3>Kumpulan Kabar Pilihan Pekan Ini</h3>")
    assert text_of_page(page).title == TITLE


def test_a_headline_without_an_element_of_its_own_tells_where_the_title_ends():
    body = "".join(f"<div>{line}</div>" for line in (TITLE, *PARAGRAPHS))
    html = f"<html><head><title>{TITLE} - Situs Anu</title></head><body><div>{body}</div></body></html>"
    text = text_of_page(html, SourceFacts())
    assert (text.title, text.paragraphs) == (TITLE, PARAGRAPHS)
