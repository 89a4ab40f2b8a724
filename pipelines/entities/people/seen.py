"""What was seen of a person at one place of a passage."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from itertools import takewhile

from pipelines.entities.people.names import Name

_AGE = re.compile(r"\s*\(\s*(\d{1,2})\s*(?:tahun|th|thn)?\.?\s*\)|,\s*(\d{1,2})\s+tahun\b")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person as seen at one place: a name, an office, or both; offsets in the passage.

    `side` is prison, police or other for offices, detainee or minor for people who are not published. `loose` where a
    comma stands between office and name, so that they may be two people ("Kepada Kapolres, Budi berkata").
    """

    start: int
    end: int
    text: str
    name: Name | None
    role: str | None
    side: str
    age: int | None = None
    loose: bool = False


def with_age(passage: str, seen: Sighting) -> Sighting:
    """The sighting with the age that stands in brackets behind it, if any."""
    match = _AGE.match(passage, seen.end)
    return replace(seen, end=match.end(), age=int(match[1] or match[2])) if match else seen


def shortened(seen: Sighting, known: Set[str]) -> Sighting | None:
    """The sighting with its name cut before the first word that is no known name; None where nothing is left."""
    if seen.name is None:
        return seen
    kept = list(takewhile(known.__contains__, seen.name.words))
    if not kept:
        return None
    if len(kept) == len(seen.name.words):
        return seen
    text = re.split(r"\s+", seen.name.text)
    name = " ".join(text[: len(kept)])
    end = seen.name.start + len(name)
    cut = replace(seen.name, text=name, words=tuple(kept), end=end)
    return replace(seen, name=cut, end=end, text=seen.text[: end - seen.start])
