"""Which unit each mention means, seen from the whole article."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from pipelines.entities.units.candidates import candidates
from pipelines.entities.units.context import evidence, weight
from pipelines.entities.units.gazetteer import Unit
from pipelines.entities.units.mention import Mention
from pipelines.entities.units.names import key
from pipelines.entities.units.words import words
from pipelines.records import SourceFacts, Text

SURE, OTHER_NAME, BY_CONTEXT, UNDECIDED = 1.0, 0.9, 0.75, 0.4
"""Confidence: own name; an alias or an outdated class; context decided; several or no units fit."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention with its unit; `unit` is None where several fit or none does, then `among` holds those that fit."""

    mention: Mention
    unit: Unit | None
    confidence: float
    among: tuple[Unit, ...] = ()


def resolve(mentions: Sequence[Mention], text: Text, source: SourceFacts) -> list[Link]:
    """Every mention that has a place (or needs none) with its unit."""
    choices = [(mention, units) for mention in mentions if (units := candidates(mention)) or mention.place]
    sure = {units[0].id: units[0] for mention, units in choices if len(units) == 1 and not _doubtful(mention)}
    found = _Evidence(mentions, text, source, tuple(sure.values()))
    links = (_link(mention, _narrow(mention, units, choices, sure), found) for mention, units in choices)
    return [link for link in links if link]


class _Evidence:
    """What the article says about where it plays, gathered when it is first asked for: few articles need it."""

    def __init__(self, mentions: Sequence[Mention], text: Text, source: SourceFacts, sure: tuple[Unit, ...]) -> None:
        self._gather = partial(evidence, text, source, sure, mentions)

    @cached_property
    def places(self) -> Counter[str]:
        """Codes of regencies and provinces, counted."""
        return self._gather()


def _link(mention: Mention, units: tuple[Unit, ...], found: _Evidence) -> Link | None:
    if mention.kind == "Polres Metro" and not mention.place:
        return Link(mention, units[0], BY_CONTEXT) if _plays_in_lampung(found.places) else None
    if _doubtful(mention) and not any(weight(unit, found.places) for unit in units):
        return None
    if len(units) == 1:
        return Link(mention, units[0], _confidence(mention, units[0]))
    return _by_evidence(mention, units, found.places)


def _doubtful(mention: Mention) -> bool:
    """Whether the place may be a person's name: "Kapolsek Bambang". "Polres Metro" alone is doubtful too."""
    if mention.kind == "Polres Metro" and not mention.place:
        return True
    return mention.role and key(mention.place or "") in words().person_too


def _narrow(
    mention: Mention, units: tuple[Unit, ...], choices: list[tuple[Mention, tuple[Unit, ...]]], sure: dict[str, Unit]
) -> tuple[Unit, ...]:
    """A headline without the subtype, or a name that fits several units, means the one named in full."""
    if mention.paragraph is None and len(units) == 1 and units[0].subtype is None and not mention.unit_class:
        fuller = _fuller(mention, units[0], choices)
        return fuller or units
    named = tuple(unit for unit in units if unit.id in sure)
    return named if len(units) > 1 and len(named) == 1 else units


def _fuller(mention: Mention, general: Unit, choices: list[tuple[Mention, tuple[Unit, ...]]]) -> tuple[Unit, ...]:
    """The one prison of a subtype that the body names in the general one's stead."""
    same = {
        units[0].id: units[0]
        for other, units in choices
        if other.paragraph is not None
        and other.kind == mention.kind
        and len(units) == 1
        and key(other.place or "") == key(mention.place or "")
    }
    return tuple(same.values()) if len(same) == 1 and general.id not in same else ()


def _by_evidence(mention: Mention, units: tuple[Unit, ...], found: Counter[str]) -> Link:
    ranked = sorted(units, key=lambda unit: -weight(unit, found))
    if len(ranked) > 1 and weight(ranked[0], found) > weight(ranked[1], found):
        return Link(mention, ranked[0], BY_CONTEXT)
    return Link(mention, None, UNDECIDED, units)


def _plays_in_lampung(found: Counter[str]) -> bool:
    """ "Polres Metro" without a place is the city in Lampung, unless the article plays in greater Jakarta."""
    return found["18"] > found["31"] + found["36"] + found["32"]


def _confidence(mention: Mention, unit: Unit) -> float:
    own = key(mention.place or "") == key(unit.place or "")
    agrees = mention.unit_class in (None, unit.unit_class) and mention.subtype in (None, unit.subtype)
    return SURE if own and agrees else OTHER_NAME
