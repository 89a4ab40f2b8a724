"""The source files: one site each, in TOML, what a person knows of it (contract 5.4).

name = "Kabar Contoh"
url = "https://kabarcontoh.id"
region = "Banten"
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    ValidationError,
    model_validator,
)

from crawler.regions import NATIONAL, region_named, region_names
from pipelines import records
from pipelines.errors import LapaswireError
from pipelines.tables import seed

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PLACEHOLDERS = ("word", "page", "year", "month", "day")
_STEPS = {"m": "minutes", "h": "hours", "d": "days"}


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", value):
        raise ValueError("must be a whole address that starts with https:// or http://")
    return value


def _listing_address(value: str) -> str:
    unknown = [name for name in re.findall(r"\{(.*?)\}", value) if name not in PLACEHOLDERS]
    if unknown:
        raise ValueError(f"unknown placeholder {{{unknown[0]}}}; there are {', '.join(PLACEHOLDERS)}")
    return _web_address(value)


def _region(value: str) -> str:
    found = region_named(value)
    if found:
        return found.name
    near = get_close_matches(value.title(), region_names(), 1)
    raise ValueError(f"no such region{f'; did you mean {near[0]}?' if near else ''} (seeds/regions.toml lists them)")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("no such time zone; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura") from error
    return value


def _cadence(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"([1-9]\d{0,3})\s*([mhd])", value)
    if not found:
        raise ValueError('must be a number and a unit, such as "30m", "6h" or "1d"')
    return timedelta(**{_STEPS[found[2]]: int(found[1])})


def _host(value: str) -> str:
    host = value.lower()
    if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", host):
        raise ValueError("must be a bare host name, such as media.contoh.id")
    return host


WebAddress = Annotated[str, AfterValidator(_web_address)]
ListingAddress = Annotated[str, AfterValidator(_listing_address)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Discover(_Strict):
    """Where the site tells of its articles; `wordpress` is the root of its REST interface, ending in `wp-json/`."""

    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[WebAddress, ...] = ()
    wordpress: WebAddress | None = None
    listings: tuple[ListingAddress, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is told, so that the crawl has to find out by itself."""
        return not (self.feeds or self.sitemaps or self.wordpress or self.listings)


class Bounds(_Strict):
    """How many new articles are usual; outside of it, somebody should look."""

    min: NonNegativeInt = 0
    max: NonNegativeInt | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max is not None and self.max < self.min:
            raise ValueError("max is smaller than min")
        return self

    def breach(self, count: int) -> str | None:
        """What is unusual about a count, or None where it lies within the bounds."""
        if count < self.min:
            return f"{count} new articles, at least {self.min} are usual"
        return (
            f"{count} new articles, at most {self.max} are usual" if self.max is not None and count > self.max else None
        )


class Expect(_Strict):
    """The usual number of new articles per run or per week."""

    run: Bounds | None = None
    week: Bounds | None = None


class Patch(_Strict):
    """A correction of one page: the field, the value that holds, and why."""

    url: WebAddress
    field: Literal["title", "editor", "dateline", "published_at", "event_date"]
    value: str
    why: str


class Source(_Strict):
    """A site that we follow. `slug` is the name of its file; the rest is what the file says."""

    slug: str
    name: Annotated[str, Field(min_length=1)]
    url: WebAddress
    region: Annotated[str, AfterValidator(_region)] | None = None
    timezone: Annotated[str, AfterValidator(_zone)] = ""
    topical: bool = False
    discover: Discover = Discover()
    cadence: Annotated[timedelta, BeforeValidator(_cadence)] = timedelta(hours=6)
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None
    hosts: tuple[Annotated[str, AfterValidator(_host)], ...] = ()
    expect: Expect = Expect()
    patches: tuple[Patch, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _zone_of_region(cls, data: Any) -> Any:
        if isinstance(data, dict) and "timezone" not in data:
            found = region_named(str(data.get("region", NATIONAL)))
            return {**data, "timezone": found.zone if found else "Asia/Jakarta"}
        return data


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a source file: `key` is dotted (`discover.feeds.1`), empty where the whole file is meant."""

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


class SourceError(LapaswireError):
    """All faults of all source files that were read, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def load_sources(folder: Path | None = None, bundled: bool = True) -> dict[str, Source]:
    """All sources by slug: the files of `folder` first, then (where `bundled`) the bundled ones it does not replace.

    Raises SourceError with every fault of every file at once.
    """
    found: dict[str, Source] = {}
    faults: list[Fault] = []
    layers = [_files(folder, str(folder))] if folder and folder.is_dir() else []
    if bundled:
        layers.append(_files(seed("sources"), "seeds/sources"))
    for layer in layers:
        faults += _add_layer(found, layer)
    if faults:
        raise SourceError(dict.fromkeys(faults))
    return dict(sorted(found.items()))


def file_of(slug: str, folder: Path | None = None) -> Path | Traversable | None:
    """The file that holds a source: in `folder`, else the bundled one; None where there is none."""
    layers = [_files(folder, "")] if folder and folder.is_dir() else []
    for layer in (*layers, _files(seed("sources"), "")):
        for _, entry in layer:
            if entry.name == f"{slug}.toml":
                return entry
    return None


def read_source(text: str, slug: str, file: str) -> Source:
    """The source that a file's text tells; `file` is named in faults. Raises SourceError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError([Fault(file, "", f"broken TOML: {error}")]) from error
    if "slug" in table:
        raise SourceError([Fault(file, "slug", "is the name of the file and not written in it")])
    if not SLUG.fullmatch(slug):
        raise SourceError([Fault(file, "", "the file name must be small letters, digits and single hyphens")])
    try:
        return Source.model_validate({"slug": slug, **table})
    except ValidationError as error:
        raise SourceError(_fault(file, detail) for detail in error.errors()) from error


def hosts_of(source: Source) -> list[str]:
    """The hosts that a crawl of the source may ask: its own, and those where it tells of its articles."""
    ways = source.discover
    addresses = (source.url, *ways.feeds, *ways.sitemaps, *filter(None, (ways.wordpress,)), *ways.listings)
    return [*source.hosts, *(urlsplit(address).hostname or "" for address in addresses)]


def facts_of(
    source: Source, repeated_blocks: frozenset[str] = frozenset(), keep_detainees: bool = False
) -> records.SourceFacts:
    """What the stages may know of the source; a national site has no region."""
    return records.SourceFacts(
        slug=source.slug,
        name=source.name,
        timezone=source.timezone,
        region=None if source.region == NATIONAL else source.region,
        topical=source.topical,
        patches=tuple(records.Patch(**patch.model_dump()) for patch in source.patches),
        repeated_blocks=repeated_blocks,
        keep_detainees=keep_detainees,
    )


def _files(folder: Path | Traversable, shown: str) -> Iterator[tuple[str, Path | Traversable]]:
    """Every TOML file under a folder, with the name to show it by, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{shown}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, name)
        elif entry.name.endswith(".toml"):
            yield name, entry


def _add_layer(found: dict[str, Source], layer: Iterator[tuple[str, Path | Traversable]]) -> list[Fault]:
    """Adds the sources of one folder that no folder before it has; gives the faults of all its files."""
    before, faults, seen = frozenset(found), [], dict[str, str]()
    for file, entry in layer:
        slug = entry.name.removesuffix(".toml")
        if slug in seen:
            faults.append(Fault(file, "", f"the name is taken by {seen[slug]}; file names must be unique"))
            continue
        seen[slug] = file
        if slug in before:
            continue
        try:
            found[slug] = read_source(entry.read_text(encoding="utf-8-sig"), slug, file)
        except SourceError as error:
            faults += error.faults
        except (OSError, UnicodeDecodeError) as error:
            faults.append(Fault(file, "", f"cannot be read: {error}"))
    return faults


def _fault(file: str, detail: Any) -> Fault:
    key = ".".join(map(str, detail["loc"]))
    match detail["type"]:
        case "missing":
            message = "is missing"
        case "extra_forbidden":
            message = f"unknown key{_did_you_mean(detail['loc'])}"
        case _:
            message = detail["msg"].removeprefix("Value error, ")
            message = message if detail["type"] == "value_error" and not key else f"{message} (is {detail['input']!r})"
    return Fault(file, key, message)


def _did_you_mean(place: tuple[Any, ...]) -> str:
    parts: dict[str, type[BaseModel]] = {"discover": Discover, "expect": Expect}
    near = get_close_matches(str(place[-1]), set(parts.get(str(place[0]), Source).model_fields) - {"slug"}, 1)
    return f"; did you mean {near[0]}?" if near else ""


def source_named(slug: str, sources: dict[str, Source]) -> Source:
    """The source with this slug. Raises SourceError that names the nearest one."""
    if slug in sources:
        return sources[slug]
    near = get_close_matches(slug, sources, 1)
    hint = f"; did you mean {near[0]}?" if near else "; `lapaswire add URL` makes one"
    raise SourceError([Fault(slug, "", f"no source of this name{hint}")])
