"""Which prisons were written about, and which never: the counts of the store joined with the gazetteer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.store.coverage import Covered
from pipelines.tables import csv_table

UNITS = {"unit": "gazetteer/prisons.csv", "police": "gazetteer/police.csv"}
PLACES = {"province": "gazetteer/provinces.csv", "regency": "gazetteer/regencies.csv"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report; a place never written about has zeros and no days."""

    key: str
    name: str
    releases: int = 0
    events: int = 0
    last_event: date | None = None
    last_published: datetime | None = None


def report(counted: Iterable[Covered], known: Mapping[str, str]) -> list[Row]:
    """The counts with names, and behind them what is known (names by key) and nobody wrote about."""
    names = dict(known)
    rows = [
        Row(each.key, names.pop(each.key, each.key), each.releases, each.events, each.last_event, each.last_published)
        for each in counted
    ]
    return [*rows, *(Row(key, name) for key, name in sorted(names.items(), key=lambda item: item[1]))]


def known_names(by: str) -> dict[str, str]:
    """What there is to be written about, by key: units, provinces or regencies; nothing for other ways."""
    if by in UNITS:
        return {row["id"]: row["name"] for row in csv_table(UNITS[by])}
    return {row["name"]: row["name"] for row in csv_table(PLACES[by])} if by in PLACES else {}
