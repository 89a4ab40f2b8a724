"""From a text to its units: mentions found, resolved, and gathered by unit."""

from collections.abc import Iterable, Iterator

from pipelines.entities.units.find import find
from pipelines.entities.units.gazetteer import gazetteer
from pipelines.entities.units.mention import Mention
from pipelines.entities.units.names import key
from pipelines.entities.units.resolve import Link, resolve
from pipelines.entities.units.words import words
from pipelines.records import Police, Prison, SourceFacts, Span, Text, Units

PRISON_KINDS = ("Lapas", "Rutan", "LPKA", "Bapas", "Kanwil")


def link_units(text: Text, source: SourceFacts) -> Units:
    """The units of both sides that title and paragraphs name, the main ones first, each with its spans."""
    mentions = [mention for number, passage in _passages(text) for mention in find(passage, number)]
    links = resolve(mentions, text, source)
    groups = _grouped(link for link in links if not _is_branch(link, links, text))
    return Units(
        tuple(_prison(group) for group in groups if group[0].mention.kind in PRISON_KINDS),
        tuple(_police(group) for group in groups if group[0].mention.kind not in PRISON_KINDS),
    )


def _passages(text: Text) -> Iterator[tuple[int | None, str]]:
    if text.title:
        yield None, text.title
    yield from enumerate(text.paragraphs)


def _is_branch(link: Link, links: list[Link], text: Text) -> bool:
    """A plain "BNN" beside a BNNP or BNNK means that branch, unless the text says the national agency."""
    if link.mention.kind != "BNN" or link.mention.place:
        return False
    passage = (text.title or "") if link.mention.paragraph is None else text.paragraphs[link.mention.paragraph]
    national = words().national.match(passage, link.mention.end)
    return not national and any(_kind(other) in ("BNNP", "BNNK") for other in links)


def _grouped(links: Iterable[Link]) -> list[list[Link]]:
    """The links of each unit together, in order of first mention (the title comes first)."""
    groups: dict[tuple[str | None, ...], list[Link]] = {}
    for link in links:
        unit = link.unit
        identity = (unit.id,) if unit else (_kind(link), link.mention.subtype, key(link.mention.place or ""))
        groups.setdefault(identity, []).append(link)
    return list(groups.values())


def _kind(link: Link) -> str:
    if link.unit:
        return link.unit.kind
    kinds = {unit.kind for unit in link.among}
    return kinds.pop() if len(kinds) == 1 else link.mention.kind


def _place(link: Link) -> str | None:
    """The place as the gazetteer spells it, where all units in question agree on it, else as the text does."""
    places = {unit.place for unit in ((link.unit,) if link.unit else link.among)}
    return places.pop() if len(places) == 1 else link.mention.place


def _prison(group: list[Link]) -> Prison:
    link, unit, mention = group[0], group[0].unit, group[0].mention
    kind, place = _kind(link), _place(link)
    unit_class = unit.unit_class if unit else mention.unit_class
    subtype = unit.subtype if unit else mention.subtype
    return Prison(
        unit.id if unit else None,
        kind,
        unit_class,
        subtype,
        place,
        unit.name if unit else " ".join(part for part in (kind, subtype, place) if part),
        mention.text,
        unit.province if unit else None,
        _regency(link),
        _spans(group),
    )


def _police(group: list[Link]) -> Police:
    link, unit, mention = group[0], group[0].unit, group[0].mention
    kind, place = _kind(link), _place(link)
    return Police(
        unit.id if unit else None,
        kind,
        place,
        unit.name if unit else " ".join(part for part in (kind, place) if part),
        mention.text,
        unit.province if unit else None,
        _regency(link),
        _spans(group),
    )


def _regency(link: Link) -> str | None:
    place = gazetteer().regencies.get(link.unit.regency) if link.unit else None
    return place.name if place else None


def _spans(group: Iterable[Link]) -> tuple[Span, ...]:
    return tuple(_span(link.mention, link.confidence) for link in group)


def _span(mention: Mention, confidence: float) -> Span:
    return Span(mention.paragraph, mention.start, mention.end, mention.text, confidence)
