"""Datelines: the place or the site before the first sentence."""

import re
from functools import cache

from pipelines.tables import toml_table

TABLE = "datelines.toml"
LONGEST = 70
_SITE = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,10}"
_WORD = r"(?:[A-Z][\w.'’]*|[A-Z]{2,})"
_PLACE = rf"{_WORD}(?:[ -]{_WORD}){{0,4}}"
_DASHLESS = re.compile(rf"{_SITE},\s+(?=[A-Z])")
_DASH = re.compile(r"\s*(?:–|—|‐|‑|−|--+|―)\s*|\s+-\s*|\s*-\s+|\s*[|»]\s*|\s*\.\s*[–—-]\s*")
_COLON = re.compile(r"\s*:\s+")
_DAY = re.compile(
    r"\s*[,(]?\s*(?:(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad),?\s*)?\(?\d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\s+[A-Za-z]{3,9}\.?(?:\s+\d{4})?)\)?\s*$",
    re.IGNORECASE,
)


def split_dateline(text: str, names: tuple[str, ...] = ()) -> tuple[str | None, str]:
    """The place (or the site, where no place is named) before the first sentence, and the text behind it.

    `names` are the site's own names. Gives None and the whole text where there is no dateline.
    """
    dashless = _DASHLESS.match(text)
    for words in (2, 1) if dashless else ():
        place = " ".join(text[dashless.end() :].split(" ", words)[:words]) if dashless else ""
        if dashless and place.lower() in _known() and text[dashless.end() + len(place) + 1 :][:1].isupper():
            return place, text[dashless.end() + len(place) + 1 :]
    best: tuple[str, str] | None = None
    for pattern, strict in ((_DASH, False), (_COLON, True)):
        for match in pattern.finditer(text[: LONGEST + 5]):
            head, rest = text[: match.start()].strip(" *_|"), text[match.end() :].lstrip(" –—-:*_|")
            found = _place_of(head, names, strict) if len(head) <= LONGEST else None
            if found and _begins_sentence(rest) and (best is None or _has_site(head, names)):
                best = (found, rest)
        if best is not None:
            return best
    return None, text


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
    if bracket and _is_place(bracket.group(1).strip(" ,"), strict):
        return bracket.group(1).strip(" ,")
    parts = _parts(head)
    if not parts or len(parts) > 3:
        return None
    places = [part for part in parts if not _is_site(part, names)]
    sites = [part for part in parts if _is_site(part, names)]
    if not places:
        return sites[0] if sites else None
    spaced = re.fullmatch(rf"({_SITE})\s+({_PLACE})", places[0])
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
    return text.isupper() or text.lower() in _known() or (not strict and len(words) <= 4)


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


@cache
def _known() -> frozenset[str]:
    return frozenset(toml_table(TABLE)["places"])
