"""The headline: the words of the article, without the name of the site."""

import re
from functools import cache

from lxml.html import HtmlElement

from pipelines.tables import toml_table
from pipelines.text.metadata import Metadata
from pipelines.text.parts import removed_part
from pipelines.text.phrases import any_of
from pipelines.text.shapes import key
from pipelines.text.tree import names_of, text_of, tidy

_SPLIT = re.compile(r"\s+(?:[-–—|»•·:~]|::)\s+|\s*(?:::|\|)\s*|:\s+(?=[^:]*$)")
TABLE = "titles.toml"
SHORTEST_HEADING, RUNNING_TEXT = 20, 80
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_SILENT = ("script", "style", "noscript", "title", *_HEADINGS)
_PAGE = re.compile(r"(?i)\s*[-–—|]?\s*\(?\b(?:halaman|page|laman)\s+(?:\d+|all)\b\)?(?:\s*(?:of|dari)\s*\d+)?")
_TITLE_NAMES = re.compile(r"(?<![a-z])(?:title|judul|headline)(?![a-z])")


def headline_element(tree: HtmlElement, metadata: Metadata) -> HtmlElement | None:
    """The element that shows the headline: the heading that the title element, og:title or JSON-LD bears out."""
    told = [
        key(told)
        for told in (metadata.title, metadata.meta("og:title"), str(metadata.article.get("headline") or ""))
        if told
    ]
    best, most = None, 0.0
    for place, element in enumerate(_candidates(tree)):
        score = _score(element, told) - 0.001 * place
        if score > most:
            best, most = element, score
    return best if best is not None else _above_the_text(tree, metadata)


def _above_the_text(tree: HtmlElement, metadata: Metadata) -> HtmlElement | None:
    """The last heading above the first running text, where all titles of the head name the site alone."""
    told = (metadata.title, metadata.meta("og:title"), str(metadata.article.get("headline") or ""))
    if not all(_generic().fullmatch(title) for title in told if title):
        return None
    heading = None
    for element in tree.iter():
        if element.tag in _HEADINGS and not _elsewhere(element) and len(text_of(element)) >= SHORTEST_HEADING:
            heading = element
        own = (element.text or "") + "".join(child.tail or "" for child in element)
        if isinstance(element.tag, str) and element.tag not in _SILENT and len(tidy(own)) >= RUNNING_TEXT:
            return heading if element is not heading else None
    return None


@cache
def _generic() -> re.Pattern[str]:
    return any_of(toml_table(TABLE)["generic"])


def headline(element: HtmlElement | None, metadata: Metadata, names: tuple[str, ...]) -> str | None:
    """The headline as readers see it; metadata stands in, without the site's suffix, where no heading shows it."""
    if element is not None:
        return _PAGE.sub("", text_of(element)) or None
    for told in (
        str(metadata.article.get("headline") or ""),
        metadata.meta("og:title"),
        metadata.meta("twitter:title"),
        metadata.title,
    ):
        bare = without_site(_PAGE.sub("", tidy(told or "")), names)
        if bare and not bare.endswith(("...", "…")):
            return bare
    return None


def without_site(title: str, names: tuple[str, ...]) -> str:
    """A title without the site's name before or behind it."""
    wanted = {key(name) for name in names if name}
    while True:
        parts = list(_SPLIT.finditer(title))
        if not parts:
            return title
        first, last = title[: parts[0].start()], title[parts[-1].end() :]
        if key(last) in wanted or re.fullmatch(r"(?i)[\w-]+(\.[a-z]{2,})+", last.strip()):
            title = title[: parts[-1].start()].strip()
        elif key(first) in wanted:
            title = title[parts[0].end() :].strip()
        else:
            return title


def site_names(metadata: Metadata, host: str, known: str | None) -> tuple[str, ...]:
    """The names of the site: from its file, og:site_name, the publisher, and the host."""
    publisher = metadata.article.get("publisher")
    published_by = publisher.get("name") if isinstance(publisher, dict) else None
    labels = [label for label in host.split(".") if label not in ("www", "m", "amp")]
    found = [
        known,
        metadata.meta("og:site_name"),
        metadata.meta("application-name"),
        published_by,
        host.removeprefix("www."),
        *labels[:1],
        *labels[-2:-1],
    ]
    return tuple(dict.fromkeys(tidy(str(name)) for name in found if name and len(str(name)) > 2))


def _candidates(tree: HtmlElement) -> list[HtmlElement]:
    """Headings, elements named so, and bold lines, in the order of trust."""
    named = [element for element in tree.iter("div", "span", "p", "td", "a") if _TITLE_NAMES.search(names_of(element))]
    loose = [*tree.iter("b", "strong", "font", "td")] if len(tree.findall(".//h1")) == 0 else []
    order = [*tree.iter("h1"), *(e for e in tree.iter("h2", "h3", "h4")), *named, *loose]
    return [element for element in order if not _elsewhere(element)][:400]


def _elsewhere(element: HtmlElement) -> bool:
    return any(
        parent.tag in ("nav", "aside", "footer") or removed_part(parent) is not None
        for parent in element.iterancestors()
        if parent.tag not in ("body", "html", "article", "main")
    )


def _score(element: HtmlElement, told: list[str]) -> float:
    text = key(text_of(element)) if len(element) < 12 else ""
    if not 8 <= len(text) <= 300:
        return 0.0
    agreeing = sum(1 for title in told if text == title) + 0.9 * sum(
        1 for title in told if text != title and text in title and len(text) >= 0.4 * len(title)
    )
    level = {"h1": 0.5, "h2": 0.3, "h3": 0.2}.get(element.tag, 0.1)
    if not agreeing:
        return level if element.tag == "h1" and not told else 0.0
    return agreeing + level
