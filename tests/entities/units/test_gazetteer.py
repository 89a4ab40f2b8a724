"""The gazetteer as a whole: complete, consistent, with ids that stay."""

from collections import Counter

import pytest

from pipelines.entities.units import consistency
from pipelines.entities.units import gazetteer as tables
from pipelines.entities.units.consistency import ambiguous_names, faults
from pipelines.entities.units.gazetteer import gazetteer
from pipelines.tables import TableError


def test_the_tables_have_no_faults() -> None:
    assert faults() == ()


def test_every_unit_has_an_id_of_its_own() -> None:
    count = sum(
        len({unit.id for unit in units}) for names in gazetteer().named.values() for units in [sum(names.values(), ())]
    )
    assert count == len(gazetteer().units)


def test_every_province_has_its_branches() -> None:
    kinds = Counter(unit.kind for unit in gazetteer().units.values())
    assert kinds["BNNP"] == len(gazetteer().provinces) == 38
    assert kinds["BNNK"] == len(gazetteer().regencies) == 514
    assert kinds["Kanwil"] == 33
    assert kinds["Polda"] == 36
    assert kinds["Polsek"] > 7000


def test_every_regency_belongs_to_a_province_and_has_a_capital() -> None:
    for code, place in gazetteer().regencies.items():
        assert code[:2] in gazetteer().provinces
        assert place.capital


@pytest.mark.parametrize(
    "identity",
    [
        "lapas-cilegon",
        "lapas-perempuan-semarang",
        "lapas-narkotika-jakarta",
        "rutan-negara",
        "lpka-blitar",
        "bapas-pati",
        "kanwil-kalimantan-barat",
        "polda-metro-jaya",
        "polres-cilegon",
        "polres-metro-jakarta-timur",
        "polres-kota-bandung",
        "polres-bandung",
        "polres-metro",
        "polri",
        "bnn",
        "bnnp-jawa-tengah",
        "bnnk-kotawaringin-timur",
        "bnnk-kota-cirebon",
        "polsek-cipocok-jaya-kota-serang",
    ],
)
def test_ids_stay(identity: str) -> None:
    assert identity in gazetteer().units


def test_ambiguous_names_are_told() -> None:
    told = ambiguous_names()
    assert "Lapas Tangerang: lapas-tangerang, lapas-tangerang-2" in told
    assert not any(line.startswith("Polri") for line in told)


def test_faults_are_told_with_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "id": "lapas-A",
        "kind": "Lapas",
        "class": "IV",
        "subtype": "",
        "place": "Cilegon",
        "name": "Lapas Cilegon",
        "regency": "36.99",
        "province": "Sumatera Barat",
        "zone": "WIB",
        "aliases": "Cile-gon",
    }
    police = {"level": "Polres", **dict.fromkeys(("id", "place", "regency", "province", "zone", "aliases"), "")}
    by_file = {consistency.PRISONS: (row, row), consistency.POLICE: (police,)}
    monkeypatch.setattr(consistency, "table", by_file.__getitem__)
    told = "\n".join(faults())
    for part in (
        "seeds/gazetteer/prisons.csv, line 2 (lapas-A): class is 'IV', not one of I, II, IIA, IIB, III",
        "the id is no slug",
        "unknown regency '36.99'",
        "does not lie in Sumatera Barat",
        "an alias repeats",
        "line 3 (lapas-A): the id stands in line 2",
        "line 3 (lapas-A): the same unit as lapas-A in line 2",
        "seeds/gazetteer/police.csv, line 2 (): no regency",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"code": "11.01.01"}, "line 2: no value for name"),
        ({"code": "11.01.01", "name": None}, "line 2: no value for name"),
        ({"code": "11.01.01", "name": "Bakongan", None: ["?"]}, "line 2: more values than columns"),
    ],
)
def test_a_broken_table_is_told(row: dict[str | None, object], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "csv_table", lambda path: (row,))
    with pytest.raises(TableError, match=f"seeds/gazetteer/districts.csv, {told}"):
        tables.table("gazetteer/districts.csv")
