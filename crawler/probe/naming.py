"""The name, the slug and the region of a site nobody described, from its address and its home page."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml import etree
from tldextract import TLDExtract

from crawler.discovery.markup import nodes, strings, words_in
from crawler.regions import NATIONAL, region_named, region_names, region_spellings
from pipelines.records import Article

_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None)
_SHORTEST_INSIDE = 5  # shorter names only count as a part of their own, "bali" in "balita" is none
_FEWEST_ARTICLES = 2
_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def slug_of(url: str) -> str:
    """The name of a site's file: its host without `www.` and public suffix (`aceh-tribunnews`)."""
    host = (urlsplit(url).hostname or "").lower()
    found = _SUFFIXES(host)
    is_named = not host.replace(".", "").isdigit()
    unlisted = host.split(".")[:-1] if is_named and "." in host else [host]
    labels = (*found.subdomain.split("."), found.domain) if found.suffix else unlisted
    parts = [label for label in labels if label not in ("", "www", "m")]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts)).strip("-")


def name_of(home: etree._Element | None, url: str) -> str:
    """The name that a home page gives itself, else the host."""
    host = re.sub(r"^www\.", "", urlsplit(url).hostname or url)
    if home is None:
        return host
    told = strings(home, "//meta[@property='og:site_name']/@content")
    titles = [words_in(title) for title in nodes(home, "//head/title")]
    parts = [part.strip() for title in titles for part in re.split(r"\s[-–—|:•»]+\s", title)]
    named = [
        part for part in (*told, *parts) if part and len(part) <= 60 and not re.fullmatch(r"(?i)home|beranda", part)
    ]
    squeezed = re.sub(r"[^a-z0-9]", "", host.split(".")[0])
    like_host = [part for part in named if re.sub(r"[^a-z0-9]", "", part.lower()) in squeezed]
    return (like_host or named or [host])[0]


def region_of(home: etree._Element | None, url: str, articles: Iterable[Article]) -> str | None:
    """The province that host or title names, else the one most accepted articles tell of; None where it is open."""
    host = re.sub(r"^www\.", "", urlsplit(url).hostname or "")
    titles = [words_in(title) for title in nodes(home, "//head/title")] if home is not None else []
    return _named_in(host.replace(".", " ").replace("-", " ")) or _named_in(" ".join(titles)) or _most_told(articles)


def zone_of(articles: Iterable[Article]) -> dict[str, str]:
    """The entry `timezone` where the printed dates of most articles name one zone of the country, else nothing."""
    printed = Counter(
        zone
        for article in articles
        for zone in {name for witness in article.published.witnesses for name in _zones_in(witness.text)}
    )
    if not printed or printed.most_common(1)[0][1] < _FEWEST_ARTICLES:
        return {}
    return {"timezone": _ZONES[printed.most_common(1)[0][0]]}


def _zones_in(text: str) -> set[str]:
    return {name for name in _ZONES if re.search(rf"\b{name}\b", text)}


def _named_in(text: str) -> str | None:
    """The longest name of a region that stands in a text."""
    text = text.casefold()
    found = [
        spelling
        for name in region_names()
        if name != NATIONAL
        for spelling in region_spellings(name)
        if re.search(rf"\b{re.escape(spelling)}\b", text)
        or (len(spelling) >= _SHORTEST_INSIDE and spelling.replace(" ", "") in text.replace(" ", ""))
    ]
    region = region_named(max(found, key=len)) if found else None
    return region.name if region else None


def _most_told(articles: Iterable[Article]) -> str | None:
    provinces = Counter(
        unit.province for article in articles for unit in article.units.prisons[:1] if unit.province is not None
    )
    if not provinces:
        return None
    (province, count), total = provinces.most_common(1)[0], sum(provinces.values())
    region = region_named(province) if count >= _FEWEST_ARTICLES and count * 3 >= total * 2 else None
    return region.name if region else None
