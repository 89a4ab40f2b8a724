"""Every statement of a page about its publication instant, as a witness; none is believed here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import pairwise
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipelines.records import Page, Witness
from pipelines.tables import toml_table
from pipelines.text.metadata import Metadata
from pipelines.text.parts import caption_part, masthead_part, removed_part
from pipelines.text.stamps import TABLE, Stamp, clock_only, parse_stamp, word_pattern
from pipelines.text.tree import names_of, text_of, tidy

NEAR_CHARACTERS = 160
MOST_ABOVE, MOST_BETWEEN, MOST_BELOW = 60, 300, 80
_SILENT = ("script", "style", "noscript", "option", "select")
LONGEST_STAMP = 130
ADJACENT = 5
MOST_WORDS_BESIDE = 12
MOST_STAMPS_BELOW = 3
_TERMS = {"dc:created", "dc:date", "dcterms:created", "schema:datepublished", "datepublished"}
_CLOCK = re.compile(r"\d[.:]\d\d")
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
) -> tuple[list[tuple[HtmlElement, Told]], list[Told]]:
    """What is written above the headline, each with its element, and what between it and the body or right below."""
    above, others = _near(body, headline, container)
    written = list(_written(above + others, page, zone))
    before = set(above)
    return [one for one in written if one[0] in before], [told for element, told in written if element not in before]


def _written(elements: list[HtmlElement], page: Page, zone: tzinfo) -> Iterator[tuple[HtmlElement, Told]]:
    """The instants that elements tell by their attributes and their words."""
    day: Told | None = None
    for element in elements:
        if _tells_change(element):
            continue
        text = _without_changes(_own_text(element))
        if _of_something_else(text):
            continue
        yield from ((element, told) for told in _attribute_witnesses(element, zone))
        if not text or len(text) > LONGEST_STAMP or _is_sentence(text):
            continue
        clock = clock_only(text)
        if clock is not None and day is not None and day.stamp.precision == "day":
            joined = Stamp(
                f"{day.stamp.text} {text}", day.stamp.clock.replace(hour=clock[0], minute=clock[1]), None, "minute"
            )
            yield element, Told(Witness(day.witness.source, joined.text, joined.at(zone), "minute"), joined)
            continue
        for told in _told("visible", text, zone, fetched_at=page.fetched_at):
            day = told if told.stamp.precision == "day" else day
            yield element, told


def _tells_change(element: HtmlElement) -> bool:
    """Whether an element is named for the last change alone; themes name the publication "entry-date updated" too."""
    names = set(names_of(element).split())
    return element.get("itemprop") == "dateModified" or ("updated" in names and not names & {"published", "entry-date"})


def _attribute_witnesses(element: HtmlElement, zone: tzinfo) -> Iterator[Told]:
    """The machine-readable instant of `<time datetime>`, `<abbr title>` and elements named for dates."""
    if (
        element.tag in ("time", "abbr")
        or _DATE_NAMES.search(names_of(element))
        or element.get("itemprop") == "datePublished"
        or _TERMS & set((element.get("property") or "").lower().split())
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
) -> tuple[list[HtmlElement], list[HtmlElement]]:
    """The elements that may tell the publication: those above the headline, and those behind it or below the body."""
    order = [element for element in body.iter() if isinstance(element.tag, str) and element.tag not in _SILENT]
    place = {element: number for number, element in enumerate(order)}
    start = place.get(headline, 0) if headline is not None else 0
    title_end = start + (sum(1 for e in headline.iter() if e in place) if headline is not None else 0)
    body_start = place.get(container, len(order)) if container is not None else len(order)
    body_end = body_start + (sum(1 for e in container.iter() if e in place) if container is not None else 0)
    between = order[title_end : body_start if body_start > start else title_end + MOST_BETWEEN][:MOST_BETWEEN]
    below = [e for e in order[body_end : body_end + MOST_BELOW] if e.tag in ("time", "abbr") or _dated(e)]
    around = set(container.iterancestors()) | {container} if container is not None else set()
    above = [e for e in _above(order, start) if _is_beside(e, headline) and not _listed(e, around)]
    behind = [element for element in between if not _listed(element, around)]
    return above, behind + _of_one_day([e for e in below if not _listed(e, around) and not _is_aside(e)])


def _is_beside(element: HtmlElement, headline: HtmlElement | None) -> bool:
    """Whether an element stands in the article of the headline or is marked: other words above belong to the site."""
    if _dated(element) or element.get("itemprop") or element.tag == "time":
        return True
    article = next(headline.iterancestors("article"), None) if headline is not None else None
    return article is None or article in element.iterancestors()


def _is_aside(element: HtmlElement) -> bool:
    return next(element.iterancestors("aside"), None) is not None


def _of_one_day(below: list[HtmlElement]) -> list[HtmlElement]:
    """The dated elements below the body; none where there are many or of several days, as lists have them."""
    stamps = [stamp for element in below if (stamp := parse_stamp(_own_text(element)))]
    few = len(stamps) <= MOST_STAMPS_BELOW and len({stamp.clock.date() for stamp in stamps}) <= 1
    return below if few else []


def _above(order: list[HtmlElement], start: int) -> list[HtmlElement]:
    """Elements above the headline; a day without a clock only right above it: mastheads show today."""
    kept: list[HtmlElement] = []
    distance = 0
    for element in reversed(order[max(0, start - MOST_ABOVE) : start]):
        distance += len((element.tail or "").strip())
        near = distance <= ADJACENT or (distance <= NEAR_CHARACTERS and _CLOCK.search(_own_text(element)))
        if near and not _masthead(element):
            kept.append(element)
        distance += len((element.text or "").strip())
    return kept[::-1]


def _dated(element: HtmlElement) -> bool:
    return _DATE_NAMES.search(names_of(element)) is not None


def _own_text(element: HtmlElement) -> str:
    """The text of a small element, or the own text of one that holds more."""
    if len(element) <= 8:
        whole = text_of(element)
        if len(whole) <= LONGEST_STAMP:
            return whole
    return tidy(" ".join([element.text or "", *(child.tail or "" for child in element)]))


def tells_publication(text: str) -> bool:
    """Whether the words around a date tell that it is the publication's: "Diterbitkan", "Tayang"."""
    return word_pattern(tuple(toml_table(TABLE)["published"])).search(text) is not None


def _of_something_else(text: str) -> bool:
    """Whether the words around a date tell that it is a change, a printing or today."""
    table = toml_table(TABLE)
    return word_pattern((*table["modified"], *table["not_published"])).search(text) is not None


def _is_sentence(text: str) -> bool:
    """Whether a line says more than names, a place and an instant: its day is one of the event."""
    stamp = parse_stamp(text)
    if stamp is None:
        return False
    bracketed = stamp.precision == "day" and re.search(rf"\(\s*{re.escape(stamp.text)}\s*\)", text) is not None
    return bracketed or len(text.replace(stamp.text, " ").split()) > MOST_WORDS_BESIDE


def _without_changes(text: str) -> str:
    """A line that tells the publication and a change, without the change."""
    table = toml_table(TABLE)
    starts = [match.start() for match in word_pattern((*table["modified"], *table["published"])).finditer(text)]
    segments = [text[start:end] for start, end in pairwise((0, *starts, len(text)))]
    changes = [segment for segment in segments if _of_something_else(segment)]
    if any(not re.search(r"\d", change) for change in changes):
        return text
    kept = [segment for segment in segments if segment not in changes]
    return " ".join(kept) if kept and len(segments) > 1 else text


def _masthead(element: HtmlElement) -> bool:
    """Whether an element above the headline belongs to the head of the site, which shows today's date."""
    parents = [parent for parent in (element, *element.iterancestors()) if parent.tag not in ("html", "body")]
    if any(parent.tag == "article" for parent in parents):
        return False
    return any(parent.tag in ("nav", "header", "marquee") or masthead_part(parent) for parent in parents)


def _listed(element: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether the element sits in another article, a caption, or another removed part; `around` holds the body."""
    for parent in (element, *element.iterancestors()):
        if parent.tag == "article" and parent not in around:
            return True
        if parent.tag in ("aside", "footer") and parent.getparent() is not None and parent.getparent().tag != "article":
            return True
        if parent.tag in ("article", "main", "body"):
            return False
        if (
            removed_part(parent) in ("read-also", "comments", "ads")
            or parent.tag == "figcaption"
            or caption_part(parent)
        ):
            return True
    return False
