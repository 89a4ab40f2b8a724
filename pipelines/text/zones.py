"""The time zone of a page: from its source, else from the zone words it shows, else from its name."""

import re
from collections import Counter
from datetime import tzinfo
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.records import SourceFacts
from pipelines.tables import toml_table
from pipelines.text.tree import text_of

_WORD = re.compile(r"\d[.:]\d{2}\s*\(?(WIB|WITA|WIT)\b")
_NAMES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def zone_of(source: SourceFacts, body: HtmlElement, container: HtmlElement, names: tuple[str, ...]) -> tzinfo:
    """The zone in which times without one are to be read.

    A known source tells it. Of an unknown site the zone words behind clock times outside the article count, then a
    province in the site's name.
    """
    if source.slug is not None:
        return ZoneInfo(source.timezone)
    text = text_of(body)
    shown = Counter(_WORD.findall(text)) - Counter(_WORD.findall(text_of(container)))
    if shown:
        return ZoneInfo(_NAMES[shown.most_common(1)[0][0]])
    squeezed = " ".join(re.sub(r"\W", "", name.lower()) for name in names)
    for zone, regions in toml_table("zones.toml").items():
        if any(region in squeezed for region in regions):
            return ZoneInfo(_NAMES[zone])
    return ZoneInfo(source.timezone)
