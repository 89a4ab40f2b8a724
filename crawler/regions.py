"""The regions of the country with their time zones, as `seeds/regions.toml` tells them."""

from dataclasses import dataclass
from functools import cache

from pipelines.tables import toml_table

NATIONAL = "Nasional"


@dataclass(frozen=True, slots=True)
class Region:
    """A province (or the whole country) and the zone that holds there (`Asia/Jakarta`)."""

    name: str
    zone: str


def region_named(name: str) -> Region | None:
    """The region of this name or other spelling, whatever its case; None where there is none."""
    return _by_name().get(name.strip().casefold())


def region_names() -> tuple[str, ...]:
    """The names of all regions, as they should be written."""
    return tuple(toml_table("regions.toml"))


def region_spellings(name: str) -> tuple[str, ...]:
    """Every way to write a region, in small letters."""
    return tuple(spelling.casefold() for spelling in (name, *toml_table("regions.toml")[name]["also"]))


@cache
def _by_name() -> dict[str, Region]:
    named = {}
    for name, row in toml_table("regions.toml").items():
        for spelling in (name, *row["also"]):
            named[spelling.casefold()] = Region(name, row["zone"])
    return named
