"""Which unit each mention means, seen from the whole article."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from pipelines.entities.units.candidates import candidates
from pipelines.entities.units.context import evidence, weight
from pipelines.entities.units.gazetteer import POLRES_LEVELS, Unit, gazetteer, sort_of
from pipelines.entities.units.mention import Mention
from pipelines.entities.units.names import key
from pipelines.entities.units.words import words
from pipelines.records import SourceFacts, Text

SURE, OTHER_NAME, BY_CONTEXT, UNDECIDED = 1.0, 0.9, 0.75, 0.4
"""Confidence: own name; an alias or an outdated class; context decided; several or no units fit."""


_OTHER_KIND = {"Lapas": "Rutan", "Rutan": "Lapas"}
"""Kinds that press mixes up."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mention with its unit; `unit` is None where several fit or none does, then `among` holds those that fit."""

    mention: Mention
    unit: Unit | None
    confidence: float
    among: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Choice:
    """A mention and the units that its own words allow."""

    mention: Mention
    units: tuple[Unit, ...]

    @property
    def sure(self) -> bool:
        """Whether its own words are enough."""
        return len(self.units) == 1 and not _doubtful(self.mention)


def resolve(mentions: Sequence[Mention], text: Text, source: SourceFacts) -> list[Link]:
    """Every mention that has a place (or needs none) with its unit."""
    choices = [_Choice(mention, units) for mention in mentions if (units := candidates(mention)) or mention.place]
    sure = {choice.units[0].id: choice.units[0] for choice in choices if choice.sure}
    found = _Evidence(mentions, text, source, tuple(sure.values()))
    links = [link for choice in choices if (link := _link(choice, _narrowed(choice, choices, sure), found))]
    return [link for link in links if not _belied(link, links)]


def _belied(link: Link, links: Iterable[Link]) -> bool:
    """A headline's "Polres dan BNNK Bone" tells no Polres Bone where the text names another Polres and never that."""
    if not link.mention.shared or link.mention.paragraph is not None:
        return False
    told = [other for other in links if other.mention.paragraph is not None and other.unit]
    same_sort = {other.unit for other in told if sort_of(other.mention.kind) == sort_of(link.mention.kind)}
    return bool(same_sort) and link.unit not in same_sort


class _Evidence:
    """What the article says about where it plays, gathered when it is first asked for: few articles need it."""

    def __init__(self, mentions: Sequence[Mention], text: Text, source: SourceFacts, sure: tuple[Unit, ...]) -> None:
        self._gather = partial(evidence, text, source, sure, mentions)

    @cached_property
    def places(self) -> Counter[str]:
        """Codes of regencies and provinces, counted."""
        return self._gather()


def _link(choice: _Choice, units: tuple[Unit, ...], found: _Evidence) -> Link | None:
    mention = choice.mention
    if _is_metro_alone(mention):
        return Link(mention, units[0], BY_CONTEXT) if _plays_in_lampung(found.places) else None
    if _doubtful(mention) and not any(weight(unit, found.places) for unit in units):
        return None
    if len(units) == 1:
        return Link(mention, units[0], _confidence(mention, units[0]) if units == choice.units else BY_CONTEXT)
    return _by_evidence(mention, units, found.places)


def _is_metro_alone(mention: Mention) -> bool:
    return mention.kind == "Polres Metro" and not mention.place


def _doubtful(mention: Mention) -> bool:
    """Whether it may be no unit at all: "Polres Metro" alone, or a person's name ("Kapolsek Bambang")."""
    return _is_metro_alone(mention) or (mention.role and key(mention.place or "") in words().person_too)


def _narrowed(choice: _Choice, choices: Iterable[_Choice], sure: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """A headline without the subtype, or a name that fits several units, means the one named in full."""
    mention, units = choice.mention, choice.units
    if not units:
        return _of_other_kind(mention, sure)
    if len(units) > 1:
        named = tuple(unit for unit in units if unit.id in sure)
        return named if len(named) == 1 else units
    in_short = mention.paragraph is None and mention.unit_class is None and units[0].subtype is None
    return (_fuller(choice, choices) if in_short else ()) or units


def _of_other_kind(mention: Mention, sure: Mapping[str, Unit]) -> tuple[Unit, ...]:
    """The Rutan of a place that has no Lapas, or the other way round, where the article calls it rightly elsewhere."""
    other = _OTHER_KIND.get(mention.kind, "")
    units = gazetteer().named.get(other, {}).get(key(mention.place or ""), ())
    return tuple(unit for unit in units if unit.id in sure)


def _fuller(choice: _Choice, choices: Iterable[_Choice]) -> tuple[Unit, ...]:
    """The one unit that the body names in the other's stead: a prison of a subtype, or "Polres Tegal Kota"."""
    mention, general = choice.mention, choice.units[0]
    names = (key(mention.place or ""), key(f"{mention.place} Kota") if general.kind in POLRES_LEVELS else "")
    same = {
        other.units[0].id: other.units[0]
        for other in choices
        if other.sure
        and other.mention.paragraph is not None
        and sort_of(other.mention.kind) == sort_of(mention.kind)
        and key(other.mention.place or "") in names
    }
    return tuple(same.values()) if len(same) == 1 and general.id not in same else ()


def _by_evidence(mention: Mention, units: tuple[Unit, ...], found: Counter[str]) -> Link:
    """The unit that the evidence favours; of units on a par the only general one, or the one whose own name it is."""
    highest = max((weight(unit, found) for unit in units), default=0)
    best = [unit for unit in units if weight(unit, found) == highest]
    if len(best) > 1:
        best = [unit for unit in best if unit.subtype is None]
    if len(best) > 1:
        best = [unit for unit in best if key(unit.place or "") == key(mention.place or "")]
    return Link(mention, best[0], BY_CONTEXT) if len(best) == 1 else Link(mention, None, UNDECIDED, units)


def _plays_in_lampung(found: Counter[str]) -> bool:
    """ "Polres Metro" without a place is the city in Lampung, unless the article plays in greater Jakarta."""
    return found["18"] > found["31"] + found["36"] + found["32"]


def _confidence(mention: Mention, unit: Unit) -> float:
    own = key(mention.place or "") == key(unit.place or "")
    agrees = mention.unit_class in (None, unit.unit_class) and mention.subtype in (None, unit.subtype)
    return SURE if own and agrees else OTHER_NAME
