"""What is no article: error pages, challenges, shells, listings, galleries, paywalls, other languages."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from pipelines.records import Document, Rejected, rejected
from pipelines.tables import toml_table
from pipelines.text.language import language_of
from pipelines.text.phrases import any_of
from pipelines.text.tree import names_of, text_of

TABLE = "not_articles.toml"
SHORTEST_ARTICLE = 120
HYPHENS_OF_A_SLUG = 4
SHORT_TEXT = 700
SHORT_PAGE = 1_500


def page_verdict(document: Document, tree: HtmlElement, title: str | None) -> Rejected | None:
    """The reason why a page is no article, from its address, its title and its whole text."""
    page = document.page
    if page.status >= 400:
        return rejected(page, "error-page", f"status {page.status}", title)
    titles = [text for text in (title, *(text_of(e) for e in tree.iter("title", "h1"))) if text]
    for reason in ("error-page", "challenge", "listing", "gallery"):
        told = next((text for text in titles if _phrases(reason, "titles").fullmatch(text)), None)
        if told and reason != "gallery":
            return rejected(page, reason, f"the title says {told!r}", title)
    body = tree.find("body") if tree.find("body") is not None else tree
    text = text_of(body)
    if len(text) < SHORT_PAGE:
        for reason in ("challenge", "shell", "error-page"):
            found = _phrases(reason, "texts").search(text)
            if found and (reason != "shell" or len(text) < 400):
                return rejected(page, reason, f"the page says {found.group()!r}", title)
    if len(text) < SHORTEST_ARTICLE:
        shell = any(
            name in names_of(e).split() for e in body.iter("div") for name in toml_table(TABLE)["shell"]["elements"]
        )
        return rejected(
            page,
            "shell" if shell or body.findall(".//noscript") else "no-text",
            f"{len(text)} characters of text",
            title,
        )
    return _listing(document, title)


def text_verdict(
    document: Document, title: str | None, paragraphs: tuple[str, ...], captions: tuple[str, ...], free: bool
) -> Rejected | None:
    """The reason why the text that was read is no article."""
    fault = next(_faults(title, paragraphs, captions, free), None)
    return rejected(document.page, *fault, title) if fault else None


def _faults(
    title: str | None, paragraphs: tuple[str, ...], captions: tuple[str, ...], free: bool
) -> Iterator[tuple[str, str]]:
    """Reason and detail of each fault of the text, the surest first."""
    text = " ".join(paragraphs)
    gallery = _phrases("gallery", "titles").fullmatch(title or "") is not None
    if len(text) < SHORT_TEXT and (gallery or (len(captions) >= 3 and sum(map(len, captions)) > len(text))):
        yield "gallery", f"{len(captions)} captions and {len(text)} characters of text"
    if (not free and len(text) < SHORT_TEXT) or (len(text) < SHORT_PAGE and _phrases("paywall", "texts").search(text)):
        yield "paywall", "only the beginning is free"
    if len(text) < SHORTEST_ARTICLE:
        yield "no-text", f"{len(text)} characters of text"
    if _teasers(paragraphs):
        yield "listing", "the paragraphs are beginnings of other articles"
    language = language_of(f"{title or ''} {text}")
    if language != "id":
        yield "not-indonesian", f"its small words are {language}" if language else "too few Indonesian small words"


def _listing(document: Document, title: str | None) -> Rejected | None:
    parts = urlsplit(document.page.url)
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    table = toml_table(TABLE)["listing"]
    if not segments and not parts.query:
        return rejected(document.page, "listing", "the address is the front page", title)
    slug = bool(segments) and segments[-1].count("-") >= HYPHENS_OF_A_SLUG
    if segments and not slug and (segments[0] in table["segments"] or segments[-1] in table["last_segments"]):
        return rejected(document.page, "listing", f"the address has /{segments[0]}/", title)
    told = dict(parse_qsl(parts.query.lower()))
    asked = any(name in table["parameters"] and "/" not in value for name, value in told.items())
    if asked and not set(told) & set(table["item_parameters"]):
        return rejected(document.page, "listing", "the address is a search", title)
    return None


def _teasers(paragraphs: tuple[str, ...]) -> bool:
    """Whether half of the paragraphs break off, as the beginnings in a list of articles do."""
    cut = sum(
        bool(re.search(r"(?:\[?(?:…|\.\.\.)\]?|selengkapnya|read more)\s*$", line, re.IGNORECASE))
        for line in paragraphs
    )
    return cut >= 3 and cut >= 0.4 * len(paragraphs)


@cache
def _phrases(reason: str, kind: str) -> re.Pattern[str]:
    return any_of(toml_table(TABLE)[reason][kind])
