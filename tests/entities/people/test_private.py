"""Detainees, suspects and minors: recognised, kept out, redacted."""

from pipelines.entities import find_quotes, officials, redact, without_names
from tests.entities.passages import people_of, private, text_of, told


def test_initials() -> None:
    assert private("Tersangka berinisial RS (25) dan AW (30) ditangkap. RS menyesal.") == [
        ("RS", "detainee"),
        ("AW", "detainee"),
    ]
    assert private("Dua napi berinisial YK dan MS kabur.") == [("YK", "detainee"), ("MS", "detainee")]
    assert private("Seorang perempuan berinisial S.N. (34) membawa sabu.") == [("S.N.", "detainee")]


def test_letters_that_are_no_initials() -> None:
    assert private("BNN (12 personel), TNI dan PMI hadir pukul 09.00 WIB (30 menit).") == []


def test_named_detainees_and_suspects() -> None:
    assert private("Joni Iskandar (32), narapidana kasus narkoba, menyesal.") == [("Joni Iskandar", "detainee")]
    assert private("Tersangka Ucok Hutapea alias Black (30) diringkus.") == [("Ucok Hutapea", "detainee")]
    assert private("Rina Marlina (28) ditangkap saat membawa sabu.") == [("Rina Marlina", "detainee")]
    assert private("Terpidana mati Gunawan Santosa dipindahkan.") == [("Gunawan Santosa", "detainee")]


def test_detainees_by_house_byname_and_apposition() -> None:
    assert private("Pelarian Rudi Hartawan alias Codot (30) berakhir.") == [("Rudi Hartawan", "detainee")]
    assert private("Jenazah tahanan Rutan Kelas IIB Demak, Yonas Wibowo, tiba.") == [("Yonas Wibowo", "detainee")]
    assert private("Tukang pijatnya, Hasan Mulyadi, warga binaan kasus sabu.") == [("Hasan Mulyadi", "detainee")]
    assert private("Polisi menangkap dua orang. Yang ditangkap: Bagus Hartanto (24), Yudi Tanujaya (26).") == [
        ("Bagus Hartanto", "detainee"),
        ("Yudi Tanujaya", "detainee"),
    ]
    assert private("Salah seorang warga binaan, Yusuf Ngalle (51), senang.") == [("Yusuf Ngalle", "detainee")]


def test_the_one_who_speaks_to_detainees_is_none() -> None:
    paragraphs = ("Kasat Binmas AKP Tohir Akbar hadir.", "Di depan warga binaan, Tohir meminta semua sabar.")
    assert private(*paragraphs) == []
    assert told(*paragraphs) == [("Tohir Akbar", "Kasat Binmas", "AKP")]


def test_minors() -> None:
    assert private("Anak binaan berinisial D (16) diperiksa.") == [("D", "minor")]
    assert private("Remaja bernama Dimas (15) itu menangis.") == [("Dimas", "minor")]


def test_officials_stay() -> None:
    assert told("Kasat Reskrim AKP Dodi Wijaya mengejar napi bernama Joni Iskandar.") == [
        ("Dodi Wijaya", "Kasat Reskrim", "AKP")
    ]


def test_a_hidden_name_leaves_the_quotes_too() -> None:
    text = text_of("“Saya menyesal,” kata Joni Iskandar (32), narapidana kasus narkoba.")
    everyone = people_of(*text.paragraphs)
    quotes = find_quotes(text, everyone)
    assert [quote.speaker for quote in quotes] == ["Joni Iskandar"]
    hidden = [person for person in everyone if person not in officials(everyone)]
    assert [(quote.speaker, quote.role) for quote in without_names(quotes, hidden)] == [(None, "narapidana")]


def test_redaction_takes_names_initials_and_numbers() -> None:
    paragraphs = (
        "Tersangka berinisial RS (25) alias Komeng ditangkap Kapolres AKBP Rudi Santoso. RS menyesal.",
        "Narapidana bernama Ucok Hutapea, NIK 3201011212900001, kabur. Ucok dikenal licin.",
        "Hubungi 0812-3456-7890, (0411) 872345 atau humas@contoh.test.",
    )
    assert redact(paragraphs, people_of(*paragraphs)) == (
        "Tersangka berinisial [inisial] (25) alias [nama] ditangkap Kapolres AKBP Rudi Santoso. [inisial] menyesal.",
        "Narapidana bernama [nama], NIK [NIK], kabur. [nama] dikenal licin.",
        "Hubungi [telepon], [telepon] atau [surel].",
    )


def test_redaction_leaves_other_numbers() -> None:
    paragraph = (
        "Surat PAS-PK.08.05-1034, Rp 1.200.000.000, Kodim 0812/Lamongan, 25/2/2025 pukul 08.12, tahun 2024-2025."
    )
    assert redact((paragraph,), ()) == (paragraph,)
