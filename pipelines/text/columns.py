"""Columns of a layout: the article stands in the column that holds its headline, menus and links in those beside it."""

import re

from lxml.html import HtmlElement

from pipelines.text.tree import names_of

SHORTEST_COLUMN = 120
_COLUMN = re.compile(
    r"(?<![a-z])(?:col|cols|column|columns|kolom|span|grid|large|medium)[-_]?(?:[a-z]{2}[-_])?\d{1,2}(?!\w)"
)


def own_column(container: HtmlElement, headline: HtmlElement | None) -> HtmlElement:
    """The innermost column in `container` that holds the headline and some text; `container` where there is none."""
    if headline is None:
        return container
    above = [headline, *headline.iterancestors()]
    if container not in above:
        return container
    inside = above[: above.index(container)]
    return next((element for element in inside if _is_column(element) and _holds_text(element)), container)


def _is_column(element: HtmlElement) -> bool:
    parent = element.getparent()
    beside = [other for other in parent if other is not element and _like(other, element)] if parent is not None else []
    return any("".join(other.itertext()).strip() for other in beside)


def _like(other: HtmlElement, element: HtmlElement) -> bool:
    if element.tag == "td":
        return bool(other.tag == "td")
    both = element.tag == other.tag and element.tag in ("div", "section", "main", "aside")
    return both and all(_COLUMN.search(names_of(one)) for one in (element, other))


def _holds_text(element: HtmlElement) -> bool:
    """Whether there is text outside links: a cell beside the headline may hold a picture or a day alone."""
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return len(" ".join("".join(element.itertext()).split())) - linked >= SHORTEST_COLUMN
