"""What the head of a page says of the article: JSON-LD (also broken), meta elements, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from lxml.html import HtmlElement

from pipelines.text.shapes import key
from pipelines.text.tree import tidy

_ARTICLES = (
    "article",
    "newsarticle",
    "reportagenewsarticle",
    "blogposting",
    "analysisnewsarticle",
    "liveblogposting",
    "posting",
    "webpage",
    "creativework",
)
_PAIR = re.compile(r'"(headline|datePublished|dateCreated|dateModified)"\s*:\s*"((?:[^"\\]|\\.){1,400})"')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{\s]*(?:"@type"\s*:\s*"[^"]*"\s*,\s*)?"name"\s*:\s*"([^"]{1,120})"')


@dataclass(frozen=True, slots=True)
class Metadata:
    """The facts of the head: `article` from JSON-LD, `metas` by lower-case name, `canonical`, the title."""

    article: dict[str, Any]
    metas: tuple[tuple[str, str], ...]
    canonical: str | None
    title: str | None
    broken: bool = False

    def meta(self, *names: str) -> str | None:
        """The content of the first meta element with one of these names, in the order of the names."""
        return next((value for name in names for key, value in self.metas if key == name and value), None)


def read_metadata(tree: HtmlElement) -> Metadata:
    """The metadata of a page."""
    title = next((tidy(title.text_content()) for title in tree.iter("title") if title.getparent().tag != "svg"), None)
    article, broken = _json_ld(tree, key(title or ""))
    links = [link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    return Metadata(article, tuple(_metas(tree)), links[0].get("href") if links else None, title, broken)


def names_in(value: Any) -> Iterator[str]:
    """The names in a JSON-LD author or editor: a text, an object, or a list of them; organisations are left out."""
    if isinstance(value, str):
        yield tidy(value)
    elif isinstance(value, dict):
        if str(value.get("@type", "Person")).lower() != "organization":
            yield from names_in(value.get("name"))
    elif isinstance(value, list):
        for item in value:
            yield from names_in(item)


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = tidy(meta.get("content") or "")
        if name and content:
            yield name.lower().strip(), content


def _json_ld(tree: HtmlElement, title: str) -> tuple[dict[str, Any], bool]:
    """The JSON-LD object of the article, and whether it had to be picked out of broken JSON."""
    broken: dict[str, Any] = {}
    best: tuple[int, dict[str, Any]] | None = None
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            loaded = orjson.loads(_without_comments(script.text))
        except orjson.JSONDecodeError:
            broken |= {key: value for key, value in _picked(script.text).items() if key not in broken}
            continue
        for item in _objects(loaded):
            rank = _rank(item, title)
            if rank is not None and (best is None or rank < best[0]):
                best = (rank, item)
    if best is not None:
        return best[1], False
    return broken, bool(broken)


def _without_comments(text: str) -> str:
    return re.sub(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*;?\s*$|^\s*<!--|-->\s*$", "", text).strip().rstrip(";")


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)


def _rank(item: dict[str, Any], title: str) -> int | None:
    """How surely an object describes the article of this page: its kind, and whether its headline is in the title."""
    kinds = item.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    ranks = [_ARTICLES.index(str(kind).lower()) for kind in kinds if str(kind).lower() in _ARTICLES]
    elsewhere = item.get("headline") and title and key(str(item["headline"]))[:30] not in title
    return min(ranks) + (100 if elsewhere else 0) if ranks else None


def _picked(text: str) -> dict[str, Any]:
    """The few fields that matter, picked out of JSON that does not parse (raw line breaks, missing commas)."""
    found: dict[str, Any] = {}
    for name, value in _PAIR.findall(text):
        found.setdefault(name, tidy(value.replace('\\"', '"').replace("\\/", "/")))
    authors = _AUTHOR.findall(text)
    return found | ({"author": authors[0]} if authors else {})
