"""What the names of elements (class, id, itemprop) say about the part of the page that they hold."""

import re
from functools import cache

from lxml.html import HtmlElement

from pipelines.tables import toml_table
from pipelines.text.tree import names_of

TABLE = "page_parts.toml"
_HIDING = re.compile(
    r"display:none|visibility:hidden|(?:left|top|text-indent):-\d{3,}|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d])|(?<![\w-])(?:height|width):0(?:px)?(?:;|$)"
)
_SLIGHT_STYLE = re.compile(
    r"text-align:center|font-style:italic|font-size:(?:[0-9](?:\.\d+)?pt|1[0-2]p[xt]|(?:x-)*small|0?\.[0-8])"
)
_SLIGHT_NAMES = re.compile(
    r"(?<![a-z-])(?:text-(?:xs|center|muted|italic)|italic|has-text-align-center|aligncenter)(?![a-z])"
)


@cache
def body_names() -> tuple[str, ...]:
    """The names of elements that hold the body of an article, the surest first."""
    return tuple(toml_table(TABLE)["body"])


def removed_part(element: HtmlElement) -> str | None:
    """The rule under which an element is no text of the article, or None."""
    if element.tag in ("nav", "aside"):
        return "navigation"
    if _hidden(element):
        return "hidden"
    return _part(names_of(element), "remove")


def caption_part(element: HtmlElement) -> bool:
    """Whether an element holds a picture with its caption."""
    return _part(names_of(element), "captions") is not None


def masthead_part(element: HtmlElement) -> bool:
    """Whether an element belongs to the head of the site, or shows its clock."""
    return _part(names_of(element), "mastheads") is not None


def is_slight(element: HtmlElement) -> bool:
    """Whether an element sets its text small, slanted or in the middle, as captions are."""
    if element.tag in ("em", "i", "small", "center", "cite") or element.get("align") == "center":
        return True
    if element.tag == "font" and element.get("size") in ("1", "2", "-1", "-2"):
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return _SLIGHT_STYLE.search(style) is not None or _SLIGHT_NAMES.search(names_of(element)) is not None


def _hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or _HIDING.search(style) is not None


@cache
def _part(names: str, section: str) -> str | None:
    """The part that one of the names means; names come back often, so the answer is kept."""
    padded = re.sub(r"[-_:]+", "-", names)
    for part, pattern in _patterns(section):
        if pattern.search(padded):
            return part
    return None


@cache
def _patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    parts = toml_table(TABLE)[section]
    return tuple(
        (
            part,
            re.compile(
                rf"(?<![a-z0-9])(?<!no-)(?<!has-)(?<!have-)(?<!with-)(?<!without-)(?:{_any(names)})(?![a-z0-9])"
            ),
        )
        for part, names in parts.items()
    )


def _any(names: list[str]) -> str:
    return "|".join(re.escape(re.sub(r"[-_:]+", "-", name)) for name in sorted(names, key=len, reverse=True))
