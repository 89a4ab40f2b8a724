"""Quoted stretches, whatever their marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.entities.quotes.stretches import find_stretches
from tests.entities.passages import quotes_of, said

LEAD = "Kalapas Jember Hasan Basri hadir."
WORDS = "Kami siap mendukung penuh"


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“{WORDS},” ujar Hasan.",
        f'"{WORDS}," ujar Hasan.',
        f'"{WORDS},” ujar Hasan.',
        f"“{WORDS},“ ujar Hasan.",
        f"”{WORDS},” ujar Hasan.",
        f"„{WORDS},” ujar Hasan.",
        f"«{WORDS},» ujar Hasan.",
        f"‘{WORDS},’ ujar Hasan.",
        f"'{WORDS},' ujar Hasan.",
        f"''{WORDS},'' ujar Hasan.",
        f"“ {WORDS}, ” ujar Hasan.",
        f"{WORDS},” ujar Hasan.",
        f"“{WORDS}, ujar Hasan.",
    ],
)
def test_marks_of_all_kinds(paragraph: str) -> None:
    assert said(LEAD, paragraph) == [("Hasan Basri", f"{WORDS},")]


def test_quotes_inside_a_quote_stay_inside() -> None:
    inner = 'Kami menyebutnya "Sambang Lapas" dan itu berjalan baik,'
    assert said(LEAD, f'"{inner}" ujar Hasan.') == [("Hasan Basri", inner)]


def test_an_interrupted_quote_is_two_stretches() -> None:
    paragraph = "“Kami siap,” ujar Hasan, “kapan pun dibutuhkan rekan-rekan kepolisian.”"
    assert [speaker for speaker, _ in said(LEAD, paragraph)] == ["Hasan Basri", "Hasan Basri"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("“Banyak yang harus dibenahi di sini.", "Mulai besok patroli ditambah,” kata Hasan."),
        ("“Banyak yang harus dibenahi di sini.", "“Mulai besok patroli ditambah,” kata Hasan."),
    ],
)
def test_a_quote_over_two_paragraphs_is_one(paragraphs: tuple[str, str]) -> None:
    (quote,) = quotes_of(LEAD, *paragraphs)
    assert quote.text == "Banyak yang harus dibenahi di sini.\nMulai besok patroli ditambah,"
    assert (quote.speaker, quote.paragraph) == ("Hasan Basri", 1)


def test_an_unclosed_quote_ends_with_its_paragraph() -> None:
    assert said(LEAD, "“Semua ini demi keamanan kita bersama.", "Acara selesai pukul 10.00 WIB.") == [
        ("Hasan Basri", "Semua ini demi keamanan kita bersama.")
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        'Program "Jumat Berkah" digelar di Lapas Jember.',
        'Kegiatan bertema "Bersih dari Narkoba, Bersih dari Handphone" itu berlangsung meriah.',
        "Pria yang akrab disapa “Cak Basri” itu menyebut istilah “halinar” sudah dikenal luas.",
        'Lagu "Indonesia Raya" mengawali acara.',
        "Spanduk bertuliskan “Stop Narkoba Sekarang Juga!” dipasang di gerbang.",
        "Jum'at pagi, ma'af, jum'at sore.",
    ],
)
def test_titles_programmes_and_single_words_are_no_speech(paragraph: str) -> None:
    assert said(LEAD, paragraph) == []


@pytest.mark.parametrize("behind", ["“Hanya tiga hari.”", "“Hanya tiga hari”."])
def test_a_short_sentence_behind_a_quote_is_speech(behind: str) -> None:
    assert said(LEAD, f"“Kami minta waktu,” kata Hasan. {behind}") == [
        ("Hasan Basri", "Kami minta waktu,"),
        ("Hasan Basri", behind.strip("“”.") + ("." if behind.endswith(".”") else "")),
    ]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(alphabet="aKk ,.“”\"«»„'\n-", max_size=40), max_size=4))
def test_any_marks_are_read_without_error(paragraphs: list[str]) -> None:
    for stretch in find_stretches(tuple(paragraphs)):
        assert 0 <= stretch.paragraph <= stretch.last < len(paragraphs)


def test_what_a_document_says_is_no_speech() -> None:
    assert said("“Tanggapan paling lambat lima belas menit,” begitu bunyi salah satu pasalnya.") == []


def test_a_passive_verb_leads_to_speech() -> None:
    assert said("Kalapas Budi Santoso hadir. Ditambahkannya, “latihan ini akan kami ulang setiap bulan.”") != []
