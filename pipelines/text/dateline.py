"""Datelines: the place or the site before the first sentence."""

import re
from functools import cache

from pipelines.tables import toml_table
from pipelines.text.places import is_known

TABLE = "datelines.toml"
LONGEST = 70
_SITE = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,10}"
_WORD = r"(?:[A-Z][\w.'’]*|[A-Z]{2,})"
_PLACE = rf"{_WORD}(?:[ -]{_WORD}){{0,4}}"
_DASHLESS = re.compile(rf"{_SITE},\s+(?=[A-Z])")
_DASH = re.compile(r"\s*(?:–|—|‐|‑|−|--+|―)\s*|\s+-\s*|\s*-\s+|\s*[|»~•]+\s*|\s*//\s*|\s*\.\s*[–—-]\s*")
_COLON = re.compile(r"\s*:\s+")
_WEAK = re.compile(r"[,.;:]\s+|\s+I\s+(?=[A-Z])|\s*[|/~•–—-]+\s*")
_GLUED = re.compile(rf"({_PLACE})-(?=[A-Z][a-z]{{3}})")
_BRACKETED = re.compile(rf"[(\[]({_PLACE})[)\]]\s*")
MOST_FURTHER = 3
_DAY = re.compile(
    r"\s*[,(]?\s*(?:(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad),?\s*)?\(?\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\s+[A-Za-z]{3,9}\.?(?:\s+\d{4})?)\)?\s*$",
    re.IGNORECASE,
)


def split_dateline(text: str, names: tuple[str, ...] = ()) -> tuple[str | None, str]:
    """The place (or the site, where no place is named) before the first sentence, and the text behind it.

    `names` are the site's own names. Gives None and the whole text where there is no dateline.
    """
    found = _behind_site(text) or _parted(text, names) or _by_site(text, names) or _glued(text)
    return _further(*found, names) if found else (None, text)


def _behind_site(text: str) -> tuple[str, str] | None:
    """A known place behind the site, with nothing behind it: "Liputan6.com, Jakarta Kalapas…"."""
    dashless = _DASHLESS.match(text)
    for words in (2, 1) if dashless else ():
        place = " ".join(text[dashless.end() :].split(" ", words)[:words]) if dashless else ""
        if dashless and is_known(place) and text[dashless.end() + len(place) + 1 :][:1].isupper():
            return place, text[dashless.end() + len(place) + 1 :]
    return None


def _parted(text: str, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Places and sites before a dash, a bar or, where they are surely such, a colon."""
    best: tuple[str, str] | None = None
    for pattern, strict in ((_DASH, False), (_COLON, True)):
        for match in pattern.finditer(text[: LONGEST + 5]):
            head, rest = text[: match.start()].strip(" *_|"), text[match.end() :].lstrip(" –—-:*_|")
            found = _place_of(head, names, strict) if len(head) <= LONGEST else None
            if found and _begins_sentence(rest) and (best is None or _has_site(head, names)):
                best = (found, rest)
        if best is not None:
            return best
    return None


def _by_site(text: str, names: tuple[str, ...]) -> tuple[str, str] | None:
    """The site itself beside a place, with any stop behind: "Kabar Nusa, Palu. Kalapas…", "Palu, kabarnusa.com; …"."""
    for match in reversed(list(_WEAK.finditer(text[: LONGEST + 5]))):
        head, rest = text[: match.start()], text[match.end() :]
        parts = [part.strip(" ()[]") for part in _WEAK.split(head)]
        places = [part for part in parts if not _is_own_site(part, names)]
        if len(parts) == 2 and len(places) == 1 and _is_place(places[0], strict=True) and _begins_sentence(rest):
            return places[0], rest
    return None


def _glued(text: str) -> tuple[str, str] | None:
    """A known place in brackets, or before a dash without blanks: "(PALU) Kalapas…", "Palu-Kalapas…"."""
    bracketed, glued = _BRACKETED.match(text), _GLUED.match(text)
    match = bracketed or glued
    if match is None or not is_known(match.group(1)) or not _begins_sentence(text[match.end() :]):
        return None
    behind = re.match(_PLACE, text[match.end() :])
    ways = behind is not None and any(is_known(part) for part in _leading(behind.group()))
    return None if glued and ways else (match.group(1), text[match.end() :])


def _leading(words: str) -> list[str]:
    parts = words.split()
    return [" ".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _further(found: str, rest: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The dateline, and the text without further parts before it: "BANDUNG – JABAR – …", "SITE.COM – PALU, …"."""
    for _ in range(MOST_FURTHER):
        match = next((one for one in _WEAK.finditer(rest[:LONGEST]) if one.start() > 0), None)
        head, behind = (
            (rest[: match.start()].strip(" ()[]"), rest[match.end() :].lstrip(" –—-,|")) if match else ("", "")
        )
        site = _is_own_site(head, names)
        place = is_known(head) and (head.isupper() or _is_own_site(found, names))
        if not match or not (site or place) or not _begins_sentence(behind):
            break
        found, rest = (head if place and _is_own_site(found, names) else found), behind
    return found, rest


def split_marked(text: str, marked: int) -> tuple[str | None, str]:
    """The same where the first `marked` characters are set in bold: a known place with a comma or nothing behind it."""
    head, rest = text[:marked].strip(" ,.:|–—-"), text[marked:].lstrip(" ,.:|–—-")
    return (head, rest) if is_known(head) and _begins_sentence(rest) else (None, text)


def _is_own_site(text: str, names: tuple[str, ...]) -> bool:
    squeezed = _squeeze(text)
    return bool(re.fullmatch(_SITE, text)) or any(squeezed == _squeeze(name) for name in names if name)


def _has_site(head: str, names: tuple[str, ...]) -> bool:
    """Whether one part of what stands before a dash is a site: only then may a second dash belong to the dateline."""
    return any(_is_site(part, names) for part in _parts(head))


def _parts(head: str) -> list[str]:
    parts = (part.strip(" ()[].|") for part in re.split(r",|\||/|;|\s[–—-]\s", head))
    return [part for part in parts if part]


def _place_of(head: str, names: tuple[str, ...], strict: bool) -> str | None:
    """The dateline in what stands before the dash, or None; `strict` accepts capital letters and known names alone."""
    head = _DAY.sub("", head).strip(" ,.(")
    bracket = re.fullmatch(r"(.{2,40}?),?\s*[(\[](.{2,30})[)\]]?", head)
    outer, inner = (_DAY.sub("", part).strip(" ,()[]") for part in bracket.groups()) if bracket else ("", "")
    if _is_site(outer, names) and _is_place(inner, strict=True):
        return inner
    if bracket and _is_place(outer, strict):
        return outer
    parts = _parts(head)
    if not parts or len(parts) > 3:
        return None
    places = [part for part in parts if not _is_site(part, names)]
    sites = [part for part in parts if _is_site(part, names)]
    if not places:
        return sites[0] if sites else None
    spaced = re.fullmatch(rf"({_SITE})\s+(?:I\s+)?({_PLACE})", places[0])
    if spaced:
        return spaced.group(2)
    return places[0] if all(_is_place(place, strict and not sites) for place in places) else None


def _is_place(text: str, strict: bool) -> bool:
    """Whether a text can name a place: few words with capitals, none of them an office or the start of a sentence."""
    if not re.fullmatch(_PLACE, text) and not (text.isupper() and len(text) <= 40 and not re.search(r"\d", text)):
        return False
    words = re.split(r"[\s-]+", text.lower())
    if set(words) & set(toml_table(TABLE)["not_places"]) or len(words) > 5:
        return False
    return text.isupper() or is_known(text) or (not strict and len(words) <= 4)


def _is_site(text: str, names: tuple[str, ...]) -> bool:
    squeezed = _squeeze(text)
    return (
        bool(re.fullmatch(_SITE, text))
        or squeezed in _agencies()
        or any(squeezed == _squeeze(name) for name in names if name)
    )


def _begins_sentence(rest: str) -> bool:
    first = rest.lstrip("“\"'‘(")[:1]
    return len(rest) >= 25 and (first.isupper() or first.isdigit())


def _squeeze(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


@cache
def _agencies() -> frozenset[str]:
    return frozenset(_squeeze(name) for name in toml_table(TABLE)["agencies"])
