"""The records that pass from stage to stage: frozen, plain, picklable; one per stage.

Instants are aware datetimes, days are ISO strings (`2025-02-25`), offsets count characters of their paragraph.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

HTML = "text/html"
PLAIN_TEXT = "text/plain"
WORDPRESS_POST = "application/vnd.wordpress.post+json"
FEED_ITEM = "application/vnd.feed.item+json"

ZoneName = Literal["WIB", "WITA", "WIT"]
Precision = Literal["second", "minute", "hour", "day"]
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Patch:
    """What a person corrected about one page of a source, and why; it wins over what the program finds."""

    url: str
    field: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the stages may know of the site that a page comes from (a view of its source file)."""

    slug: str | None = None
    name: str | None = None
    timezone: str = "Asia/Jakarta"
    region: str | None = None
    topical: bool = False
    patches: tuple[Patch, ...] = ()
    repeated_blocks: frozenset[str] = frozenset()
    keep_detainees: bool = False


UNKNOWN_SOURCE = SourceFacts()


@dataclass(frozen=True, slots=True)
class Hints:
    """What discovery already knew of a page before it was fetched; evidence, never proof."""

    way: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the final address, the headers, the decoded body (no transfer encoding), the time."""

    url: str
    body: bytes
    fetched_at: datetime
    media_type: str = HTML
    status: int = 200
    headers: Headers = ()
    requested_url: str | None = None
    source: str | None = None
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that is no article of ours: `reason` is a short fixed word, `detail` says it to a person."""

    url: str
    fetched_at: datetime
    reason: str
    detail: str = ""
    source: str | None = None
    title: str | None = None
    canonical_url: str | None = None
    pipeline_version: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveRef:
    """Where the archived record of a page lies: file, byte offset and length, `sha256:…` digest of the payload."""

    file: str
    offset: int
    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page whose bytes became characters: `markup` is HTML, or plain text where `media_type` is PLAIN_TEXT."""

    page: Page
    markup: str
    media_type: str = HTML
    issues: tuple[str, ...] = ()


def rejected(page: Page, reason: str, detail: str = "", title: str | None = None) -> Rejected:
    """The page turned away, with the reason."""
    return Rejected(page.url, page.fetched_at, reason, detail, page.source, title)


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of text that is no part of the article, and the id of the rule that took it out."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Witness:
    """One statement of the page about its publication instant."""

    source: str
    text: str
    at: datetime
    precision: Precision


@dataclass(frozen=True, slots=True)
class Published:
    """The publication instant with its proof; `at` is null where no witness is good enough."""

    at: datetime | None = None
    precision: Precision | None = None
    source: str | None = None
    issues: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """The readable part of one page: headline, names, dateline, paragraphs, and all that was taken away from them."""

    url: str
    canonical_url: str
    title: str | None
    authors: tuple[str, ...]
    editor: str | None
    language: str | None
    dateline: str | None
    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]
    published: Published
    captions: tuple[str, ...] = ()
    next_pages: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that an incomplete date was resolved from, and where that day comes from."""

    value: str | None
    source: str


@dataclass(frozen=True, slots=True)
class WeekdayCheck:
    """The weekday the text states beside the weekday that the calendar gives (Indonesian names)."""

    stated: str
    actual: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class ClockTime:
    """Clock times as `HH:MM`; `end` is null for a point in time."""

    start: str
    end: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression with what it was resolved to and why (contract 5.3)."""

    text: str
    start: int
    end: int
    value: str | None
    precision: Literal["day", "range", "month", "year"] | None
    role: Literal["event", "statement", "publication", "other"]
    method: str
    anchor: Anchor
    confidence: float
    time: ClockTime | None = None
    zone: ZoneName | None = None
    weekday: WeekdayCheck | None = None
    issues: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class EventDay:
    """The day of the reported event, or null with the reason in `issues`; `text` is the evidence."""

    date: str | None = None
    end_date: str | None = None
    text: str | None = None
    confidence: float = 0.0
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventKind:
    """What sort of happening it is, and the words that decided."""

    kind: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a mention stands: `paragraph` is null for the title."""

    paragraph: int | None
    start: int
    end: int
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Prison:
    """A prison-side unit that the article names; `id` is null when the gazetteer does not know it."""

    id: str | None
    kind: str
    unit_class: str | None
    subtype: str | None
    place: str | None
    name: str
    text: str
    province: str | None = None
    regency: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Police:
    """A police-side unit that the article names; `id` is null when the gazetteer does not know it."""

    id: str | None
    level: str
    place: str | None
    name: str
    text: str
    province: str | None = None
    regency: str | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """An official as published; `category` is `official`, `detainee` or `minor`."""

    name: str
    role: str | None
    rank: str | None
    titles: tuple[str, ...]
    unit: str | None
    text: str
    category: str = "official"
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of direct speech, without its quote marks; `role` stands in where no name is given."""

    text: str
    speaker: str | None
    cue: str | None
    paragraph: int
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """All units of an article, the main ones first."""

    prisons: tuple[Prison, ...] = ()
    police: tuple[Police, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """What one page tells after all stages: one appearance of a release on one site (contract 5.2)."""

    url: str
    canonical_url: str
    source: str | None
    fetched_at: datetime
    title: str | None
    authors: tuple[str, ...]
    editor: str | None
    language: str | None
    published: Published
    dateline: str | None
    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...]
    dates: tuple[DateMention, ...]
    event_day: EventDay
    event_kind: EventKind
    units: Units
    people: tuple[Person, ...]
    quotes: tuple[Quote, ...]
    tags: tuple[str, ...]
    fingerprint: str
    pipeline_version: str
    next_pages: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
