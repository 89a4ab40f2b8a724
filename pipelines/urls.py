"""Addresses as identities: one page, one address, whatever variant (AMP, mobile, print, tracking) was fetched."""

import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import canonicalize_url

from pipelines.tables import toml_table

_PLAIN = re.compile(r"https?://([a-z0-9-]+)\.[a-z0-9.-]+(?::\d+)?(/[\w./~-]*)", re.ASCII)
_PART = r"(?<=-)([a-z0-9]+(?:\.html?)?)/(?:page/)?\d{1,2}(/?)$"
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def canonical(url: str) -> str:
    """The address that stands for the page: no fragment, tracking, AMP, mobile, print or page-number part.

    Parameters that choose the page itself, such as `?p=123`, stay. An unreadable address stays as it is.
    """
    return url if _is_plain(url) else _reduced(url)


def _is_plain(url: str) -> bool:
    """Whether an address can be seen to be canonical at a glance: most are, and sitemaps list 50,000 of them."""
    found = _PLAIN.fullmatch(url)
    return found is not None and found[1] not in _table()["mobile_hosts"] and not _variant_path().search(found[2])


def _reduced(url: str) -> str:
    try:
        parts = urlsplit(canonicalize_url(url.strip()))
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return url
    query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_variant(*pair)])
    return urlunsplit((parts.scheme, _desktop_host(parts.netloc), _main_path(parts.path), query, ""))


def site_of(url: str) -> str:
    """The registrable domain of an address (`tribunnews.com` for `m.tribunnews.com`), else its host."""
    host = (urlsplit(url).hostname or "").lower()
    found = _SUFFIXES(host)
    if found.top_domain_under_public_suffix:
        return str(found.top_domain_under_public_suffix)
    labels = host.split(".")
    return host if host.replace(".", "").isdigit() else ".".join(labels[-2:])


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registrable domain."""
    try:
        return bool(site_of(one)) and site_of(one) == site_of(other)
    except ValueError:
        return False


def _is_variant(name: str, value: str) -> bool:
    table = _table()
    name = name.lower()
    return (
        name in table["tracking"]
        or name.startswith(tuple(table["tracking_prefixes"]))
        or (name in table["variants"] and value.lower() in table["variants"][name])
        or (name in table["page_numbers"] and re.fullmatch(r"\d{1,3}|all|semua", value.lower()) is not None)
    )


def _desktop_host(host: str) -> str:
    first, _, rest = host.partition(".")
    return rest if first in _table()["mobile_hosts"] and "." in rest else host


def _main_path(path: str) -> str:
    """The path without a closing `/amp`, `/print`, `.amp` or `/page/2` behind a slug."""
    if not _variant_path().search(path):
        return path or "/"
    path = re.sub(rf"(?<=.)/(?:{_either('variant_tails')})(/?)$", r"\1", path, flags=re.IGNORECASE)
    path = re.sub(r"\.amp(\.html?)?$", r"\1", path, flags=re.IGNORECASE)
    path = re.sub(rf"^/(?:{_either('variant_heads')})(?=/.)", "", path, flags=re.IGNORECASE)
    return re.sub(_PART, r"\1\2", path, flags=re.IGNORECASE) or "/"


@cache
def _variant_path() -> re.Pattern[str]:
    """What a path of another look has somewhere; the cheap question before `_main_path` takes it away."""
    heads, tails = _either("variant_heads"), _either("variant_tails")
    return re.compile(rf"/(?:{tails})/?$|\.amp(?:\.html?)?$|^/(?:{heads})/.|{_PART}", re.IGNORECASE)


def _either(name: str) -> str:
    return "|".join(_table()[name])


@cache
def _table() -> dict[str, Any]:
    return toml_table("addresses.toml")
