"""The lists of articles in the menus of a page. Pure."""

import re
from functools import cache
from urllib.parse import urlsplit

from lxml import etree

from crawler.discovery.links import absolute, on_site
from crawler.discovery.markup import nodes, words, words_in
from crawler.sources import Source

MOST_LISTS = 5
LONGEST_LABEL = 3  # words


def linked_lists(tree: etree._Element | None, base: str, source: Source) -> tuple[str, ...]:
    """The addresses of lists: short ones with a telling label, those of everything (`indeks`) first."""
    found: dict[str, str] = {}
    for anchor in nodes(tree, "//a[@href]") if tree is not None else ():
        url, label = absolute(anchor.get("href", ""), base), words_in(anchor).lower()
        is_menu = len(label.split()) <= LONGEST_LABEL and label not in words("read_labels")
        if url and is_menu and on_site(url, source) and _is_short(url):
            told = re.sub(r"index\.\w+", "", f"{label} {urlsplit(url).path} {urlsplit(url).query}".lower())
            if _any_of("list_labels", "whole_list_labels").search(told):
                found.setdefault(url, told)
    ranked = sorted(found, key=lambda url: not _any_of("whole_list_labels").search(found[url]))
    return tuple(ranked[:MOST_LISTS])


def _is_short(url: str) -> bool:
    """Whether an address is that of a section: at most two plain parts, or a page chosen by its query."""
    parts = urlsplit(url)
    path = parts.path.strip("/")
    return bool(path or parts.query) and path.count("/") <= 1 and "-" not in path


@cache
def _any_of(*names: str) -> re.Pattern[str]:
    labels = [word for name in names for word in words(name)]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, labels))})\b")
