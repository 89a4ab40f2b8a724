"""Sees people in one passage: office and name, rank and name, name and office, or the bare name of one who speaks."""

import re
from bisect import bisect_left
from dataclasses import replace

from pipelines.entities.people import lexicons
from pipelines.entities.people.handovers import with_handovers
from pipelines.entities.people.holders import holder
from pipelines.entities.people.names import Name, read_name, read_rank
from pipelines.entities.people.offices import Office, read_office, skip_unit
from pipelines.entities.people.passage import Passage, passage_of
from pipelines.entities.people.private import has_byname, is_suspected, private_behind, read_private
from pipelines.entities.people.seen import Sighting, with_age
from pipelines.entities.people.words import Words, longest
from pipelines.entities.speech import is_cue

_TO_OFFICE = re.compile(r"\s*\(?\s*|\s*,\s*|\s*\)\s*,?\s*|\s*[–—-]\s*")
_LEAST_ACRONYM = 2
_LONGEST_ASIDE = 9


def sight(text: str, voices: frozenset[str] = frozenset()) -> tuple[Sighting, ...]:
    """Everyone seen in the passage, in order; an office without a holder's name is a sighting without name.

    `voices` are words that the whole article shows to be names.
    """
    passage = passage_of(text, voices)
    found: list[Sighting] = []
    at = 0
    while at < len(passage.words):
        seen, after = _sight_at(passage, at)
        if seen:
            found.append(seen)
        at = max(after, at + 1)
    return tuple(with_handovers(passage, found))


def _sight_at(passage: Passage, at: int) -> tuple[Sighting | None, int]:
    if _is_eponym(passage.words, at):
        return None, _end_of_capitals(passage.words, at + 1)
    if kept := read_private(passage.text, passage.words, at):
        return kept
    if held := _held_office(passage, at):
        return held
    return _bare_name(passage, at)


def _is_eponym(words: Words, at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else None
    if words[at].key not in lexicons.eponyms() or following is None or following.gap not in (" ", ". "):
        return False
    return following.capital or following.key in lexicons.titles()


def _end_of_capitals(words: Words, at: int) -> int:
    start = at
    while at < len(words) and (words[at].capital or at == start) and words[at].gap in (" ", ". "):
        if at > start and (read_rank(words, at) or longest(words, at, lexicons.offices())):
            break
        at += 1
    return at


def _held_office(passage: Passage, at: int) -> tuple[Sighting, int] | None:
    office = read_office(passage.text, passage.words, at)
    if office is None:
        return None
    name = holder(passage, office)
    start = office.start
    if name is None:
        return Sighting(
            start, office.end, passage.text[start : office.end], None, office.role, office.side
        ), office.after
    loose = "," in passage.text[office.end : name.whole_start] and name.rank is None
    text = passage.text[start : name.end]
    seen = with_age(passage.text, Sighting(start, name.end, text, name, office.role, office.side, loose=loose))
    return _unless_private(passage, seen, name), name.after


def _unless_private(passage: Passage, seen: Sighting, name: Name) -> Sighting:
    """The sighting; a detainee's where that is told behind the name: "Terapisnya, Budi, warga binaan kasus …"."""
    at = bisect_left(passage.words, seen.end, lo=name.after, key=lambda word: word.start)
    if not (seen.role or "").islower() or at >= len(passage.words) or passage.words[at].gap.strip(" )") != ",":
        return seen
    private = private_behind(passage.words, at)
    return replace(seen, role=private[0], side=private[1]) if private else seen


def _bare_name(passage: Passage, at: int) -> tuple[Sighting | None, int]:
    words = passage.words
    if not words[at].capital and words[at].key not in lexicons.titles():
        return None, at + 1
    if words[at].capital and longest(words, at, lexicons.unit_words()):
        return None, max(at + 1, skip_unit(passage.text, words, at))
    ranked = read_rank(words, at) is not None
    name = read_name(passage.text, words, at, sure=ranked)
    if name is None or (_only_begins_sentence(passage, at) and not _is_followed_by_office(passage, name)):
        return None, at + 1
    text = passage.text[name.whole_start : name.end]
    seen = with_age(passage.text, Sighting(name.whole_start, name.end, text, name, None, "other"))
    byname = not ranked and has_byname(passage.text, name.end)
    if not byname and (office := _office_behind(passage, name.after, seen)):
        return _in_office(passage, seen, office)
    if ranked or byname or _has_evidence(passage, at, name, seen):
        suspected = byname or (not ranked and not name.titles and is_suspected(passage.text, name.start, seen.end))
        return (replace(seen, side="detainee") if suspected else seen), name.after
    return None, (name.after if len(name.words) > 1 else at + 1)


def _in_office(passage: Passage, seen: Sighting, office: Office) -> tuple[Sighting, int]:
    """The sighting with the office behind it; of one held before, the office behind that, if any."""
    held = replace(seen, end=office.end, role=office.role, side=office.side)
    if not _leads_to_former(passage, seen.end):
        return held, office.after
    later = _office_behind(passage, office.after, replace(seen, end=office.end))
    if later is None:
        return replace(held, loose=True), office.after
    return replace(held, end=later.end, role=later.role, side=later.side), later.after


def _leads_to_former(passage: Passage, end: int) -> bool:
    at = bisect_left(passage.words, end, key=lambda word: word.start)
    return at < len(passage.words) and longest(passage.words, at, lexicons.former_office()) is not None


def _only_begins_sentence(passage: Passage, at: int) -> bool:
    """Whether a word is capitalised for its place alone, with a name behind it: "Tangis Sumiyati pecah"."""
    words = passage.words
    first = at == 0 or words[at].gap.strip()[:1] in (".", "!", "?", "”", '"', "_")
    if not first or passage.knows(words[at].key) or words[at].key in lexicons.titles() or read_rank(words, at):
        return False
    following = words[at + 1] if at + 1 < len(words) else None
    return following is not None and following.gap == " " and following.capital and passage.knows(following.key)


def _is_followed_by_office(passage: Passage, name: Name) -> bool:
    """Whether the whole name has an office behind it: "Irwan Laksono, Kalapas Tuban, …"."""
    seen = Sighting(name.whole_start, name.end, "", name, None, "other")
    office = _office_behind(passage, name.after, seen)
    return office is not None and office.side in ("prison", "police")


def _office_behind(passage: Passage, after: int, seen: Sighting) -> Office | None:
    words = passage.words
    at = bisect_left(words, seen.end, lo=after, key=lambda word: word.start)
    if at >= len(words) or not _TO_OFFICE.fullmatch(passage.text[seen.end : words[at].start]):
        return None
    at = _past_aside(passage, at)
    link = longest(words, at, lexicons.name_to_office())
    if link and link[1] < len(words):
        at = link[1]
    elif not passage.text[seen.end : words[at].start].strip():
        return None
    if private := private_behind(words, at):
        return Office(private[0], words[at].start, words[private[2] - 1].end, private[2], private[1])
    office = read_office(passage.text, words, at)
    return office if office and (link or holder(passage, office) is None) else None


def _past_aside(passage: Passage, at: int) -> int:
    """Over what tells more of a person before a linking word to an office: ", pria asal Klaten yang menjabat"."""
    words = passage.words
    if at >= len(words) or words[at].key not in lexicons.asides() or words[at].gap != ", ":
        return at
    for index in range(at + 1, min(at + _LONGEST_ASIDE, len(words))):
        if words[index].gap.strip():
            return at
        if longest(words, index, lexicons.name_to_office()):
            return index
    return at


def _has_evidence(passage: Passage, at: int, name: Name, seen: Sighting) -> bool:
    """Whether a name without office is a person's: spoken by one, aged, titled, or made of known names."""
    words = passage.words
    known, several = sum(map(passage.knows, name.words)), len(name.words) > 1
    before, after = words[at - 1].key if at else "", words[name.after].key if name.after < len(words) else ""
    if is_cue(before) and words[at].gap == " ":
        return known > 0 or (several and not _has_acronym(name))
    if name.titles or seen.age is not None or before == "bernama":
        return known > 0 or several
    if is_cue(after) or passage.voices & set(name.words):
        return several and known > 0
    return several and known > 1 and known >= len(name.words) - 1


def _has_acronym(name: Name) -> bool:
    words = name.text.split()
    return not name.text.isupper() and any(len(word) >= _LEAST_ACRONYM and word.isupper() for word in words)
