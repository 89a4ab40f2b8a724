"""Datelines become a field; what only looks like one stays in the sentence."""

import pytest

from pipelines.text.dateline import split_dateline
from tests.text.pages import PARAGRAPHS, markup, paragraphs, text_of_page

SENTENCE = "Kalapas Sukamaju menerima kunjungan Kapolres di aula utama pada Senin pagi."
NAMES = ("wartakita.com", "Warta Kita", "WARTAKITA")


@pytest.mark.parametrize(
    ("head", "dateline"),
    [
        ("SUKAMAJU - ", "SUKAMAJU"),
        ("Sukamaju – ", "Sukamaju"),
        ("SUKAMAJU, WARTAKITA.COM — ", "SUKAMAJU"),
        ("WARTAKITA.COM, SUKAMAJU - ", "SUKAMAJU"),
        ("WARTAKITA.COM – ", "WARTAKITA.COM"),
        ("Warta Kita – ", "Warta Kita"),
        ("Jakarta (ANTARA) - ", "Jakarta"),
        ("JAKARTA, (ANTARA) – ", "JAKARTA"),
        ("wartakita.com | Sukamaju – ", "Sukamaju"),
        ("SUKAMAJU | WARTAKITA – ", "SUKAMAJU"),
        ("SUKAMAJU || WARTAKITA.COM || ", "SUKAMAJU"),
        ("wartakita.com – Sukamaju – ", "Sukamaju"),
        ("Jakarta, CNN Indonesia -- ", "Jakarta"),
        ("JAKARTA: ", "JAKARTA"),
        ("Jakarta: ", "Jakarta"),
        ("SUKAMAJU,WARTAKITA.COM- ", "SUKAMAJU"),
        ("SUKAMAJU –", "SUKAMAJU"),
        ("SUKAMAJU, 4 Februari 2025 – ", "SUKAMAJU"),
        ("Sukamaju, Selasa (4/2) – ", "Sukamaju"),
        ("Liputan6.com, Jakarta ", "Jakarta"),
        ("Sukamaju, INFO_PAS – ", "Sukamaju"),
        ("KBRN, Sukamaju: ", "Sukamaju"),
        ("Lubuk Linggau, Warta Kita ‐ ", "Lubuk Linggau"),
        ("Warta Kita, Palu. ", "Palu"),
        ("Palu, wartakita.com; ", "Palu"),
        ("WARTAKITA.COM I PALU – ", "PALU"),
        ("WARTAKITA.COM – PALU, ", "PALU"),
        ("WARTA KITA ( PALU ) – ", "PALU"),
        ("KAB.BANDUNG || WARTAKITA.COM, ", "KAB.BANDUNG"),
        ("BANDUNG – JABAR – ", "BANDUNG"),
        ("Kota Bandung, 12/3 (ANTARA) - ", "Kota Bandung"),
        ("(PALU) ", "PALU"),
        ("Palu-", "Palu"),
        ("PALU~ ", "PALU"),
        ("Palu // Wartakita.com // ", "Palu"),
    ],
)
def test_a_dateline_becomes_a_field(head, dateline):
    assert split_dateline(head + SENTENCE, NAMES) == (dateline, SENTENCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kapolres Sukamaju - AKBP Budi Santoso menerima kunjungan Kalapas di ruang kerjanya.",
        "Sinergi Lapas-Polres terus diperkuat lewat kunjungan Kalapas di ruang kerja Kapolres.",
        "Pada Selasa – hari yang sama – Kapolres memimpin apel bersama seluruh jajaran Lapas.",
        "Jakarta-Bandung kini makin ramai dilalui mobil tahanan setiap hari kerja.",
        "Senin - Selasa petugas bekerja keras di blok hunian itu sejak pagi.",
        "Polri, TNI, Kejaksaan dan BNN menandatangani kesepakatan pada Senin pagi.",
        "Palu, kota yang ramai itu, menjadi saksi pertemuan Kapolres dan Kalapas.",
        "Razia gabungan: Petugas menemukan dua ponsel di blok hunian narapidana.",
        "Kapolres: Kami siap membantu Lapas kapan pun diperlukan oleh petugas.",
        SENTENCE,
        "",
    ],
)
def test_a_sentence_without_a_dateline_stays_whole(sentence):
    assert split_dateline(sentence, NAMES) == (None, sentence)


@pytest.mark.parametrize(
    ("line", "dateline"),
    [("<b>Palu</b>, " + SENTENCE, "Palu"), ("<strong>Kota Palu,</strong> " + SENTENCE, "Kota Palu")],
)
def test_a_known_place_in_bold_is_a_dateline(line, dateline):
    text = text_of_page(markup(paragraphs(line, *PARAGRAPHS)))
    assert (text.dateline, text.paragraphs[0]) == (dateline, SENTENCE)


def test_a_person_in_bold_is_none():
    line = "<b>Margono</b>, Kepala Lapas Sukamaju, menerima kunjungan Kapolres di aula utama."
    assert text_of_page(markup(paragraphs(line, *PARAGRAPHS))).dateline is None
