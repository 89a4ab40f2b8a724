"""Units in a row that share a place ("Lapas dan Rutan Kendari") or a head ("Polres Tegal Kota dan Brebes")."""

from collections.abc import Callable
from dataclasses import replace

from pipelines.entities.units.gazetteer import gazetteer
from pipelines.entities.units.mention import Mention, place_at, sorts_of
from pipelines.entities.units.names import key
from pipelines.entities.units.words import words

_ALONE = ("BNN", "Polri")
"""Kinds that mean something without a place."""


def joined(text: str, found: list[Mention], name_end: Callable[[Mention], int]) -> list[Mention]:
    """The mentions, where heads without a place have got that of the unit they are joined to."""
    found = list(found)
    for index in range(len(found) - 2, -1, -1):
        mention, following = found[index], found[index + 1]
        if mention.place or not following.known or mention.kind in _ALONE:
            continue
        between = text[name_end(mention) : following.start]
        if words().joining.fullmatch(between) and _knows(mention.kind, following.place or ""):
            found[index] = replace(mention, place=following.place, known=True, shared=True)
    return found


def listed(text: str, first: Mention) -> list[Mention]:
    """Further places behind a unit: "dan Brebes", or ", Kutai Timur dan Berau"; a comma alone lists nothing."""
    if not first.known:
        return []
    found: list[Mention] = []
    position = first.end
    while separator := words().listing.match(text, position):
        further = _further(text, first, separator.end())
        if further is None:
            break
        found.append(further)
        position = further.end
    last = words().last.match(text, position)
    further = _further(text, first, last.end()) if last else None
    return [*found, further] if further else []


def _further(text: str, first: Mention, start: int) -> Mention | None:
    end = place_at(text, start, sorts_of(first.kind, first.meaning))
    if end is None or (first.kind == "Polsek" and not _regencies(first.place or "") & _regencies(text[start:end])):
        return None
    return replace(first, start=start, end=end, text=text[start:end], place=text[start:end], unit_class=None)


def _regencies(district: str) -> set[str]:
    """Where there is a Polsek of that name: districts in a row are of one regency, another name is no Polsek."""
    return {unit.regency for unit in gazetteer().named["Polsek"].get(key(district), ())}


def _knows(kind: str, place: str) -> bool:
    return any(key(place) in gazetteer().named[sort] for sort in sorts_of(kind))
