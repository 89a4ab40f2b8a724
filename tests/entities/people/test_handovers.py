"""Offices that a sentence gives to people who do not stand beside their names."""

import pytest

from tests.entities.passages import told

CASES = [
    (
        "Jabatan Kapolres Sukamaju beralih dari AKBP Hari Purnomo, S.I.K., M.H. kepada AKBP Dian Firmansyah, S.H.",
        {"Hari Purnomo": "Kapolres", "Dian Firmansyah": "Kapolres"},
    ),
    (
        "Serah terima jabatan Kepala Lapas Kelas IIB Sukamaju dari Hero Sulistyo kepada Ferry Barito berjalan lancar.",
        {"Hero Sulistyo": "Kalapas", "Ferry Barito": "Kalapas"},
    ),
    (
        "Kapolres memimpin sertijab Kasat Samapta dari pejabat lama AKP Bambang Tri ke pejabat baru Iptu Dwi Laksono.",
        {"Bambang Tri": "Kasat Samapta", "Dwi Laksono": "Kasat Samapta"},
    ),
    (
        "Tongkat komando Polres Sukamaju diserahkan dari AKBP Mulyadi Hidayat kepada AKBP Agung Pranata.",
        {"Mulyadi Hidayat": "Kapolres", "Agung Pranata": "Kapolres"},
    ),
    ("Sulis Wibowo resmi memimpin Lapas Kelas IIA Sukamaju sejak Senin.", {"Sulis Wibowo": "Kalapas"}),
    (
        "Belum genap sepekan memimpin Rutan Kelas IIB Sukamaju, Bambang Surya menemui Kapolres.",
        {"Bambang Surya": "Karutan"},
    ),
    ("Resmi menakhodai Lapas Sukamaju, Redya Agung bersilaturahmi ke Polres.", {"Redya Agung": "Kalapas"}),
    ("Lapas Sukamaju yang dipimpin Rusdi Hidayat menerima kunjungan itu.", {"Rusdi Hidayat": "Kalapas"}),
    ("Orang nomor satu di Polres Sukamaju, AKBP Fajar Gumilang, ikut hadir.", {"Fajar Gumilang": "Kapolres"}),
    (
        "Budi Santoso menggantikan Joko Widagdo sebagai Kalapas Sukamaju.",
        {"Budi Santoso": "Kalapas", "Joko Widagdo": "Kalapas"},
    ),
    ("Posisi Kalapas Sukamaju kini diemban oleh Heri Susanto.", {"Heri Susanto": "Kalapas"}),
    ("Kursi Karutan kini diduduki Hendra Wijaya.", {"Hendra Wijaya": "Karutan"}),
    (
        "AKBP Tedy Hartono yang semula Kapolres Demak kini mengemban tugas sebagai Kapolda Sukamaju.",
        {"Tedy Hartono": "Kapolda"},
    ),
    (
        "AKBP Dwi Rizaldi, yang sebelumnya menjabat Wakapolres Demak, hadir. Kapolres Klaten Dwi Rizaldi berpesan.",
        {"Dwi Rizaldi": "Kapolres"},
    ),
    (
        "Purnomo Hadi, pria asal Klaten yang kini menjabat Kalapas Sukamaju, tersenyum.",
        {"Purnomo Hadi": "Kalapas"},
    ),
    (
        "Auliya Zulfahri, yang dipromosikan menjadi Kalapas Sukamaju, berpamitan.",
        {"Auliya Zulfahri": "Kalapas"},
    ),
]


@pytest.mark.parametrize(("sentence", "roles"), CASES)
def test_a_sentence_gives_the_office_to_those_who_hold_it(sentence: str, roles: dict[str, str | None]) -> None:
    found = {name: role for name, role, _ in told(sentence)}
    assert {name: found.get(name) for name in roles} == roles


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        (
            "Kapolres mengatakan surat itu dibawa dari Bripka Andi Saputra kepada Ipda Rudi Hartono.",
            {"Andi Saputra": None, "Rudi Hartono": None},
        ),
        ("Kompol Suryadi memimpin razia di Lapas Sukamaju bersama AKP Dedi Kurnia.", {"Suryadi": None}),
        ("Ipda Slamet Riyadi memimpin apel. Lapas Sukamaju menurunkan 20 petugas.", {"Slamet Riyadi": None}),
    ],
)
def test_other_sentences_give_none(sentence: str, roles: dict[str, str | None]) -> None:
    found = {name: role for name, role, _ in told(sentence)}
    assert {name: found.get(name) for name in roles} == roles
