"""Pages that are no article, each with its reason."""

import pytest

from pipelines.records import PLAIN_TEXT
from tests.text.pages import FIRST, PARAGRAPHS, TITLE, markup, outcome_of, paragraphs, rejection_of, text_of_page

ENGLISH = "The head of the prison met the chief of police in the hall on Monday to talk about the safety of the blocks."
ITEM = '<article><h2><a href="/{0}">Berita Nomor {0} dari Desa</a></h2><p>Kepala desa nomor {0} mengatakan bahwa warga akan segera [&hellip;]</p><a href="/{0}">Selengkapnya</a></article>'  # noqa: E501


@pytest.mark.parametrize(
    ("html", "more", "reason"),
    [
        (markup().replace(TITLE, "Halaman Tidak Ditemukan"), {}, "error-page"),
        (markup(), {"status": 404}, "error-page"),
        (markup().replace(TITLE, "Tag: Lapas"), {}, "listing"),
        (markup(), {"url": "https://wartakita.com/kategori/lapas"}, "listing"),
        (markup(), {"url": "https://wartakita.com/"}, "listing"),
        (markup(), {"url": "https://wartakita.com/?s=lapas"}, "listing"),
        (markup("".join(ITEM.format(number) for number in range(8))), {}, "listing"),
        (markup(paragraphs(ENGLISH, ENGLISH.replace("Monday", "Friday"))), {}, "not-indonesian"),
        (markup("<p>Pendek.</p>"), {}, "no-text"),
        (
            '<html><body><noscript>Aktifkan JavaScript untuk melihat.</noscript><div id="root"></div></body></html>',
            {},
            "shell",
        ),
        (
            "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
            {},
            "challenge",
        ),
        (
            markup(paragraphs(FIRST, "Artikel ini khusus pelanggan. Berlangganan untuk membaca selengkapnya.")),
            {},
            "paywall",
        ),
        (
            markup(
                "<figure><img><figcaption>Lampion dilepas ke langit pada malam festival. (1/3)</figcaption></figure>"
                * 4
            ).replace(TITLE, "Foto: Festival Lampion"),
            {},
            "gallery",
        ),
        ("", {}, "empty"),
    ],
)
def test_a_page_that_is_no_article(html, more, reason):
    assert rejection_of(html, **more) == reason


def test_a_short_article_is_one():
    assert text_of_page(markup(paragraphs(FIRST, PARAGRAPHS[1]))).language == "id"


def test_a_slug_below_a_folder_that_lists_is_an_article():
    assert text_of_page(markup(), url="https://wartakita.com/topik/kalapas-dan-kapolres-bahas-keamanan-blok").paragraphs


def test_a_plain_text_is_read_line_by_line():
    text = text_of_page(
        f"{TITLE}\nSUKAMAJU – {FIRST}\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n(red)\n", media_type=PLAIN_TEXT
    )
    assert (text.title, text.dateline, text.paragraphs) == (TITLE, "SUKAMAJU", PARAGRAPHS)


def test_a_plain_text_without_a_title():
    text = text_of_page("\n".join(PARAGRAPHS), media_type=PLAIN_TEXT)
    assert (text.title, text.paragraphs) == (None, PARAGRAPHS)


def test_hard_wrapped_lines_become_paragraphs():
    wrapped = FIRST.replace("Kapolres di", "Kapolres\ndi")
    assert text_of_page("\n".join((wrapped, *PARAGRAPHS[1:])), media_type=PLAIN_TEXT).paragraphs == PARAGRAPHS


def test_every_answer_is_told_with_a_detail():
    outcome = outcome_of(markup("<p>Pendek.</p>"))
    assert outcome.detail


def test_names_do_not_make_a_text_foreign():
    names = " ".join(f"Kalapas Margono Sutrisno, Kapolres Budi Hartono Wijaya, Bupati Rina {n}." for n in "ABCDEFGH")
    text = text_of_page(markup(paragraphs(f"Hadir dalam acara itu {names} Mereka datang dengan bus untuk apel pagi.")))
    assert text.language == "id"


def test_an_item_beside_a_category_in_the_address_is_no_list():
    for address in ("https://wartakita.com/?q=node/12", "https://wartakita.com/berita.php?cat=3&id=77"):
        assert text_of_page(markup(), url=address).paragraphs == PARAGRAPHS
