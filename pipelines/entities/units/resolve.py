"""Which unit each mention means, seen from the whole article."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.entities.units.candidates import candidates
from pipelines.entities.units.context import evidence, weight
from pipelines.entities.units.find import Mention
from pipelines.entities.units.gazetteer import Unit
from pipelines.entities.units.names import key
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
    choices = [(mention, candidates(mention)) for mention in mentions]
    choices = [(mention, units) for mention, units in choices if units or mention.place]
    sure = {units[0].id: units[0] for mention, units in choices if len(units) == 1 and mention.place}
    choices = [(mention, _narrow(mention, units, choices, sure)) for mention, units in choices]
    found: Counter[str] | None = None
    links = []
    for mention, units in choices:
        if len(units) == 1 and (mention.place or mention.kind != "Polres Metro"):
            links.append(Link(mention, units[0], _confidence(mention, units[0])))
            continue
        found = evidence(text, source, sure.values()) if found is None else found
        if mention.kind == "Polres Metro" and not mention.place:
            links += _metro_city(mention, units, found)
        else:
            links.append(_by_evidence(mention, units, found))
    return links


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


def _metro_city(mention: Mention, units: tuple[Unit, ...], found: Counter[str]) -> list[Link]:
    """ "Polres Metro" without a place is the city in Lampung, unless the article plays in greater Jakarta."""
    lampung, jakarta = found["18"], found["31"] + found["36"] + found["32"]
    return [Link(mention, units[0], BY_CONTEXT)] if lampung > jakarta else []


def _confidence(mention: Mention, unit: Unit) -> float:
    own = key(mention.place or "") == key(unit.place or "")
    agrees = mention.unit_class in (None, unit.unit_class) and mention.subtype in (None, unit.subtype)
    return SURE if own and agrees else OTHER_NAME
