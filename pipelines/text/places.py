"""The places that a dateline may name: regencies, cities, their capitals, provinces, and those of a small table."""

import re
from functools import cache

from pipelines.tables import csv_table, toml_table


@cache
def known_places() -> frozenset[str]:
    """Names of places, lower case, without "Kabupaten" and "Kota"."""
    rows = (*csv_table("gazetteer/regencies.csv"), *csv_table("gazetteer/provinces.csv"))
    told = {row["name"] for row in rows} | {row.get("capital", "") for row in rows}
    aliases = {alias for row in rows for alias in row["aliases"].split("|")}
    bare = {re.sub(r"^(?:kabupaten|kota)(?: administrasi)? ", "", name.lower()) for name in told | aliases}
    return frozenset(name for name in bare if name) | frozenset(toml_table("datelines.toml")["places"])


def is_known(place: str) -> bool:
    """Whether a table knows the place, with or without "Kota", "Kab." before it."""
    bare = re.sub(r"^(?:kabupaten|kab\.?|kota)\s*", "", " ".join(place.lower().split()))
    return bare in known_places()
