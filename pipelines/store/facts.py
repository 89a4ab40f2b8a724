"""What deduplication needs to know of an article, taken from its stored record (the JSON of the contract)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from pipelines.dedup.copies import Copy, copy_of
from pipelines.dedup.facts import Facts
from pipelines.dedup.fingerprint import words
from pipelines.store.days import days_between
from pipelines.urls import site_of

Json = dict[str, Any]
_LETTERS = re.compile(r"[^a-z0-9]+")
REGIONAL = "Kanwil"
_FACTS = tuple(field.name for field in fields(Facts))


def facts_of(record: Json) -> Facts:
    """Where and when an article's event was; regional offices stand behind the units they are named with."""
    known = [unit for unit in record["prisons"] if _known(unit)]
    prisons = sorted(known, key=lambda unit: bool(unit["kind"] == REGIONAL))
    main = prisons[0] if prisons else None
    police = {unit["id"] for unit in record["police"] if unit["id"]}
    officers = [person for person in record["people"] if person["unit"] in police or _ranked(person)]
    return Facts(
        site=site_of(record["url"]),
        prisons=tuple(_key(unit) for unit in prisons),
        places=tuple(fold(unit["place"] or unit["name"]) for unit in prisons),
        police=tuple(unit["id"] or _name(unit["level"], unit) for unit in record["police"] if _known(unit)),
        beats=tuple(fold(unit["place"]) for unit in record["police"] if unit["place"]),
        events=days_between(record["event"]["date"], record["event"]["end_date"]),
        published=_day(record["published_at"]),
        kind=record["event"]["kind"] or "other",
        names=tuple(_written(unit) for unit in prisons),
        sort=f"{main['kind']} {main['subtype'] or ''}".strip() if main and main["id"] else "",
        heads=_named(person for person in record["people"] if main and main["id"] and person["unit"] == main["id"]),
        officers=_named(officers),
        leading=tuple(_key(unit) for unit in prisons if _leads(unit)),
        acting=tuple(dict.fromkeys(person["unit"] for person in officers if person["unit"])),
    )


def facts_json(facts: Facts) -> Json:
    """The facts as they are kept beside an appearance or a release, equal to what is read back."""
    told = ((key, getattr(facts, key)) for key in _FACTS)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in told}


def complete(kept: Json) -> bool:
    """Whether kept facts hold all that is compared now; an older version of the program kept fewer."""
    return kept.keys() == set(_FACTS)


def facts_from(kept: Json) -> Facts:
    """The facts that `facts_json` made."""
    values: Json = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
    return Facts(**values)


def copy_from(record: Json, facts: Facts | None = None) -> Copy:
    """An article's record made ready for comparison, with its facts where they are known already."""
    return copy_of(facts or facts_of(record), record["paragraphs"], (quote["text"] for quote in record["quotes"]))


def fold(name: str) -> str:
    """A name in small letters and digits only, so that spellings meet (`Pare-Pare`, `Parepare`)."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _LETTERS.sub("", plain)[:100]


def _written(unit: Json) -> str:
    """The words of a unit's name that tell it from others of its kind, as the text has them."""
    kind = {"kelas", *words(" ".join(str(unit[key] or "") for key in ("kind", "class", "subtype")))}
    own = {*words(unit["place"] or ""), *words(unit["name"])} - kind
    return "".join(word for word in words(unit["text"]) if word in own)[:100]


def _known(unit: Json) -> bool:
    """Whether a unit can be told from others of its kind ("Lapas setempat" cannot)."""
    return bool(unit["id"] or unit["place"])


def _key(unit: Json) -> str:
    return unit["id"] or _name(unit["kind"], unit)


def _leads(unit: Json) -> bool:
    """Whether headline or first paragraph name the unit."""
    return any(not span["paragraph"] for span in unit["spans"])


def _ranked(person: Json) -> bool:
    """Whether somebody without a known office has a rank, as officers do."""
    return bool(person["rank"]) and not person["unit"]


def _named(people: Iterable[Json]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(words(person["name"])) for person in people))


def _name(kind: str, unit: Json) -> str:
    return fold(f"{kind} {unit.get('subtype') or ''} {unit['place']}")


def _day(instant: str | None) -> int | None:
    return datetime.fromisoformat(instant).date().toordinal() if instant else None
