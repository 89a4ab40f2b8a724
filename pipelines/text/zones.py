"""The time zone of a page: from its source, else from the zones it tells, else from the places in its name."""

import re
from collections import Counter
from datetime import timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.records import SourceFacts
from pipelines.tables import csv_table, toml_table
from pipelines.text.metadata import Metadata
from pipelines.text.stamps import parse_stamp
from pipelines.text.tree import text_of

SHORTEST_PLACE = 5
_WORD = re.compile(r"\d[.:]\d{2}\s*\(?(WIB|WITA|WIT)\b")
_OFFSET = re.compile(r"T\d{2}:\d{2}(?::\d{2})?\+(0[789]):?00$")
_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d])")
_NAMES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_OFFSETS = {"07": "WIB", "08": "WITA", "09": "WIT"}


def evident_zone(
    source: SourceFacts, body: HtmlElement, container: HtmlElement, names: tuple[str, ...], metadata: Metadata
) -> tzinfo | None:
    """The zone in which times without one are to be read, or None where nothing tells it.

    A known source tells it. Of an unknown site the zone words behind clock times outside the article count, then the
    Indonesian offsets of its metadata, then the clock that it shows for an instant in UTC, then a region, a regency or
    a city outside western time in the site's name.
    """
    if source.slug is not None:
        return ZoneInfo(source.timezone)
    text, article = text_of(body), text_of(container)
    shown = Counter(_WORD.findall(text)) - Counter(_WORD.findall(article))
    stated = [str(metadata.article.get(name) or "") for name in ("datePublished", "dateModified")]
    stated += [value for _, value in metadata.metas]
    offsets = Counter(_OFFSETS[match.group(1)] for value in stated if (match := _OFFSET.search(value)))
    for told in (shown, offsets):
        if told:
            return ZoneInfo(_NAMES[told.most_common(1)[0][0]])
    clocks = Counter(_CLOCK.findall(text)) - Counter(_CLOCK.findall(article))
    return _zone_of_clocks(stated, set(clocks)) or _zone_of_names(names)


def _zone_of_clocks(stated: list[str], clocks: set[tuple[str, str]]) -> tzinfo | None:
    """The zone whose clock the page shows for an instant that its metadata tell in UTC."""
    shown = {(int(hour), int(minute)) for hour, minute in clocks}
    stamps = [stamp for value in stated if (stamp := parse_stamp(value)) and stamp.precision != "day"]
    utc = {stamp.clock for stamp in stamps if stamp.offset == timedelta(0)}
    told = {hours for at in utc for hours in _OFFSETS if ((at.hour + int(hours)) % 24, at.minute) in shown}
    return ZoneInfo(_NAMES[_OFFSETS[told.pop()]]) if len(told) == 1 else None


def _zone_of_names(names: tuple[str, ...]) -> tzinfo | None:
    squeezed = [re.sub(r"\W", "", name.lower()) for name in names]
    for zone, regions in toml_table("zones.toml").items():
        if any(region in " ".join(squeezed) for region in regions):
            return ZoneInfo(_NAMES[zone])
    places = _places()
    found = (
        zone for place, zone in places.items() for name in squeezed if name.startswith(place) or name.endswith(place)
    )
    place_zone = next(found, None)
    return ZoneInfo(_NAMES[place_zone]) if place_zone else None


@cache
def _places() -> dict[str, str]:
    """Regencies and cities by name without blanks; those that western time has too, or short ones, are left out."""
    zones = {row["code"]: row["zone"] for row in csv_table("gazetteer/provinces.csv")}
    by_name: dict[str, set[str]] = {}
    for row in csv_table("gazetteer/regencies.csv"):
        bare = re.sub(
            r"^(?:kabupaten|kota|kepulauan|pulau)\s+(?:kepulauan\s+|administrasi\s+)?", "", row["name"].lower()
        )
        by_name.setdefault(re.sub(r"\W", "", bare), set()).add(zones[row["province"]])
    told = {
        name: next(iter(found)) for name, found in by_name.items() if len(found) == 1 and len(name) >= SHORTEST_PLACE
    }
    return {name: zone for name, zone in told.items() if zone != "WIB"}
