"""The address that a page is known by, and the further pages of a split article."""

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml.html import HtmlElement

from pipelines.text.tree import text_of
from pipelines.urls import canonical, same_site

MOST_PAGES = 20
_ALL = re.compile(
    r"(?i)(?:tampilkan|lihat|baca|show|view)?\s*(?:semua(?: halaman)?|all|single page|full page|satu halaman)"
)
_MAY_BE_PAGED = re.compile(r"(?i)(?:page|halaman|hal|pg)=|/\d{1,2}/?$")
_NUMBER = re.compile(r"\d{1,2}")


def identity(url: str, told: str | None) -> str:
    """The canonical address: what the page tells, when it is of the same site and plausible, else its own, folded."""
    own = canonical(url)
    if not told:
        return own
    try:
        absolute = urljoin(url, told.strip())
        plausible = same_site(url, absolute) and urlsplit(absolute).scheme in ("http", "https")
    except ValueError:
        return own
    folded = canonical(absolute)
    front = urlsplit(folded).path in ("", "/") and not urlsplit(folded).query
    return folded if plausible and not (front and own != folded) else own


def next_pages(tree: HtmlElement, url: str, identity_: str) -> tuple[str, ...]:
    """The addresses of the further pages: the one that shows all where it is linked, else the pages in order."""
    here = {canonical(url), identity_}
    own = _page_of(url)
    if own == "all":
        return ()
    found: dict[int, str] = {}
    for link in tree.iter("a"):
        href = (link.get("href") or "").strip()
        if not _MAY_BE_PAGED.search(href):
            continue
        try:
            target = urljoin(url, href)
            number = _page_of(target)
            if number is None or canonical(target) not in here or target == url:
                continue
        except ValueError:
            continue
        if number == "all" and _ALL.fullmatch(text_of(link) or "all"):
            return (target,)
        if number.isdigit() and int(number) > int(own or 1):
            found.setdefault(int(number), target)
    return tuple(found[number] for number in sorted(found)[:MOST_PAGES])


def _page_of(url: str) -> str | None:
    """The page number in an address, "all", or None."""
    parts = urlsplit(url)
    for name, value in parse_qsl(parts.query):
        if name.lower() in ("page", "halaman", "hal", "pg", "showpage"):
            return "all" if value.lower() in ("all", "semua") else value if _NUMBER.fullmatch(value) else None
    match = re.search(r"-[a-z0-9]+(?:\.html?)?/(?:page/)?(\d{1,2})/?$", parts.path.lower())
    return match.group(1) if match else None
