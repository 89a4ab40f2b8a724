"""Who speaks: named behind, before or inside the quote, or the one of whom the text speaks."""

import pytest

from tests.entities.passages import quotes_of, said

HEAD = "Kalapas Jember Hasan Basri menerima Kapolres Jember AKBP Bayu Pratama di ruang kerjanya."
HASAN, BAYU = "Hasan Basri", "Bayu Pratama"


def speakers(*paragraphs: str) -> list[str | None]:
    return [speaker for speaker, _ in said(*paragraphs)]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("“Kami siap membantu,” tegas Bayu.", BAYU),
        ("“Kami siap membantu,” kata Kapolres.", BAYU),
        ("“Kami siap membantu,” ujar Pak Bayu saat ditemui.", BAYU),
        ("“Kami siap membantu,” ucap AKBP Bayu Pratama, S.I.K.", BAYU),
        ("“Kami siap membantu,” pungkas Kalapas Jember itu.", HASAN),
        ("“Kami siap membantu,” Bayu menambahkan.", BAYU),
        ("“Kami siap membantu” — Bayu Pratama, Kapolres Jember.", BAYU),
        ("Menurut Bayu, “sinergi ini harus dijaga bersama.”", BAYU),
        ("“Mereka memakai tangga,” isak Bayu.", BAYU),
        ("“Saya gugup,” Bayu tertawa.", BAYU),
        ("Bayu ikut menilai. “Tangan jangan dilipat,” ia mengingatkan.", BAYU),
        ("“Tinggal dijalankan,” pungkas keduanya.", None),
        ("Berikut pernyataan Kapolres AKBP Bayu:\u00a0“Kami tidak akan mundur selangkah pun.”", BAYU),
        ("Bayu menegaskan, “Tidak ada toleransi.”", BAYU),
        ("Kapolres: “Tidak ada toleransi untuk narkoba.”", BAYU),
        ("Bayu menyambut baik langkah itu. “Kami siap membantu,” ujarnya.", BAYU),
        ("Hal senada disampaikan Kapolres. “Kami siap membantu,” katanya.", BAYU),
        ("Kedatangan Hasan disambut hangat Kapolres. “Selamat datang di sini,” ujarnya.", BAYU),
        ("Hasan didampingi Bayu mengatakan situasi aman. “Tidak ada gangguan,” ujarnya.", HASAN),
        ("Kepada Bayu, Hasan menjelaskan keadaan. “Kami kekurangan petugas,” ujarnya.", HASAN),
        ("“Kami tidak memberi ruang bagi narkoba.” Demikian ditegaskan Kapolres, Senin (3/3).", BAYU),
    ],
)
def test_the_speaker_is_found(paragraph: str, speaker: str | None) -> None:
    assert speakers(HEAD, paragraph) == [speaker]


def test_one_who_speaks_for_another() -> None:
    paragraphs = (
        "Kapolres Jember AKBP Bayu Pratama melalui Kasi Humas Iptu Rini Astuti mengatakan situasi aman.",
        "“Aman semua,” ujarnya.",
    )
    assert speakers(*paragraphs) == ["Rini Astuti"]


def test_pronouns_keep_the_speaker_over_paragraphs() -> None:
    paragraphs = (HEAD, "“Selamat datang,” ujar Bayu.", "“Kami senang,” lanjutnya.", "“Silakan masuk,” kata dia lagi.")
    assert speakers(*paragraphs) == [BAYU, BAYU, BAYU]


def test_a_pronoun_is_not_turned_to_whom_the_sentence_concerns() -> None:
    paragraphs = (
        HEAD,
        "Bayu menyambut baik. Ia menugaskan Kasat Resnarkoba sebagai narahubung.",
        "“Jangan sungkan datang,” ujarnya.",
    )
    assert speakers(*paragraphs) == [BAYU]


def test_one_without_a_name_is_not_the_one_before() -> None:
    assert speakers(HEAD, "“Air mati?” tanya Bayu. “Seminggu, Pak,” jawab penghuni itu.") == [BAYU, None]


def test_a_short_form_ends_no_sentence() -> None:
    assert speakers(HEAD, "Warga sekitar, Hamzah Dg. Lewa (51), mengaku lega. “Kami bisa tidur,” akunya.") == [
        "Hamzah Dg. Lewa"
    ]


def test_several_speak_and_nobody_is_named() -> None:
    assert speakers(HEAD, "Kedua pihak sepakat bekerja sama.", "“Kami yakin hasilnya baik,” pungkasnya.") == [None]


def test_an_unnamed_spokesman_has_a_role_and_no_name() -> None:
    (quote,) = quotes_of(HEAD, "“Situasi sudah kondusif,” kata Kasi Humas Polres Jember.")
    assert (quote.speaker, quote.role, quote.cue) == (None, "Kasi Humas", "kata")


def test_of_two_bearers_of_a_name_the_last_one_speaks() -> None:
    paragraphs = (
        "Kalapas Budi Santoso menerima Kapolres AKBP Budi Hartono.",
        "“Kami sepakat,” kata Budi Hartono.",
        "“Betul,” kata Budi.",
    )
    assert speakers(*paragraphs) == ["Budi Hartono", "Budi Hartono"]


def test_a_detainee_of_whom_the_text_tells_does_not_take_the_word() -> None:
    paragraphs = (
        HEAD,
        "Hasan mengatakan semua aman. Narapidana bernama Joni Iskandar dirawat. Joni sakit gula.",
        "“Ia membaik,” katanya.",
    )
    assert speakers(*paragraphs) == [HASAN]
