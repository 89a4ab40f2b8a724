"""The source file of a site that was looked at: only what a crawl could not find out by itself."""

import json
import re
from collections.abc import Container
from pathlib import Path
from urllib.parse import urlsplit

from crawler.regions import NATIONAL, region_named
from crawler.sources import Discover, Source


def toml_of(source: Source) -> str:
    """The text of a source file: what has its default is left out."""
    lines = [f"name = {_quoted(source.name)}", f"url = {_quoted(source.url)}"]
    region = region_named(source.region or NATIONAL)
    if source.region:
        lines.append(f"region = {_quoted(source.region)}")
    if region and source.timezone != region.zone:
        lines.append(f"timezone = {_quoted(source.timezone)}")
    if source.topical:
        lines.append("topical = true")
    table = discover_table(source.discover)
    return "\n".join((*lines, *(("", table) if table else ()))) + "\n"


def discover_table(discover: Discover) -> str:
    """The table `[discover]` of a source file without a final line break, empty where it would hold nothing."""
    lists = {"feeds": discover.feeds, "sitemaps": discover.sitemaps, "listings": discover.listings}
    lines = [f"{key} = {_array(addresses)}" for key, addresses in lists.items() if addresses]
    if discover.wordpress:
        lines.append(f"wordpress = {_quoted(discover.wordpress)}")
    return "\n".join(("[discover]", *lines)) if lines else ""


def with_discover(text: str, discover: Discover) -> str:
    """A source file's text with its table `[discover]` replaced; everything else stays as it was written."""
    without = re.sub(r"(?ms)^\[discover\][ \t]*(?:#[^\n]*)?\n.*?(?=^\[|\Z)", "", text)
    head, table, tail = re.match(r"(?ms)(.*?)(^\[.*)?\Z", without), discover_table(discover), ""
    before, tail = (head[1], head[2] or "") if head else (without, "")
    parts = (before.rstrip(), table, tail.strip())
    return "\n\n".join(part for part in parts if part) + "\n"


def path_of(source: Source, folder: Path) -> Path:
    """Where the file of a source belongs: in a folder of its region, or of the whole country."""
    region = re.sub(r"[^a-z]+", "-", (source.region or NATIONAL).lower())
    return folder / region / f"{source.slug}.toml"


def with_free_slug(source: Source, taken: Container[str]) -> Source:
    """The source under a slug that no other has: its host's last parts are added where the short one is taken."""
    if source.slug not in taken:
        return source
    host = re.sub(r"^www\.", "", urlsplit(source.url).hostname or source.slug)
    return source.model_copy(update={"slug": re.sub(r"[^a-z0-9]+", "-", host.lower())})


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _array(values: tuple[str, ...]) -> str:
    if len(values) == 1:
        return f"[{_quoted(values[0])}]"
    return "[\n" + "".join(f"    {_quoted(value)},\n" for value in values) + "]"
