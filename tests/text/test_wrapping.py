"""Texts whose lines were broken by hand become paragraphs again; headings and lists keep their lines."""

import pytest

from pipelines.records import PLAIN_TEXT
from pipelines.text.lines import Line
from pipelines.text.wrapping import unwrapped
from tests.text.pages import FIRST, PARAGRAPHS, markup, text_of_page

WRAPPED = [
    "Petugas Rutan Sukamaju menggeledah dua belas kamar hunian milik",
    "warga binaan di blok timur bersama anggota Polres pada malam",
    "itu tanpa perlawanan dari para penghuni. Kepala Rutan, Yosep",
    "Wirawan, memimpin sendiri kegiatan itu dan menyampaikan terima kasih kepada",
    "Kapolres Sukamaju.",
]


def glued(*texts: str) -> list[str]:
    lines = [Line(text, glued=place > 0) for place, text in enumerate(texts)]
    return [line.text for line in unwrapped(lines)]


def test_a_name_that_a_break_cuts_in_two_is_whole_again() -> None:
    assert glued(*WRAPPED) == [" ".join(WRAPPED)]


def test_a_page_and_a_plain_text_are_mended_alike() -> None:
    page = text_of_page(markup("<br>\n".join([*WRAPPED, "", FIRST])))
    plain = text_of_page("\n".join([*WRAPPED, "", FIRST]), media_type=PLAIN_TEXT)
    assert page.paragraphs == plain.paragraphs == (" ".join(WRAPPED), FIRST)


@pytest.mark.parametrize(
    "lines",
    [
        ("Kegiatan itu dihadiri oleh", "Kapolres Sukamaju dan rombongan."),
        ("“Kami siap membantu kapan pun diminta,”", "kata Kapolres kepada para wartawan."),
        ("Hadir pula Komandan Kodim setempat, Letkol Inf. H.", "Budiman Saleh."),
        ("Acara dihadiri Kepala Lapas Sukamaju,", "Budi Hartono."),
    ],
)
def test_open_lines_go_on(lines: tuple[str, str]) -> None:
    assert glued(*lines) == [" ".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ("Barang yang disita petugas dalam penggeledahan malam itu:", "1. Gunting kuku", "2. Kartu remi"),
        ("Siap Kerahkan Personel Kapan Saja", "Kapolres menyatakan siap mengerahkan satu peleton."),
        ("Kalapas memimpin apel.", "Kapolres hadir."),
        ("Budi Hartono, penghuni blok timur yang baru sebulan tinggal", "Andi Saputra, penghuni blok barat"),
    ],
)
def test_headings_lists_and_sentences_keep_their_lines(lines: tuple[str, ...]) -> None:
    assert glued(*lines) == list(lines)


def test_a_heading_in_a_wrapped_text_keeps_its_line() -> None:
    lines = [Line(text, glued=place > 0) for place, text in enumerate(WRAPPED)]
    heading = Line("Kapolres Sukamaju: Satu Peleton Personel Siap Dikerahkan")
    after = Line("Kapolres menyatakan siap membantu.", glued=True)
    assert [line.text for line in unwrapped([*lines, heading, after])][1:] == [heading.text, after.text]


def test_paragraphs_are_never_joined() -> None:
    lines = [Line("Kegiatan itu dihadiri oleh"), Line("Kapolres Sukamaju."), *map(Line, PARAGRAPHS)]
    assert unwrapped(lines) == lines
