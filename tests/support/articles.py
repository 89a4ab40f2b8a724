"""Invented articles for tests of deduplication and of the database: same seed, same text."""

import random
from datetime import UTC, datetime, timedelta

from pipelines.dedup import fingerprint
from pipelines.records import (
    Article,
    EventDay,
    EventKind,
    Page,
    Person,
    Police,
    Prison,
    Published,
    Quote,
    Units,
)

_VOCABULARY = """
petugas kamar warga hunian kegiatan bersama kepala satuan pagi ruang aula kunjungan rangka sinergi keamanan
pembinaan tertib barang temuan sendok kabel gunting korek kaca botol pakaian jadwal apel regu jaga pintu
gerbang menara pagar blok lapangan dapur klinik obat dokter perawat surat berkas daftar nama jumlah hasil
laporan rapat arahan pesan harapan dukungan kerja latihan simulasi alat radio mobil kendaraan jalan kota
desa pasar sekolah masjid gereja keluarga anak ibu bapak tamu makan minum air listrik gedung atap dinding
renovasi dana anggaran bulan minggu hari malam siang sore libur besar nasional provinsi kabupaten camat
lurah warta berita media foto rekaman kamera pantau layar data sistem aplikasi kartu tanda sidik jari
"""
WORDS = tuple(_VOCABULARY.split())
MONDAY = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)


def text(seed: int, sentences: int = 10) -> tuple[str, ...]:
    """Paragraphs of two sentences each, made of ordinary words; other seeds share hardly any run of words."""
    chance = random.Random(seed)
    made = [" ".join(chance.choices(WORDS, k=chance.randint(9, 16))).capitalize() + "." for _ in range(sentences)]
    return tuple(" ".join(made[start : start + 2]) for start in range(0, sentences, 2))


def edited(paragraphs: tuple[str, ...], seed: int, share: float = 0.15) -> tuple[str, ...]:
    """The same text as another site would carry it: some words changed, the last paragraph left out."""
    chance = random.Random(seed)
    changed = (
        " ".join(chance.choice(WORDS) if chance.random() < share else word for word in paragraph.split())
        for paragraph in paragraphs[: max(1, len(paragraphs) - 1)]
    )
    return tuple(changed)


def prison(place: str, kind: str = "Lapas", known: bool = True) -> Prison:
    """A unit of the prison side."""
    name = f"{kind} {place}"
    return Prison(name.lower().replace(" ", "-") if known else None, kind, "IIA", None, place, name, name)


def police(place: str, level: str = "Polres") -> Police:
    """A unit of the police side."""
    name = f"{level} {place}"
    return Police(name.lower().replace(" ", "-"), level, place, name, name)


def article(
    url: str,
    paragraphs: tuple[str, ...],
    *,
    place: str = "Karangsari",
    day: datetime | None = MONDAY,
    published: datetime | None = MONDAY,
    kind: str = "search",
    version: str = "1",
    units: Units | None = None,
    canonical: str | None = None,
    fetched_at: datetime = MONDAY + timedelta(days=1),
    quote: str | None = None,
) -> Article:
    """An article of an invented site about an invented place."""
    return Article(
        url=url,
        canonical_url=canonical or url,
        source=None,
        fetched_at=fetched_at,
        title=f"Judul {paragraphs[0][:30]}" if paragraphs else None,
        authors=(),
        editor=None,
        language="id",
        published=Published(published, "minute" if published else None, "meta" if published else None),
        dateline=None,
        paragraphs=paragraphs,
        removed=(),
        dates=(),
        event_day=EventDay(day.date().isoformat(), None, "Senin", 0.9) if day else EventDay(),
        event_kind=EventKind(kind),
        units=units or Units((prison(place),), (police(place),)),
        people=(Person("Wirya Satmoko", "Kalapas", None, (), None, "Kalapas Wirya Satmoko"),),
        quotes=(Quote(quote, "Wirya Satmoko", "ujar", 0),) if quote else (),
        tags=("razia",),
        fingerprint=fingerprint(paragraphs),
        pipeline_version=version,
    )


def page(of: Article, body: bytes | None = None) -> Page:
    """A page that could have told the article; another body makes another version of it."""
    return Page(of.url, body or repr((of.title, of.paragraphs)).encode(), of.fetched_at)
