"""What is wrong or doubtful in the tables of the gazetteer, for those who edit them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.entities.units.candidates import candidates
from pipelines.entities.units.gazetteer import POLRES_LEVELS, Unit, gazetteer, slug, sort_of, split, table
from pipelines.entities.units.mention import Mention
from pipelines.entities.units.names import key

PRISONS, POLICE = "gazetteer/prisons.csv", "gazetteer/police.csv"
_ALLOWED = {
    "kind": ("Lapas", "Rutan", "LPKA", "Bapas", "Kanwil"),
    "class": ("I", "II", "IIA", "IIB", "III", ""),
    "subtype": ("Narkotika", "Perempuan", "Pemuda", "Terbuka", "Khusus", ""),
    "zone": ("WIB", "WITA", "WIT", ""),
    "level": (*POLRES_LEVELS, "Polda", "Polri", "BNNP", "BNN"),
}
_NATIONAL = ("Polri", "BNN")
_OF_A_PROVINCE = ("Kanwil", "Polda", "BNNP", *_NATIONAL)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the file, the number of the line, the cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    def told(self, what: str) -> str:
        """The finding with file, line and id."""
        return f"seeds/{self.file}, line {self.line} ({self.cells.get('id', '')}): {what}"


def faults() -> tuple[str, ...]:
    """Every fault of the tables, with file and line: wrong values, unknown places, doubles. Raises TableError."""
    rows = [*_rows(PRISONS), *_rows(POLICE)]
    return (*(fault for row in rows for fault in _faults_of(row)), *_doubles(rows))


def ambiguous_names() -> tuple[str, ...]:
    """The short names that several units share, so that only the rest of an article can tell them apart."""
    found: dict[str, None] = {}
    for sort, names in gazetteer().named.items():
        for name, units in names.items() if sort != "Polsek" else ():
            for kind in sorted({sort, *(unit.kind for unit in units)}):
                meant = units_called(kind, name)
                if len(meant) > 1:
                    found[f"{kind} {_spelled(name, units)}: {', '.join(meant)}"] = None
    return tuple(found)


def _spelled(name: str, units: Iterable[Unit]) -> str:
    """The name as the tables spell it."""
    spellings = (spelling for unit in units for spelling in (unit.place or "", *unit.aliases))
    return next(spelling for spelling in spellings if key(spelling) == name)


def units_called(kind: str, place: str, subtype: str | None = None) -> tuple[str, ...]:
    """The ids of all units that "kind subtype place" may mean, by these words alone."""
    if key(place) not in gazetteer().named[sort_of(kind)]:
        return ()
    mention = Mention(None, 0, 0, "", kind, subtype=subtype, place=place, known=True)
    return tuple(unit.id for unit in candidates(mention)) if place else ()


def _rows(file: str) -> Iterator[Row]:
    for line, cells in enumerate(table(file), start=2):
        yield Row(file, line, cells)


def _faults_of(row: Row) -> Iterator[str]:
    for column, allowed in _ALLOWED.items():
        if column in row.cells and row.cells[column] not in allowed:
            yield row.told(f"{column} is {row.cells[column]!r}, not one of {', '.join(filter(None, allowed))}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.cells["id"]):
        yield row.told(f"the id is no slug; {slug(row.cells['id'])} would be one")
    yield from _faults_of_place(row)
    names = [key(name) for name in (row.cells["place"], *split(row.cells["aliases"]))]
    if len(set(names)) < len(names):
        yield row.told("an alias repeats the place or another alias (blanks and doubled letters do not count)")


def _faults_of_place(row: Row) -> Iterator[str]:
    kind, regency, province = (
        row.cells.get("kind") or row.cells.get("level"),
        row.cells["regency"],
        row.cells["province"],
    )
    provinces = {place.name: code for code, place in gazetteer().provinces.items()}
    if kind not in _OF_A_PROVINCE and regency not in gazetteer().regencies:
        yield row.told(f"unknown regency {regency!r}" if regency else "no regency")
    if kind not in _NATIONAL and province not in provinces:
        yield row.told(f"unknown province {province!r}")
    elif regency and provinces.get(province) != regency[:2]:
        yield row.told(f"regency {regency} does not lie in {province}")


def _doubles(rows: Iterable[Row]) -> Iterator[str]:
    by_id, by_name = defaultdict(list), defaultdict(list)
    for row in rows:
        cells = row.cells
        by_id[cells["id"]].append(row)
        kind = cells.get("kind") or cells["level"]
        name = (kind, cells.get("class"), cells.get("subtype"), key(cells["place"]), cells["regency"])
        by_name[name].append(row)
    for same in by_id.values():
        if len(same) > 1:
            yield same[1].told(f"the id stands in line {same[0].line} of seeds/{same[0].file} already")
    for same in by_name.values():
        if len(same) > 1:
            yield same[1].told(f"the same unit as {same[0].cells['id']} in line {same[0].line}")
