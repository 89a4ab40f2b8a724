"""The gazetteer in memory: units by kind and name, regencies, provinces (facts of `seeds/gazetteer`)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipelines.entities.units.names import key
from pipelines.tables import TableError, csv_table

_PLACES = ("code", "name", "aliases")
_UNITS = ("id", "place", "name", "regency", "province", "zone", "aliases")
COLUMNS = {
    "gazetteer/provinces.csv": (*_PLACES, "zone"),
    "gazetteer/regencies.csv": (*_PLACES, "province", "capital"),
    "gazetteer/districts.csv": ("code", "name"),
    "gazetteer/prisons.csv": (*_UNITS, "kind", "class", "subtype"),
    "gazetteer/police.csv": (*_UNITS, "level", "parent"),
}
"""The columns that each table must have."""
POLRES_LEVELS = ("Polres", "Polresta", "Polrestabes", "Polres Metro")
"""Levels of one sort of unit: press and lists differ in which of them a unit has."""


@dataclass(frozen=True, slots=True)
class Place:
    """A regency, city or province: official code, name, other names; `capital` is None for provinces."""

    code: str
    name: str
    aliases: tuple[str, ...]
    capital: str | None = None

    @property
    def bare(self) -> str:
        """The name without "Kabupaten" or "Kota"."""
        return re.sub(r"^(?:Kabupaten|Kota) ", "", self.name)

    @property
    def is_city(self) -> bool:
        """Whether it is a Kota."""
        return self.name.startswith("Kota ")


@dataclass(frozen=True, slots=True)
class Unit:
    """An office of either side; `kind` is a prison's kind or a police level, `regency` an official code or empty."""

    id: str
    kind: str
    unit_class: str | None
    subtype: str | None
    place: str | None
    name: str
    regency: str
    province: str | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All units, found by sort (one of `sort_of`) and by the key of a name, and the places they lie in."""

    units: Mapping[str, Unit]
    named: Mapping[str, Mapping[str, tuple[Unit, ...]]]
    regencies: Mapping[str, Place]
    provinces: Mapping[str, Place]
    places: Mapping[str, frozenset[str]]
    """Codes of regencies and provinces by the key of their names."""


def sort_of(kind: str) -> str:
    """The name under which units of a kind are kept: the four levels of Polres are one sort."""
    return "Polres" if kind in POLRES_LEVELS else kind


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process. Raises TableError."""
    regencies = {row["code"]: _place(row) for row in table("gazetteer/regencies.csv")}
    provinces = {row["code"]: _place(row) for row in table("gazetteer/provinces.csv")}
    units = [*_listed(), *_branches(regencies, provinces), *_sectors(regencies, provinces)]
    return Gazetteer(
        MappingProxyType({unit.id: unit for unit in units}),
        _by_name(units),
        regencies,
        provinces,
        _codes([*regencies.values(), *provinces.values()]),
    )


def table(path: str) -> tuple[dict[str, str], ...]:
    """The rows of a table under `seeds/`. Raises TableError where a column or a cell is missing, or one is too many."""
    rows = csv_table(path)
    for line, row in enumerate(rows, start=2):
        missing = [column for column in COLUMNS[path] if row.get(column) is None]
        if missing or None in row:
            told = f"no value for {', '.join(missing)}" if missing else "more values than columns"
            raise TableError(f"seeds/{path}, line {line}: {told}")
    return rows


def slug(name: str) -> str:
    """The name as part of an identifier: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def split(aliases: str) -> tuple[str, ...]:
    """The names of a table's cell, which are parted by bars."""
    return tuple(name for name in aliases.split("|") if name)


def _place(row: Mapping[str, str]) -> Place:
    return Place(row["code"], row["name"], split(row["aliases"]), row.get("capital"))


def _listed() -> Iterator[Unit]:
    """The units that have a row of their own."""
    for row in (*table("gazetteer/prisons.csv"), *table("gazetteer/police.csv")):
        yield Unit(
            row["id"],
            row.get("kind") or row["level"],
            row.get("class") or None,
            row.get("subtype") or None,
            row["place"] or None,
            row["name"],
            row["regency"],
            row["province"] or None,
            split(row["aliases"]),
        )


def _branches(regencies: Mapping[str, Place], provinces: Mapping[str, Place]) -> Iterator[Unit]:
    """A BNNK for every regency and city."""
    for place in regencies.values():
        province = provinces[place.code[:2]].name
        yield Unit(
            f"bnnk-{regency_slug(place)}",
            "BNNK",
            None,
            None,
            place.bare,
            f"BNNK {place.bare}",
            place.code,
            province,
            place.aliases,
        )


def _sectors(regencies: Mapping[str, Place], provinces: Mapping[str, Place]) -> Iterator[Unit]:
    """A Polsek for every district."""
    for line, row in enumerate(table("gazetteer/districts.csv"), start=2):
        regency = regencies.get(row["code"][:5])
        if regency is None:
            raise TableError(f"seeds/gazetteer/districts.csv, line {line}: no regency has the code {row['code'][:5]!r}")
        yield Unit(
            f"polsek-{slug(row['name'])}-{regency_slug(regency)}",
            "Polsek",
            None,
            None,
            row["name"],
            f"Polsek {row['name']}",
            regency.code,
            provinces[regency.code[:2]].name,
        )


def regency_slug(place: Place) -> str:
    """The regency in an identifier: `serang` for the Kabupaten, `kota-serang` for the city."""
    return slug(place.name if place.is_city else place.bare)


def _by_name(units: Iterable[Unit]) -> dict[str, dict[str, tuple[Unit, ...]]]:
    found: dict[str, dict[str, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for unit in units:
        for name in dict.fromkeys(key(name) for name in (unit.place or "", *unit.aliases)):
            found[sort_of(unit.kind)][name].append(unit)
    return {sort: {name: tuple(same) for name, same in names.items()} for sort, names in found.items()}


def _codes(places: Iterable[Place]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for name in (place.name, place.bare, *place.aliases, *([place.capital] if place.capital else [])):
            found[key(name)].add(place.code)
    return {name: frozenset(codes) for name, codes in found.items()}
