"""Offices that a sentence gives to people without standing beside their names: who hands over, takes over, leads.

"Jabatan Kapolres Kuningan beralih dari AKBP Hadi kepada AKBP Rizal", "Sulistyo resmi memimpin Lapas Gorontalo",
"Baru sepekan memimpin Lapas Tegal, Bambang", "Lapas Garut yang dipimpin Rusdi", "Budi menggantikan Joko".
"""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipelines.entities.people import lexicons
from pipelines.entities.people.names import Name, read_name
from pipelines.entities.people.offices import skip_unit
from pipelines.entities.people.passage import Passage
from pipelines.entities.people.seen import Sighting
from pipelines.entities.people.words import Lexicon, lexicon, listed, longest
from pipelines.tables import toml_table

TABLE = "handovers.toml"
_STOP = re.compile(r"[.!?”\"]\s*[“\"(]?$|\n")
_MOST_BEFORE = 4
_MOST_SUBJECT = 12
_MOST_TO_OFFICE = 30
Held = tuple[str, str]
"""An office and its side."""


def with_handovers(passage: Passage, seen: list[Sighting]) -> list[Sighting]:
    """The sightings in order, with the offices that whole sentences tell; people told only there are added."""
    if _tells_handover(passage):
        seen = _handed_over(passage, seen)
        seen = _leading(passage, seen)
        seen = _replacing(passage, seen)
    return sorted(seen, key=lambda sighting: sighting.start)


def _tells_handover(passage: Passage) -> bool:
    """Whether any word of handovers stands in the passage."""
    return _any_word().search(passage.text) is not None


def _handed_over(passage: Passage, seen: list[Sighting]) -> list[Sighting]:
    """From one to another: both hold the office that the sentence names before them."""
    for first, last in _sentences(passage):
        if not any(longest(passage.words, at, _words("handing_over")) for at in range(first, last)):
            continue
        for at in range(first, last):
            pair = _pair(passage, at) if passage.words[at].key == "dari" else None
            held = _held_before(passage, seen, first, at) if pair else None
            for name in pair if pair and held else ():
                seen = _given(passage, seen, name, held) if held else seen
    return seen


def _pair(passage: Passage, at: int) -> tuple[Name, Name] | None:
    """The two names of "dari A kepada B"."""
    one = _name_at(passage, at + 1)
    if one is None or one.after >= len(passage.words) or passage.words[one.after].key not in ("kepada", "ke"):
        return None
    other = _name_at(passage, one.after + 1)
    return (one, other) if other else None


def _name_at(passage: Passage, at: int) -> Name | None:
    """The name that begins at a word, or behind "pejabat lama" and the like."""
    described = longest(passage.words, at, _words("described"))
    at = described[1] if described else at
    return read_name(passage.text, passage.words, at, sure=True) if at < len(passage.words) else None


def _held_before(passage: Passage, seen: list[Sighting], first: int, at: int) -> Held | None:
    """The office without a holder that stands last before a word, else that of the head of a unit there."""
    first = max(first, at - _MOST_TO_OFFICE)
    start, end = passage.words[first].start, passage.words[at].start
    free = [one for one in seen if start <= one.start < end and one.name is None and one.role]
    if free:
        return free[-1].role or "", free[-1].side
    heads = (longest(passage.words, index, _unit_heads()) for index in range(first, at))
    head = next((found[0] for found in heads if found), None)
    return (head, lexicons.side_of(head)) if head else None


def _leading(passage: Passage, seen: list[Sighting]) -> list[Sighting]:
    """Who leads a unit is its head."""
    words = passage.words
    for at in range(len(words)):
        if lead := longest(words, at, _words("leading")):
            unit = longest(words, lead[1], _unit_heads()) if lead[1] < len(words) else None
            if unit and words[lead[1]].capital:
                held = unit[0], lexicons.side_of(unit[0])
                seen = _given_to_subject(passage, seen, at, _past_unit(passage, unit[1]), held)
        elif first := longest(words, at, _words("first_of")):
            seen = _first_of(passage, seen, first[1])
        elif led := longest(words, at, _words("led_by")):
            held_there = _unit_before(passage, at)
            name = _name_at(passage, led[1]) if held_there else None
            seen = _given(passage, seen, name, held_there) if name and held_there else seen
    return seen


def _first_of(passage: Passage, seen: list[Sighting], at: int) -> list[Sighting]:
    """The office of the unit at a word for the name behind it: "orang nomor satu di Polres Garut, AKBP Fajar"."""
    unit = longest(passage.words, at, _unit_heads()) if at < len(passage.words) else None
    after = _past_unit(passage, unit[1]) if unit else len(passage.words)
    name = _name_at(passage, after)
    if unit is None or name is None or passage.words[after].gap.strip() not in ("", ","):
        return seen
    return _given(passage, seen, name, (unit[0], lexicons.side_of(unit[0])))


def _unit_before(passage: Passage, at: int) -> Held | None:
    """The head of the unit that ends right before a word."""
    for start in range(at - 1, max(-1, at - _MOST_SUBJECT), -1):
        if _STOP.search(passage.words[start + 1].gap):
            return None
        unit = longest(passage.words, start, _unit_heads())
        if unit and passage.words[start].capital and _past_unit(passage, unit[1]) == at:
            return unit[0], lexicons.side_of(unit[0])
    return None


def _given_to_subject(passage: Passage, seen: list[Sighting], at: int, after: int, held: Held) -> list[Sighting]:
    """The office for the subject of the verb at `at`: the name before it, else the one behind the unit's comma."""
    words = passage.words
    subject = next((one for one in reversed(seen) if one.name and one.end <= words[at].start), None)
    if subject and _is_subject(passage.text[subject.end : words[at].start]):
        return _with_office(seen, subject, held)
    if _begins_sentence(passage, at) and after < len(words) and words[after].gap.strip() == ",":
        name = read_name(passage.text, words, after, sure=False)
        if name and (name.rank or any(map(passage.knows, name.words)) or _is_sure(passage, name)):
            return _given(passage, seen, name, held)
    return seen


def _past_unit(passage: Passage, at: int) -> int:
    """The word behind a unit and its place, also one that no table knows: "Lapas Sukamaju, …"."""
    words = passage.words
    after = skip_unit(passage.text, words, at)
    end = after
    while end < len(words) and words[end].capital and words[end].gap == " ":
        end += 1
    unnamed = end < len(words) and words[end].gap.strip() not in ("", ",")
    return after if unnamed or any(passage.knows(word.key) for word in words[after:end]) else end


def _is_sure(passage: Passage, name: Name) -> bool:
    """Whether several words that are no place stand where the subject must, with small letters behind."""
    words = passage.words
    first = name.after - len(name.words)
    goes_on = name.after < len(words) and words[name.after].gap == " " and not words[name.after].capital
    return len(name.words) > 1 and goes_on and not longest(words, first, lexicons.places())


def _is_subject(between: str) -> bool:
    """Whether nothing but small words such as "resmi", "yang kini" stands between a name and its verb."""
    small = between.replace(",", " ").split()
    return len(small) <= _MOST_BEFORE and set(map(str.casefold, small)) <= _beside()


def _begins_sentence(passage: Passage, at: int) -> bool:
    """Whether no capitalised word but the first stands between the start of the sentence and a word."""
    words = passage.words
    for index in range(at, max(-1, at - _MOST_SUBJECT), -1):
        if index == 0 or _STOP.search(words[index].gap):
            return True
        if words[index].capital or "," in words[index].gap:
            return False
    return False


def _replacing(passage: Passage, seen: list[Sighting]) -> list[Sighting]:
    """Who takes another's place holds the same office: what one of the two has, both have."""
    named = sorted((one for one in seen if one.name), key=lambda one: one.start)
    for one, other in pairwise(named):
        between = passage.text[one.end : other.start].strip(" ,").split()
        verbs = [word for word in between if _words("replacing").values.get(word.casefold())]
        small = set(map(str.casefold, between)) <= _beside() | set(map(str.casefold, verbs))
        if len(verbs) != 1 or not small or (one.role and other.role):
            continue
        if one.role or other.role:
            giver, taker = (one, other) if one.role else (other, one)
            seen = _with_office(seen, taker, (giver.role or "", giver.side))
    return seen


def _given(passage: Passage, seen: list[Sighting], name: Name, held: Held) -> list[Sighting]:
    """The sightings with the office for a name, whether it was seen before or not."""
    known = next((one for one in seen if one.start < name.end and name.start < one.end), None)
    if known is not None:
        return _with_office(seen, known, held)
    text = passage.text[name.whole_start : name.end]
    return [*seen, Sighting(name.whole_start, name.end, text, name, *held)]


def _with_office(seen: list[Sighting], one: Sighting, held: Held) -> list[Sighting]:
    """The sightings with the office for one that has none yet, or one held before."""
    if one.role is not None and not one.loose:
        return seen
    told = replace(one, role=held[0], side=held[1], loose=False)
    return [told if other is one else other for other in seen]


def _sentences(passage: Passage) -> list[tuple[int, int]]:
    """The first word of every sentence and the first word behind it."""
    starts = [at for at, word in enumerate(passage.words) if at == 0 or _STOP.search(word.gap)]
    return list(zip(starts, [*starts[1:], len(passage.words)], strict=True))


@cache
def _words(name: str) -> Lexicon:
    return listed(toml_table(TABLE)[name])


@cache
def _any_word() -> re.Pattern[str]:
    """All the words in one pattern: most passages hold none, and a search costs little."""
    table = toml_table(TABLE)
    every = [word for name in ("handing_over", "leading", "led_by", "first_of", "replacing") for word in table[name]]
    either = "|".join(r"\W+".join(map(re.escape, word.split())) for word in every)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


@cache
def _beside() -> frozenset[str]:
    return frozenset(toml_table(TABLE)["beside"])


@cache
def _unit_heads() -> Lexicon:
    return lexicon(toml_table(TABLE)["unit_heads"])
