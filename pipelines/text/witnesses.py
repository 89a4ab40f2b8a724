"""Every statement of a page about its publication instant, as a witness; none is believed here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.records import Page, Witness
from pipelines.tables import toml_table
from pipelines.text.metadata import Metadata
from pipelines.text.parts import removed_part
from pipelines.text.stamps import TABLE, Stamp, clock_only, parse_stamp
from pipelines.text.tree import names_of, text_of, tidy

NEAR_CHARACTERS = 700
LONGEST_STAMP = 130
_URL_DAY = re.compile(r"/(20\d{2})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_DATE_NAMES = re.compile(r"(?<![a-z])(?:date|time|tanggal|tgl|waktu|published|publish|timestamp|posted)(?![a-z])")


@dataclass(frozen=True, slots=True)
class Told:
    """A witness with what is needed to weigh it: the stamp as written, whether an offset was told."""

    witness: Witness
    stamp: Stamp


def metadata_witnesses(metadata: Metadata, zone: tzinfo) -> Iterator[Told]:
    """JSON-LD and meta elements."""
    yield from _told("json-ld", str(metadata.article.get("datePublished") or ""), zone)
    names = toml_table(TABLE)["meta"]["published"]
    for name, value in metadata.metas:
        bare = name.rpartition(":")[2] if name.count(":") == 1 and not name.startswith(("article:", "og:")) else name
        if bare in names or name in names:
            yield from _told("meta", value, zone, name)


def visible_witnesses(
    body: HtmlElement, headline: HtmlElement | None, container: HtmlElement | None, page: Page, zone: tzinfo
) -> Iterator[Told]:
    """`<time>` elements and written dates near the headline, above it, between it and the body, and right below the body."""
    near = _near(body, headline, container)
    day: Told | None = None
    for element, source in near:
        text = _own_text(element)
        if _of_something_else(text):
            continue
        yield from _attribute_witnesses(element, zone)
        if not text or len(text) > LONGEST_STAMP:
            continue
        clock = clock_only(text)
        if clock is not None and day is not None and day.stamp.precision == "day":
            joined = Stamp(
                f"{day.stamp.text} {text}", day.stamp.clock.replace(hour=clock[0], minute=clock[1]), None, "minute"
            )
            yield Told(Witness(day.witness.source, joined.text, joined.at(zone), "minute"), joined)
            continue
        for told in _told(source, text, zone, fetched_at=page.fetched_at):
            day = told if told.stamp.precision == "day" else day
            yield told


def _attribute_witnesses(element: HtmlElement, zone: tzinfo) -> Iterator[Told]:
    """The machine-readable instant of `<time datetime>`, `<abbr title>` and elements named for dates."""
    if element.get("itemprop") == "dateModified" or (
        "updated" in names_of(element).split() and "published" not in names_of(element).split()
    ):
        return
    if (
        element.tag in ("time", "abbr")
        or _DATE_NAMES.search(names_of(element))
        or element.get("itemprop") == "datePublished"
    ):
        for attribute in ("datetime", "title", "content", "data-date", "data-timestamp"):
            yield from _told("time", element.get(attribute) or "", zone)


def address_witness(url: str, zone: tzinfo) -> Iterator[Told]:
    """A whole day in the address: /2025/02/18/ or /read/2025-02-18/."""
    match = _URL_DAY.search(urlsplit(url).path)
    if match:
        yield from _told("url", "-".join(match.groups()), zone)


def line_witness(text: str, page: Page, zone: tzinfo) -> Iterator[Told]:
    """A line of the body that said nothing but an instant."""
    if not _of_something_else(text):
        yield from _told("visible", text, zone, fetched_at=page.fetched_at)


def hint_witness(page: Page, zone: tzinfo) -> Iterator[Told]:
    """What the feed or the sitemap said."""
    at = page.hints.published_at
    if at is not None:
        way = page.hints.way or "feed"
        stamp = Stamp(at.isoformat(), at.replace(tzinfo=None), at.utcoffset(), "second")
        yield Told(Witness(way, stamp.text, stamp.at(zone), "second"), stamp)


def _told(source: str, text: str, zone: tzinfo, name: str = "", fetched_at: datetime | None = None) -> Iterator[Told]:
    stamp = parse_stamp(tidy(text), fetched_at) if text else None
    if stamp is not None:
        told = f"{name}: {stamp.text}" if name else stamp.text
        yield Told(Witness(source, told, stamp.at(zone), stamp.precision), stamp)


def _near(
    body: HtmlElement, headline: HtmlElement | None, container: HtmlElement | None
) -> list[tuple[HtmlElement, str]]:
    """Elements with little text around the headline, in the order of the page, with the kind of witness they are."""
    inside = set(container.iter()) if container is not None and container is not body else set()
    before: list[tuple[HtmlElement, int]] = []
    between: list[HtmlElement] = []
    after: list[HtmlElement] = []
    seen_headline, seen_body, characters, below = headline is None, False, 0, 0
    within = set(headline.iter()) if headline is not None else set()
    for element in body.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "noscript", "option", "select"):
            continue
        if element is headline:
            seen_headline = True
            start = characters
            before = [(candidate, at) for candidate, at in before if start - at <= 160]
        characters += len((element.text or "").strip()) + (
            len((element.tail or "").strip()) if element is not body else 0
        )
        if element in within:
            continue
        if element in inside:
            if not seen_body and seen_headline:
                seen_body = True
            between += (
                [element] if not seen_body or (len(between) < 200 and below == 0 and element.tag == "time") else []
            )
            continue
        if not seen_headline:
            before.append((element, characters))
            before = before[-60:]
        elif not seen_body:
            between.append(element)
        else:
            below += len((element.text or "").strip())
            if below > NEAR_CHARACTERS:
                break
            after.append(element)
    kept = [element for element, _ in before if not _masthead(element)]
    usable = [
        *kept,
        *between[:300],
        *(
            element
            for element in after[:80]
            if _DATE_NAMES.search(names_of(element)) or element.tag in ("time", "abbr")
        ),
    ]
    return [(element, "visible") for element in usable if not _listed(element)]


def _own_text(element: HtmlElement) -> str:
    """The text of a small element, or the own text of one that holds more."""
    if len(element) <= 8:
        whole = text_of(element)
        if len(whole) <= LONGEST_STAMP:
            return whole
    return tidy(" ".join([element.text or "", *(child.tail or "" for child in element)]))


def _of_something_else(text: str) -> bool:
    """Whether the words around a date tell that it is a change, a printing or today."""
    lowered = text.lower()
    table = toml_table(TABLE)
    return any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lowered) for word in (*table["modified"], *table["not_published"])
    )


def _masthead(element: HtmlElement) -> bool:
    return any(
        parent.tag in ("nav", "header", "marquee")
        or re.search(r"top-?bar|header-top|masthead|ticker|today|date-now|topnav|top_date", names_of(parent))
        for parent in (element, *element.iterancestors())
        if parent.tag not in ("html", "body")
    ) and not any(parent.tag == "article" for parent in element.iterancestors())


def _listed(element: HtmlElement) -> bool:
    """Whether the element sits in a list of other articles, a caption, or another removed part."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in ("aside", "footer") and parent.getparent() is not None and parent.getparent().tag != "article":
            return True
        if parent.tag in ("article", "main", "body"):
            return False
        if removed_part(parent) in ("read-also", "comments", "ads") or parent.tag in ("figcaption",):
            return True
    return False
