"""What the rest of an article says about where it plays: the evidence that tells units of one name apart."""

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.entities.units.gazetteer import Unit, gazetteer
from pipelines.entities.units.mention import Mention
from pipelines.entities.units.names import key
from pipelines.records import SourceFacts, Text

_NAMES = re.compile(r"[A-Z][^\W_]*(?:[ -][A-Z][^\W_]*)*")
_LONGEST_NAME = 4


def evidence(text: Text, source: SourceFacts, units: Iterable[Unit], mentions: Iterable[Mention]) -> Counter[str]:
    """How often each regency and province (by code) is spoken of: known units, dateline, source, plain names.

    Names inside of the mentions are left out: the name that is to be told apart is no evidence for itself.
    """
    found: Counter[str] = Counter()
    for unit in units:
        found.update(filter(None, (unit.regency, _province(unit))))
    for name in filter(None, (text.dateline, source.region)):
        found.update(_of_names(name.title()))
    for number, passage in ((None, text.title or ""), *enumerate(text.paragraphs)):
        found.update(_of_names(_without(passage, [m for m in mentions if m.paragraph == number])))
    return found


def _without(passage: str, mentions: Iterable[Mention]) -> str:
    for mention in mentions:
        passage = passage[: mention.start] + "." * (mention.end - mention.start) + passage[mention.end :]
    return passage


def weight(unit: Unit, found: Counter[str]) -> int:
    """How well a unit fits the evidence; its regency counts three times its province."""
    return 3 * found[unit.regency] + found[_province(unit)]


def _province(unit: Unit) -> str:
    if unit.regency:
        return unit.regency[:2]
    return next(iter(gazetteer().places.get(key(unit.province or ""), ())), "")


def _of_names(passage: str) -> Iterable[str]:
    """The codes of all places named in the passage, longest names first; a regency speaks for its province as well."""
    for match in _NAMES.finditer(passage):
        words = re.split(r"[ -]", match[0])
        start = 0
        while start < len(words):
            size, codes = _longest(words[start : start + _LONGEST_NAME])
            yield from codes
            yield from {code[:2] for code in codes if len(code) > 2}
            start += size


def _longest(words: list[str]) -> tuple[int, frozenset[str]]:
    for size in range(len(words), 0, -1):
        codes = gazetteer().places.get(key("".join(words[:size])))
        if codes:
            return size, codes
    return 1, frozenset()
