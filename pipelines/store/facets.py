"""Rows for questions (units, mentions, people, quotes, tags), taken from the record of a release's fullest copy."""

from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from pipelines.dedup.fingerprint import words
from pipelines.store.identity import name
from pipelines.store.models import Base, MentionRow, PersonRow, QuoteRow, TagRow, UnitRow

Json = dict[str, Any]
QUOTE = ("speaker", "role", "paragraph", "text")
TABLES: tuple[type[Base], ...] = (UnitRow, MentionRow, PersonRow, QuoteRow, TagRow)


def save_facets(session: Session, release_id: int, record: Json) -> None:
    """Writes the rows of a release that has none."""
    for table, rows in facet_rows(release_id, record):
        if rows:
            session.execute(insert(table).execution_options(render_nulls=True), rows)


def facet_rows(release_id: int, record: Json) -> list[tuple[type[Base], list[Json]]]:
    """The rows that a release gets in each table, from the record of its fullest copy."""
    made = (
        (UnitRow, _units(record)),
        (MentionRow, [*_dates(record), *_spans(record)]),
        (PersonRow, [_person(person) for person in record["people"]]),
        (QuoteRow, [{key: quote[key] for key in QUOTE} for quote in record["quotes"]]),
        (TagRow, [{"tag": tag} for tag in dict.fromkeys(record["tags"])]),
    )
    return [(table, [{"release_id": release_id} | row for row in rows]) for table, rows in made]


def drop_facets(session: Session, release_id: int) -> None:
    """Removes the rows of a release."""
    for table in TABLES:
        session.execute(delete(table).where(table.__table__.c.release_id == release_id))


def _units(record: Json) -> list[Json]:
    prisons = [
        {"side": "prison", "kind": unit["kind"], "unit_class": unit["class"], "subtype": unit["subtype"]}
        | _common(unit, place)
        for place, unit in enumerate(record["prisons"])
    ]
    police = [
        {"side": "police", "kind": unit["level"], "unit_class": None, "subtype": None} | _common(unit, place)
        for place, unit in enumerate(record["police"])
    ]
    return prisons + police


def _common(unit: Json, position: int) -> Json:
    kept = {key: unit[key] for key in ("place", "name", "province", "regency")}
    return kept | {"unit": unit["id"], "position": position}


def _person(person: Json) -> Json:
    return {key: person[key] for key in ("name", "role", "rank", "unit")} | {"official": official_key(person)}


def official_key(person: Json) -> str | None:
    """The key of a name in an office (role and unit), however it is spelt; None for a person without office."""
    if not person["role"]:
        return None
    office = (" ".join(words(told or "")) for told in (person["name"], person["role"], person["unit"]))
    return name("o", "|".join(office))


def _dates(record: Json) -> list[Json]:
    kept = ("paragraph", "start", "end", "text", "value", "role", "confidence")
    return [
        {key: mention[key] for key in kept}
        | {"what": "date", "evidence": {key: value for key, value in mention.items() if key not in kept}}
        for mention in record["dates"]
    ]


def _spans(record: Json) -> list[Json]:
    return [
        {key: span[key] for key in ("paragraph", "start", "end", "text", "confidence")}
        | {"what": side, "value": unit["id"], "role": None, "evidence": {"name": unit["name"]}}
        for side, units in (("prison", record["prisons"]), ("police", record["police"]))
        for unit in units
        for span in unit["spans"]
    ]
