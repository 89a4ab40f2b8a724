"""Finds the element that holds the body of the article: by its name, else where trafilatura finds the text."""

import re
from collections.abc import Iterator
from copy import deepcopy

import trafilatura
from lxml.html import HtmlElement

from pipelines.text.columns import SHORTEST_COLUMN, own_column
from pipelines.text.parts import body_names, removed_part
from pipelines.text.tree import names_of, text_of

SHORTEST_BODY = 200
MOST_OF_IT = 0.8
MOST_ALIKE = 4
LARGEST_FOR_TRAFILATURA = 400_000
_WORDS = re.compile(r"\w+")


def find_container(tree: HtmlElement, headline: HtmlElement | None) -> HtmlElement | None:
    """The element that holds the article's text, or None where the page holds no running text.

    Named elements win when they hold enough text that is not in links; trafilatura decides for the others.
    """
    body = tree.find("body") if tree.find("body") is not None else tree
    named = _named(body, headline)
    if named is not None:
        return named
    found = [element for element in (_located(body), _densest(body)) if element is not None]
    if found:
        return own_column(max(found, key=_worth), headline)
    return own_column(body, headline) if running_text(body) >= SHORTEST_COLUMN else None


def _worth(element: HtmlElement) -> int:
    """Running text counts for an element, link text against it: lists of teasers hold much of both."""
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return running_text(element) - 2 * linked


def running_text(element: HtmlElement) -> int:
    """How many characters of text an element holds outside links, menus and the like."""
    return sum(len(text) for text in _unlinked(element))


def _unlinked(element: HtmlElement) -> Iterator[str]:
    skipped = element.xpath(".//a | .//script | .//style | .//nav | .//form | .//select | .//noscript | .//button")
    inside = {descendant for node in skipped for descendant in node.iter()}
    for node in element.iter():
        if node not in inside and isinstance(node.tag, str) and node.text:
            yield node.text.strip()
        if node is not element and node.tail and node.getparent() not in inside:
            yield node.tail.strip()


def _named(body: HtmlElement, headline: HtmlElement | None) -> HtmlElement | None:
    """The first element in the order of the table, and of the page behind the headline, that holds enough text."""
    by_name: dict[str, list[HtmlElement]] = {}
    behind = headline is None
    for element in body.iter():
        behind = behind or element is headline
        if not isinstance(element.tag, str) or element.tag in ("body", "a", "li", "img", "script"):
            continue
        for name in names_of(element).split():
            by_name.setdefault(name, []).append(element)
        for prop in (element.get("itemprop") or "").lower().split():
            by_name.setdefault(f"itemprop:{prop}", []).append(element)
    order = {element: place for place, element in enumerate(body.iter())} if headline is not None else {}
    start = order.get(headline, 0) if headline is not None else 0
    for name in body_names():
        found = by_name.get(name, [])
        enough = [element for element in found if not _is_extra(element) and running_text(element) >= SHORTEST_BODY]
        if enough and len(enough) <= MOST_ALIKE:
            later = [element for element in enough if order.get(element, 0) >= start] if order else enough
            return _narrowed(_with_siblings((later or enough)[0], found))
    return None


def _with_siblings(element: HtmlElement, alike: list[HtmlElement]) -> HtmlElement:
    """The parent, where the body is cut into several elements of one name beside each other."""
    parent = element.getparent()
    beside = [other for other in alike if other.getparent() is parent]
    lists = element.tag == "article" or any(other.find(".//h2/a") is not None for other in beside)
    return element if parent is None or len(beside) < 2 or lists else parent


def _is_extra(element: HtmlElement) -> bool:
    """Whether the element sits in a part such as a sidebar, a comment form or a list of related articles."""
    return any(
        removed_part(parent)
        for parent in element.iterancestors()
        if parent.tag not in ("body", "html", "article", "main")
    )


def _narrowed(element: HtmlElement) -> HtmlElement:
    """The innermost named body inside `element` that still holds nearly all of its running text."""
    whole = running_text(element)
    names = set(body_names())
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and names & set(names_of(inner).split()) and running_text(inner) >= 0.9 * whole:
            return _narrowed(inner)
    return element


def _located(body: HtmlElement) -> HtmlElement | None:
    """The smallest element that holds nearly all the text that trafilatura takes for the article."""
    if len(text_of(body)) > LARGEST_FOR_TRAFILATURA:
        return None
    found = trafilatura.bare_extraction(deepcopy(body.getroottree().getroot()), include_comments=False, fast=True)
    text = found.text if found is not None and not isinstance(found, dict) else None
    if not text or len(text) < SHORTEST_BODY:
        return None
    wanted = [words for line in text.split("\n") if len(words := _key(line)) >= 20]
    element, holds = body, _held(body, wanted)
    while True:
        inner = next((e for e in element if isinstance(e.tag, str) and _held(e, wanted) >= MOST_OF_IT * holds), None)
        if inner is None or not holds:
            return element
        element = inner


def _held(element: HtmlElement, wanted: list[str]) -> int:
    text = _key(text_of(element))
    return sum(len(words) for words in wanted if words in text)


def _key(text: str) -> str:
    return "".join(_WORDS.findall(text.lower()))


def _densest(body: HtmlElement) -> HtmlElement | None:
    """The element whose own paragraphs hold the most running text; for pages too large or too odd for trafilatura."""
    best, most = None, SHORTEST_BODY
    scores: dict[HtmlElement, int] = {}
    for element in body.iter("p", "div", "td", "section", "article", "font", "span"):
        own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
        holder = element if element.tag == "td" or len(element.findall("br")) > 2 else element.getparent()
        if own >= 40 and holder is not None:
            scores[holder] = scores.get(holder, 0) + own
            if scores[holder] > most:
                best, most = holder, scores[holder]
    return best
