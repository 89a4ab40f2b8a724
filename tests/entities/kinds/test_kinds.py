"""The kind of event with its evidence, and tags."""

import re

import pytest

from pipelines.entities import classify, tag
from pipelines.tables import toml_table
from tests.entities.passages import NO_UNITS, text_of

KINDS = {
    "visit",
    "search",
    "urine_test",
    "agreement",
    "transfer",
    "training",
    "smuggling",
    "escape",
    "investigation",
    "ceremony",
    "other",
}
EVENTS = """
transfer | Polres Titipkan 12 Tahanan ke Rutan | Tiga tahanan baru diantar Polres ke Rutan Sukamaju.
visit | Kalapas Bertamu ke Mapolres | Kalapas bertamu ke Mapolres Sukamaju untuk memperkenalkan diri.
investigation | Polda Ungkap Pabrik Pil yang Dikendalikan Napi | Polda mengungkap pabrik pil di Sukamaju.
urine_test | Lapas Gandeng BNN Cek Urine Pegawai | Lapas menggandeng BNN mengecek urine para pegawai.
visit | Kapolres Terima Silaturahmi Kalapas | Kapolres menerima kunjungan Kalapas untuk membahas razia gabungan.
visit | Sat Samapta Sambangi Lapas | Personel Polres melaksanakan patroli sambang ke Lapas, Jumat malam.
search | Jelang Natal, Rutan Digeledah Bersama Polisi | Razia gabungan digelar. 20 orang dites urine.
urine_test | BNNK Tes Urine Warga Binaan | Lapas bersama BNNK menggelar tes urine setelah penggeledahan kamar.
agreement | Lapas dan Polres Teken PKS | Perjanjian kerja sama itu memuat bantuan razia dan pengawalan.
transfer | Dikawal Brimob, 30 Napi Dibawa ke Nusakambangan | Sebanyak 30 warga binaan dipindahkan, Minggu dini hari.
transfer | Tahanan Titipan Polres Masuk Rutan | Rutan menerima titipan 15 tahanan dari Polres, Rabu.
training | Polres Latih Petugas Rutan Bela Diri | Sebanyak 20 petugas mengikuti pelatihan bela diri.
smuggling | Sabu dalam Nasi Bungkus Gagal Masuk Lapas | Petugas menggagalkan penyelundupan sabu yang dibawa pengunjung.
escape | Polisi Buru Tujuh Napi yang Kabur | Tujuh napi melarikan diri dari Lapas, Selasa.
investigation | Napi Tewas di Sel, Polisi Olah TKP | Seorang napi ditemukan tewas. Polres melakukan penyelidikan.
ceremony | Kapolres Hadiri Sertijab Kalapas | Serah terima jabatan berlangsung khidmat, Rabu.
other | Lapas dan Polres Gelar Bakti Sosial | Lapas bersama Polres menggelar bakti sosial di pantai.
training | Simulasi di Lapas | Petugas berlatih penanggulangan kebakaran dan kerusuhan.
smuggling | Drone Jatuhkan Paket | Polisi memburu pengendali drone di atas Lapas.
urine_test | Sipir Diserahkan ke Polisi | Hasil tes urinenya positif sabu.
transfer | Rutan Penuh | Sebanyak 22 tahanan dititipkan ke Rutan tetangga.
other | Cuaca Cerah | Langit biru.
smuggling | Polisi Buru Pelempar Ganja ke Lapas Blambang | Ganja dilempar ke dalam, polisi memburu pelakunya.
escape | Dua Tahanan Rutan Sembira Masih Diburu | Polisi memburu tahanan yang hilang.
"""


@pytest.mark.parametrize("case", EVENTS.strip().splitlines())
def test_kinds(case: str) -> None:
    kind, title, first = case.split(" | ")
    found = classify(text_of(first, title=title), NO_UNITS)
    assert found.kind == kind
    whole = f"{title} {first}".lower()
    assert all(word in whole for word in found.evidence)


def test_one_weak_word_far_down_tells_no_kind() -> None:
    assert classify(text_of("Langit biru.", "Laut tenang.", "Ia tahu kasus itu."), NO_UNITS).kind == "other"


def test_words_are_whole() -> None:
    assert classify(text_of("Mouse dan kekaburan pandangan."), NO_UNITS).evidence == ()


def test_tags() -> None:
    text = text_of("Razia menemukan 3 ponsel. Lapas melebihi kapasitas.", title="Cegah Narkoba")
    assert tag(text) == ("narkoba", "handphone", "razia", "overkapasitas")


def test_the_tables_hold_together() -> None:
    kinds = toml_table("kinds.toml")
    assert set(kinds["strength"]) == {"strong", "weak"}
    assert set(kinds["kinds"]) == KINDS
    for table in kinds["kinds"].values():
        assert set(table) <= {"strong", "weak"}
    words = [word for table in kinds["kinds"].values() for listed in table.values() for word in listed]
    words += [word for table in toml_table("tags.toml")["tags"].values() for word in table["words"]]
    assert not [word for word in words if word != word.lower() or not re.fullmatch(r"[\w*~’' -]+", word)]


def test_what_is_only_played_did_not_happen() -> None:
    text = text_of(
        "Simulasi penanggulangan kebakaran dan kerusuhan digelar Lapas Sukamaju bersama Polres.",
        title="Simulasi Kebakaran dan Kerusuhan di Lapas Sukamaju",
    )
    assert classify(text, NO_UNITS).kind == "training"
