"""A document becomes its readable text: the order of the steps, each of which lives in its own module."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.records import PLAIN_TEXT, Document, Page, Published, Rejected, Removed, SourceFacts, Text, rejected
from pipelines.text.authors import bylines_of
from pipelines.text.bulk import without_bulk
from pipelines.text.captions import lead_captions
from pipelines.text.clean import clean
from pipelines.text.cleaned import Cleaned
from pipelines.text.clocks import without_clocks
from pipelines.text.container import find_container
from pipelines.text.dateline import split_dateline
from pipelines.text.headline import headline, headline_element, site_names
from pipelines.text.language import language_of
from pipelines.text.lines import Reading, plain_lines, read_lines
from pipelines.text.metadata import Metadata, read_metadata
from pipelines.text.pages import identity, next_pages
from pipelines.text.publication import choose
from pipelines.text.shapes import ends_sentence
from pipelines.text.tree import cut_bulky_texts, parse
from pipelines.text.verdicts import page_verdict, text_verdict
from pipelines.text.wholelines import is_caption
from pipelines.text.witnesses import (
    Told,
    address_witness,
    hint_witness,
    line_witness,
    metadata_witnesses,
    visible_witnesses,
)
from pipelines.text.zones import evident_zone
from pipelines.urls import canonical

MOST_LINES = 4_000
MOST_CHARACTERS = 600_000


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a page before its lines are cleaned."""

    tree: HtmlElement
    metadata: Metadata
    names: tuple[str, ...]
    headline: HtmlElement | None
    title: str | None
    bulky: int


def read(document: Document, source: SourceFacts) -> Text | Rejected:
    """The text of an article, or the reason why the page holds none."""
    if document.media_type == PLAIN_TEXT:
        return _read_plain(document, source)
    tree = parse(document.markup)
    if tree is None:
        return rejected(document.page, "no-text", "there is no element in the page")
    bulky = cut_bulky_texts(tree)
    if not without_bulk(tree):
        return rejected(
            document.page, "too-large", "tens of thousands of elements, and no body of fewer that its name tells"
        )
    metadata = read_metadata(tree)
    names = site_names(metadata, urlsplit(document.page.url).hostname or "", source.name)
    element = headline_element(tree, metadata)
    found = _Found(tree, metadata, names, element, headline(element, metadata, names), bulky)
    read_page = page_verdict(document, tree, found.title) or _read_page(document, source, found)
    if isinstance(read_page, Rejected) and bulky:
        return replace(read_page, detail=f"{read_page.detail}; {_told_bulk(bulky)}")
    return read_page


def _told_bulk(characters: int) -> str:
    return f"{characters:,} characters in single texts beyond all measure were left out"


def _read_page(document: Document, source: SourceFacts, found: _Found) -> Text | Rejected:
    page = document.page
    container = find_container(found.tree, found.headline)
    if container is None:
        return rejected(page, "no-text", "no running text outside links", found.title)
    body = found.tree.find("body") if found.tree.find("body") is not None else found.tree
    evident = evident_zone(source, body, container, found.names, found.metadata)
    zone = evident or ZoneInfo(source.timezone)
    unseen = [*metadata_witnesses(found.metadata, zone), *address_witness(page.url, zone), *hint_witness(page, zone)]
    above, behind = visible_witnesses(body, found.headline, container, page, zone)
    shown = [*without_clocks(above, [*behind, *unseen], found.headline, page.fetched_at, zone), *behind]
    reading = read_lines(container, found.headline)
    if len(reading.lines) > MOST_LINES or sum(len(line.text) for line in reading.lines) > MOST_CHARACTERS:
        return rejected(page, "too-long", f"{len(reading.lines)} lines of text: no news article", found.title)
    lead = found.metadata.meta("og:description", "description") or str(found.metadata.article.get("description") or "")
    cleaned = clean(reading.lines, found.title, lead, found.names, source.repeated_blocks)
    told = [*shown, *unseen, *_told_in_body(page, cleaned, zone)]
    published = choose(told, zone, page.fetched_at.astimezone(UTC), _is_blogger(found.metadata))
    if evident is None and _is_unzoned(published, told):
        published = replace(published, issues=(*published.issues, f"published: no zone is told, read in {zone}"))
    text = _assembled(document, found, container, reading, cleaned)
    return text if isinstance(text, Rejected) else replace(text, published=published)


def _is_unzoned(published: Published, told: list[Told]) -> bool:
    """Whether no witness of the chosen clock time tells an offset."""
    if published.at is None or published.precision == "day":
        return False
    return not any(one.stamp.offset is not None for one in told if one.witness.at == published.at)


def _assembled(
    document: Document, found: _Found, container: HtmlElement, reading: Reading, cleaned: Cleaned
) -> Text | Rejected:
    """The text with all but its publication, unless what was read is no article."""
    page = document.page
    captions = (*reading.captions, *cleaned.captions)
    paragraphs = tuple(line.text for line in cleaned.lines)
    free = str(found.metadata.article.get("isAccessibleForFree", "true")).lower() != "false"
    verdict = text_verdict(document, found.title, paragraphs, captions, free)
    if verdict:
        return verdict
    authors, editor = bylines_of(found.metadata, found.headline, container, cleaned.credits, found.names)
    return Text(
        url=page.url,
        canonical_url=identity(page.url, found.metadata.canonical),
        title=found.title if found.headline is not None else cleaned.headline or found.title,
        authors=authors,
        editor=editor,
        language=language_of(" ".join(paragraphs)),
        dateline=cleaned.dateline,
        paragraphs=paragraphs,
        removed=(*_put_aside(reading), *cleaned.removed),
        published=Published(),
        captions=(*lead_captions(found.tree, found.headline, container), *captions),
        next_pages=next_pages(found.tree, page.url, identity(page.url, found.metadata.canonical)),
        issues=tuple(_issues(found)),
    )


def _issues(found: _Found) -> Iterator[str]:
    if found.metadata.broken:
        yield "metadata: the JSON-LD is broken"
    if found.bulky:
        yield f"text: {_told_bulk(found.bulky)}"


def _told_in_body(page: Page, cleaned: Cleaned, zone: tzinfo) -> list[Told]:
    """What lines of the body told that were nothing but an instant."""
    lines = (gone.text for gone in cleaned.removed if gone.rule.startswith("date-line"))
    return [one for line in lines for one in line_witness(line, page, zone)]


def _put_aside(reading: Reading) -> tuple[Removed, ...]:
    """The parts and captions that were no line of the body, as removals."""
    parts = [Removed(text, f"{part}-part/1") for text, part in reading.parts]
    return (*parts, *(Removed(text, "caption/1") for text in reading.captions))


def _is_blogger(metadata: Metadata) -> bool:
    return "blogger" in (metadata.meta("generator") or "").lower()


def _read_plain(document: Document, source: SourceFacts) -> Text | Rejected:
    """A plain text: the first line is the title when it does not end as a sentence, then one paragraph a line."""
    lines = plain_lines(document.markup)
    title = None
    if len(lines) > 1 and _is_title(lines[0].text) and not lines[1].text[:1].islower():
        title, lines = lines[0].text, lines[1:]
    names = (urlsplit(document.page.url).hostname or "", source.name or "")
    cleaned = clean(lines, title, None, tuple(filter(None, names)), source.repeated_blocks)
    paragraphs = tuple(line.text for line in cleaned.lines)
    verdict = text_verdict(document, title, paragraphs, (), free=True)
    if verdict:
        return verdict
    zone: tzinfo = ZoneInfo(source.timezone)
    told = [*address_witness(document.page.url, zone), *hint_witness(document.page, zone)]
    return Text(
        url=document.page.url,
        canonical_url=canonical(document.page.url),
        title=title,
        authors=tuple(dict.fromkeys(name for role, names_ in cleaned.credits if role == "author" for name in names_)),
        editor=next((name for role, names_ in cleaned.credits if role == "editor" for name in names_), None),
        language=language_of(" ".join(paragraphs)),
        dateline=cleaned.dateline,
        paragraphs=paragraphs,
        removed=tuple(cleaned.removed),
        published=choose(told, zone, document.page.fetched_at.astimezone(UTC)) if told else Published(),
        captions=tuple(cleaned.captions),
    )


def _is_title(line: str) -> bool:
    """Whether the first line can be a title: no sentence, no caption, no dateline."""
    return not ends_sentence(line) and len(line) <= 250 and not is_caption(line) and split_dateline(line)[0] is None
