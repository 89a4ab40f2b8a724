"""The verdict: both sides take part, and the reason where one does not."""

from datetime import UTC, datetime

import pytest

from pipelines.entities import link_units
from pipelines.records import EventKind, Page, Published, Rejected, SourceFacts, Text
from pipelines.topic import judge

NOW = datetime(2025, 3, 1, tzinfo=UTC)
PAGE = Page("https://contoh.example/1", b"", NOW)


def verdict(title: str, *paragraphs: str, kind: str = "other") -> Rejected | None:
    text = Text(PAGE.url, PAGE.url, title, (), None, "id", None, paragraphs, (), Published())
    return judge(PAGE, text, link_units(text, SourceFacts()), EventKind(kind))


ON_TOPIC = [
    ("visit", "Kalapas Serang Temui Kapolresta", "Kalapas Serang bertandang ke Polresta Serang Kota."),
    (
        "search",
        "Blok Hunian Lapas Ciamis Dirazia",
        "Petugas Lapas Ciamis menggeledah kamar.",
        "Enam polisi dari Polres Ciamis ikut.",
    ),
    (
        "smuggling",
        "Sabu dalam Sandal",
        "Petugas Rutan Depok menemukan sabu di sandal pembesuk.",
        "Pelaku diserahkan ke polisi.",
    ),
    (
        "escape",
        "Dua Napi Kabur",
        "Dua napi Lapas Sorong kabur lewat tembok.",
        "Polisi memburu keduanya.",
        "Polisi memasang blokade.",
    ),
    (
        "transfer",
        "Tahanan Polres Gresik Dipindah ke Rutan",
        "Sebanyak 20 tahanan Polres Gresik dikirim ke Rutan Gresik.",
    ),
    (
        "investigation",
        "Bandar Kendalikan Sabu dari Balik Jeruji",
        "Polda Riau memeriksa seorang narapidana Lapas Bengkalis.",
    ),
    (
        "agreement",
        "Tiga Lembaga Teken Nota",
        "Rutan Pacitan, Kajari dan Kapolres Pacitan hadir meneken nota, disaksikan Bupati.",
    ),
    (
        "smuggling",
        "Kurir Diciduk di Pasar",
        "Satresnarkoba Polres Ende menciduk kurir yang mengaku dikendalikan seorang napi yang mendekam di Lapas Ende.",
    ),
    ("escape", "Buron Rutan Barru Diringkus", "Tim Polres Barru meringkus tahanan yang kabur dari Rutan Barru."),
    ("search", "Kamar Hunian Digeledah", "Petugas LapasKelas IIB Tuban dan PolresTuban menggeledah kamar hunian."),
    ("ceremony", "Kapolres Lumajang Dapat Tumpeng", "Kapolres Lumajang menerima tumpeng dari Lapas Lumajang."),
]


@pytest.mark.parametrize(("kind", "title", "paragraphs"), [(kind, title, rest) for kind, title, *rest in ON_TOPIC])
def test_both_sides_take_part(kind: str, title: str, paragraphs: list[str]) -> None:
    assert verdict(title, *paragraphs, kind=kind) is None


OFF_TOPIC = [
    (
        "no prison takes part",
        "Polres Cilegon Tangkap Pencuri",
        "Satreskrim Polres Cilegon menangkap dua pencuri motor.",
    ),
    ("no police office takes part", "Narapidana Terima Remisi", "Narapidana Lapas Serang menerima remisi dari Bupati."),
    (
        "police",
        "Narapidana Terima Remisi",
        "Narapidana Lapas Serang menerima remisi.",
        "Upacara dihadiri Bupati, Dandim, Kapolres Serang dan Ketua DPRD.",
    ),
    (
        "police are named only in passing",
        "Gudang Lapas Serang Terbakar",
        "Gudang Lapas Serang terbakar.",
        "Polisi menyelidikinya.",
    ),
    (
        "cells of the police",
        "Tahanan Rutan Polres Gresik Menikah",
        "Seorang tahanan rutan Polres Gresik menikah.",
        "Rutan itu dihias.",
    ),
    ("prison", "Residivis Ditembak", "Residivis yang baru bebas dari Lapas Serang ditembak anggota Polres Serang."),
    (
        "prison",
        "Penipu Ditangkap Polres Serang",
        "Polres Serang menangkap penipu.",
        "Kini ia mendekam di Rutan Serang.",
    ),
    ("prison", "Jalan Ditutup", "Satlantas Polres Serang menutup jalan di depan Lapas Serang."),
    (
        "nothing shows",
        "Festival di Lapas",
        "Lapas, sebutan Lapangan Pasar, ramai.",
        "Polres mengatur lalu lintas di Lapas.",
    ),
    ("nothing shows", "Koperasi Bapas Untung", "Koperasi Bapas membagi laba.", "Kapolsek ikut hadir."),
    (
        "prison",
        "Mantan Napi Lapas Ciamis Buka Bengkel",
        "Mantan napi Lapas Ciamis buka bengkel.",
        "Polres Ciamis memberi modal.",
    ),
    ("prison", "Mobil Terguling Dekat Lapas Ciamis", "Mobil terguling di depan Lapas Ciamis.", "Polres Ciamis datang."),
    (
        "prison",
        "Bupati Resmikan Masjid",
        "Polres Ciamis mengatur parkir.",
        "Turut hadir Bupati, Dandim, Kapolres Ciamis dan Kalapas Ciamis.",
    ),
    (
        "prison",
        "Bupati Buka Pameran, Hadir Kapolres dan Kalapas",
        "Polres Ciamis mengatur parkir.",
        "Turut hadir Bupati, Dandim, Kapolres Ciamis dan Kalapas Ciamis.",
    ),
    (
        "prison",
        "Panitia Beri Piagam kepada Kapolda hingga Kalapas",
        "Piagam diterima antara lain oleh Gubernur, Kapolda Riau, Rektor, dan Kalapas Dumai.",
    ),
    (
        "prison",
        "Gugatan Melawan Polres Barru Ditunda, Pemohon Masih di Rutan",
        "Sidang gugatan melawan Polres Barru ditunda. Pemohon ditahan di Rutan Barru.",
    ),
    ("prison", "Berkas Dilimpahkan", "Polres Barru melimpahkan tersangka. Jaksa menahannya di Rutan Barru."),
    (
        "another sort",
        "Sidang Perdana Penipu Polisi Gadungan",
        "Terdakwa dibawa dari Rutan Barru. Korban adalah anggota Polres Barru.",
    ),
    (
        "another sort",
        "Kecelakaan di Jalan Lintas",
        "Polres Barru menyebut sopir mengantuk. Korban adalah pegawai Rutan Barru.",
    ),
    (
        "named only once",
        "Wakapolda Lepas Pawai",
        "Wakapolda Riau melepas pawai. Hadiah utama diraih pegawai Rutan Dumai.",
    ),
    ("prison", "Berkas Lengkap", "Polres Barru melimpahkan berkas. Jaksa menitipkan tersangka di Rutan Barru."),
    ("no prison takes part", "Tahanan Baru", "Polres Gresik mencatat LP/B/12/2025 tentang tahanan dan napi bernama A."),
    (
        "no police office takes part",
        "Warung Dibongkar",
        "Lapas Serang menggandeng Satuan Polisi Pamong Praja.",
        "Polisi Pamong Praja tiba.",
    ),
    (
        "another sort",
        "Museum Bekas Penjara Dibuka",
        "Museum sejarah itu dahulu rutan kolonial.",
        "Tahanan politik dan narapidana menghuni rutan itu.",
        "Polsek Menteng berjaga.",
    ),
    (
        "another sort",
        "Sinopsis Film Sipir",
        "Film itu tayang Jumat, tentang napi di lapas.",
        "Seorang kapolsek memburunya di lapas.",
    ),
    (
        "abroad",
        "Lapas di Manila Rusuh",
        "Napi dan sipir sebuah lapas di Manila, Filipina, rusuh.",
        "Kepolisian mengepung lapas.",
        "Kepolisian berjaga.",
    ),
    (
        "prison",
        "Final Kalapas Cup",
        "Kesebelasan Lapas Serang kalah dari tim Polres Serang lewat adu penalti di Kalapas Cup.",
    ),
]


@pytest.mark.parametrize(("why", "title", "paragraphs"), [(why, title, rest) for why, title, *rest in OFF_TOPIC])
def test_a_side_is_missing(why: str, title: str, paragraphs: list[str]) -> None:
    found = verdict(title, *paragraphs)
    assert found is not None
    assert found.reason == "off-topic"
    assert why in found.detail


def test_an_article_in_one_paragraph_is_read_in_passages() -> None:
    story = "Warga binaan Lapas Ciamis memanen cabai di kebun. " + "Hasil panen dijual di pasar oleh koperasi. " * 40
    found = verdict("Panen Cabai", story + "Acara itu juga ditonton seorang anggota Brimob.")
    assert found is not None
    assert "police are named only in passing" in found.detail
    assert verdict("Panen Cabai", story + "Kapolres Ciamis ikut memanen.", kind="visit") is None


def test_the_reason_quotes_the_words_seen() -> None:
    found = verdict("Festival Malam di Lapas", "Festival di Lapas, lapangan pasar, dijaga Polres.")
    assert found is not None
    assert "“Lapas”" in found.detail
