"""Takes what identifies private persons out of a release: in every string that repeats the sites' words.

Addresses stay as they are, since a changed one leads nowhere.
"""

from collections.abc import Iterable
from typing import Any

from pipelines.entities import redact
from pipelines.records import Person

Json = dict[str, Any]


def redacted(record: Json) -> Json:
    """The release without names of detainees, suspects and minors, and without numbers that identify people.

    Offsets into a paragraph that was changed are null; a private speaker or writer is null.
    """
    people = [_person(entry) for entry in record["people"]]
    paragraphs: list[str] = record["paragraphs"]
    texts = [*paragraphs, *_other_texts(record)]
    clean = dict(zip(texts, redact(texts, people), strict=True))
    changed = {number for number, text in enumerate(paragraphs) if clean[text] != text}
    return record | {
        "title": clean[record["title"]],
        "paragraphs": [clean[text] for text in paragraphs],
        "dates": [_placed(entry, changed) for entry in record["dates"]],
        **{side: [_without_offsets(unit, changed) for unit in record[side]] for side in ("prisons", "police")},
        "people": [_without_offsets(entry, changed) for entry in record["people"] if entry["category"] == "official"],
        "quotes": [_quote(entry, clean) for entry in record["quotes"]],
        "appearances": [entry | {"title": clean[entry["title"]]} for entry in record["appearances"]],
    }


def _other_texts(record: Json) -> Iterable[str]:
    yield record["title"]
    for quote in record["quotes"]:
        yield quote["text"]
        yield quote["speaker"] or ""
    for appearance in record["appearances"]:
        yield appearance["title"]


def _person(entry: Json) -> Person:
    return Person(
        entry["name"],
        entry["role"],
        entry["rank"],
        tuple(entry["titles"]),
        entry["unit"],
        entry["text"],
        entry["category"],
    )


def _quote(entry: Json, clean: dict[str, str]) -> Json:
    speaker = entry["speaker"]
    return entry | {"text": clean[entry["text"]], "speaker": speaker if speaker and clean[speaker] == speaker else None}


def _without_offsets(entry: Json, changed: set[int]) -> Json:
    return entry | {"spans": [_placed(span, changed) for span in entry["spans"]]}


def _placed(span: Json, changed: set[int]) -> Json:
    return span | {"start": None, "end": None} if span["paragraph"] in changed or span["paragraph"] is None else span
