"""Every unit of the gazetteer, written in every way that local press writes it, is found again."""

from collections.abc import Callable, Iterator

from pipelines.entities.units.gazetteer import POLRES_LEVELS, Unit, gazetteer
from tests.entities.units.cases import ids, link

PRISON_WORDS = {
    "Lapas": ("Lembaga Pemasyarakatan", "Kalapas"),
    "Rutan": ("Rumah Tahanan Negara", "Karutan"),
    "LPKA": ("Lembaga Pembinaan Khusus Anak", "Kepala LPKA"),
    "Bapas": ("Balai Pemasyarakatan", "Kabapas"),
}
CLASSES = {
    "I": ("I", "1"),
    "II": ("II", "2"),
    "IIA": ("IIA", "II A", "II-A", "2A", "II a"),
    "IIB": ("IIB", "II B", "2 B"),
    "III": ("III", "3"),
}
LEVEL_WORDS = {
    "Polres": "Kepolisian Resor",
    "Polresta": "Kepolisian Resor Kota",
    "Polrestabes": "Kepolisian Resor Kota Besar",
    "Polres Metro": "Kepolisian Resor Metro",
}


def prison_forms(unit: Unit) -> Iterator[str]:
    long, head = PRISON_WORDS[unit.kind]
    subtype = f"{unit.subtype} " if unit.subtype else ""
    for written in CLASSES[unit.unit_class or ""]:
        yield f"{unit.kind} {subtype}Kelas {written} {unit.place}"
        yield f"{unit.kind} Klas {written} {subtype}{unit.place}"
        yield f"{unit.kind} {subtype}{written} {unit.place}"
        yield f"{unit.kind} {subtype}{unit.place} Kelas {written}"
        yield f"{long} ({unit.kind}) {subtype}Kelas {written} {unit.place}"
        yield f"Kepala {long} ({head}) {subtype}Kelas {written} {unit.place}"
        yield f"{head} {subtype}Kelas {written} {unit.place}"
        yield f"{unit.kind} {subtype}KELAS {written} {unit.place}".upper()


def names_of(unit: Unit) -> tuple[str, ...]:
    return (unit.place or "", *unit.aliases)


def kanwil_forms(unit: Unit) -> Iterator[str]:
    for name in names_of(unit):
        yield f"Kanwil Ditjenpas {name}"
        yield f"Kakanwil Ditjenpas {name}"
        yield f"Kantor Wilayah Direktorat Jenderal Pemasyarakatan (Ditjenpas) {name}"


def polda_forms(unit: Unit) -> Iterator[str]:
    for name in names_of(unit):
        for head in ("Polda", "Mapolda", "Kapolda", "Kepolisian Daerah", "Kepolisian Daerah (Polda)", "Brimob Polda"):
            yield f"{head} {name}"


def bnnp_forms(unit: Unit) -> Iterator[str]:
    for name in names_of(unit):
        for head in ("BNNP", "BNN Provinsi", "Kepala BNNP", "Badan Narkotika Nasional Provinsi (BNNP)"):
            yield f"{head} {name}"


def bnnk_forms(unit: Unit) -> Iterator[str]:
    word = "Kota" if gazetteer().regencies[unit.regency].is_city else "Kabupaten"
    for head in (f"BNN {word}", f"BNNK {word}", f"Badan Narkotika Nasional {word} (BNNK)"):
        yield f"{head} {unit.place}"


def polres_forms(unit: Unit) -> Iterator[str]:
    long = LEVEL_WORDS[unit.kind]
    for head in (unit.kind, f"Ma{unit.kind.lower()}", f"Ka{unit.kind.lower()}", f"Satresnarkoba {unit.kind}", long):
        yield f"{head} {unit.place}"
    yield f"{long} ({unit.kind}) {unit.place}"
    yield f"{unit.kind} {unit.place}".upper()


def polsek_forms(unit: Unit) -> Iterator[str]:
    for head in ("Polsek", "Kapolsek", "Kepolisian Sektor (Polsek)"):
        yield f"{head} {unit.place}"


FORMS: dict[str, Callable[[Unit], Iterator[str]]] = {
    **dict.fromkeys(PRISON_WORDS, prison_forms),
    **dict.fromkeys(POLRES_LEVELS, polres_forms),
    "Kanwil": kanwil_forms,
    "Polda": polda_forms,
    "BNNP": bnnp_forms,
    "BNNK": bnnk_forms,
    "Polsek": polsek_forms,
}


def test_every_unit_is_found_in_every_form() -> None:
    wrong = []
    for unit in gazetteer().units.values():
        where = gazetteer().regencies[unit.regency].name if unit.regency else unit.province
        for form in FORMS[unit.kind](unit) if unit.kind in FORMS else ():
            found = ids(link(f"Petugas {form} menggelar kegiatan di {where}, {unit.province}, Selasa."))
            if found != [unit.id]:
                wrong.append((form, unit.id, found))
    assert wrong == []
