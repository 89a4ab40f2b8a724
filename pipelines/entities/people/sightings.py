"""Sees people in one passage: office and name, rank and name, name and office, or the bare name of one who speaks."""

import re
from dataclasses import replace

from pipelines.entities.people import lexicons
from pipelines.entities.people.names import Name, read_name, read_rank
from pipelines.entities.people.offices import Office, read_office
from pipelines.entities.people.private import is_suspected, private_behind, read_private
from pipelines.entities.people.seen import Sighting, with_age
from pipelines.entities.people.words import Words, longest, words_of
from pipelines.entities.speech import is_cue

_TO_NAME = re.compile(r"\)?[.]?\s*[,:–—-]?\s*|\s*\(\s*")
_TO_OFFICE = re.compile(r"\s*\(?\s*|\s*,\s*|\s*\)\s*,?\s*|\s*[–—-]\s*")
_VERB = re.compile(r"(?:me[mnlrwy]|meng|di|ber|ter)[a-z]{4,}")
_MOST_LEAD_IN = 4


def sight(passage: str) -> tuple[Sighting, ...]:
    """Everyone seen in the passage, in order; an office without a holder's name is a sighting without name."""
    words = words_of(passage)
    found: list[Sighting] = []
    at = 0
    while at < len(words):
        seen, after = _sight_at(passage, words, at)
        if seen:
            found.append(seen)
        at = max(after, at + 1)
    return tuple(found)


def _sight_at(passage: str, words: Words, at: int) -> tuple[Sighting | None, int]:
    if _is_eponym(words, at):
        return None, _end_of_capitals(words, at + 1)
    if kept := read_private(passage, words, at):
        return kept
    if held := _held_office(passage, words, at):
        return held
    return _bare_name(passage, words, at)


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


def _held_office(passage: str, words: Words, at: int) -> tuple[Sighting, int] | None:
    office = read_office(passage, words, at)
    if office is None:
        return None
    name = _holder(passage, words, office)
    if name is None:
        text = passage[office.start : office.end]
        return Sighting(office.start, office.end, text, None, office.role, office.side), office.after
    loose = "," in passage[office.end : name.whole_start] and name.rank is None
    seen = Sighting(
        office.start, name.end, passage[office.start : name.end], name, office.role, office.side, loose=loose
    )
    return with_age(passage, seen), name.after


def _holder(passage: str, words: Words, office: Office) -> Name | None:
    at = office.after
    if at >= len(words):
        return None
    gap = words[at].gap
    if (link := longest(words, at, lexicons.office_to_name())) and link[1] < len(words) and len(gap) <= 2:
        at, gap = link[1], words[link[1]].gap
    if office.role[0].islower() and (called := _called(words, at)):
        name = read_name(passage, words, called, sure=False)
        return name if name and _is_likely(passage, words, name) else None
    ranked = _rank_ahead(words, at)
    if ranked is not None:
        return read_name(passage, words, ranked, sure=True)
    if not _TO_NAME.fullmatch(gap) or "(" in gap or gap.startswith("."):
        return None
    at = _past_unknown_place(passage, words, at) if not gap.strip() else at
    name = read_name(passage, words, at, sure=True)
    if name is None or read_office(passage, words, at) is not None:
        return None
    return name if not gap.strip() or _is_likely(passage, words, name) else None


def _called(words: Words, at: int) -> int | None:
    """The word behind what tells more of a plain role: "kuasa hukum tersangka, Budi", "pengunjung lapas bernama Budi"."""
    for index in range(at, min(at + _MOST_LEAD_IN, len(words))):
        if words[index].gap == ", " or words[index - 1].key == "bernama":
            return index if words[index].capital else None
        if words[index].gap != " " or words[index].capital or _is_verb(words, index):
            return None
    return None


def _is_verb(words: Words, at: int) -> bool:
    if longest(words, at, lexicons.detainee_words()):
        return False
    return is_cue(words[at].key) or bool(_VERB.match(words[at].key))


def _rank_ahead(words: Words, at: int) -> int | None:
    """The word where a rank begins, right here or behind a place that no table knows."""
    for index in range(at, min(at + _MOST_LEAD_IN, len(words))):
        if index == at and not _TO_NAME.fullmatch(words[index].gap):
            return None
        if index > at and words[index].gap not in (" ", ", ", "-", "/"):
            return None
        if read_rank(words, index):
            return index
        if not words[index].capital or words[index].key in lexicons.not_names():
            return None
    return None


def _past_unknown_place(passage: str, words: Words, at: int) -> int:
    """Over a place that no table knows: "Kapolsek Sukamaju, Budi Santoso, …"."""
    end = at
    while (
        end < len(words)
        and end - at < 3
        and words[end].capital
        and words[end].gap == " "
        and words[end].key not in lexicons.given_names()
    ):
        end += 1
    if end == at or end >= len(words) or not re.fullmatch(r",\s*", words[end].gap):
        return at
    name = read_name(passage, words, end, sure=False)
    return end if name and name.words[0] in lexicons.given_names() else at


def _is_likely(passage: str, words: Words, name: Name) -> bool:
    """Whether the words behind "Kapolres Klaten, …" are a name and not a place, a day or the next clause."""
    if name.rank or name.titles:
        return True
    if longest(words, name.after - len(name.words), lexicons.places()) and name.words[0] not in lexicons.given_names():
        return False
    if len(name.words) > 1:
        return True
    rest = passage[name.end : name.end + 2]
    return name.words[0] in lexicons.given_names() or rest[:1] in (",", ".") or rest[1:2].islower()


def _bare_name(passage: str, words: Words, at: int) -> tuple[Sighting | None, int]:
    if not words[at].capital and words[at].key not in lexicons.titles():
        return None, at + 1
    ranked = read_rank(words, at) is not None
    name = read_name(passage, words, at, sure=ranked)
    if name is None:
        return None, at + 1
    seen = with_age(
        passage, Sighting(name.whole_start, name.end, passage[name.whole_start : name.end], name, None, "other")
    )
    office = _office_behind(passage, words, name, seen)
    if office:
        return replace(seen, end=office.end, role=office.role, side=office.side), office.after
    if ranked or _has_evidence(passage, words, at, name, seen):
        suspected = not ranked and not name.titles and is_suspected(passage, seen.end)
        return (replace(seen, side="detainee") if suspected else seen), name.after
    return None, (name.after if len(name.words) > 1 else at + 1)


def _office_behind(passage: str, words: Words, name: Name, seen: Sighting) -> Office | None:
    at = next((index for index in range(name.after, len(words)) if words[index].start >= seen.end), len(words))
    if at >= len(words) or not _TO_OFFICE.fullmatch(passage[seen.end : words[at].start]):
        return None
    link = longest(words, at, lexicons.name_to_office())
    if link and link[1] < len(words):
        at = link[1]
    elif not passage[seen.end : words[at].start].strip():
        return None
    if private := private_behind(words, at):
        return Office(private[0], words[at].start, words[private[2] - 1].end, private[2], private[1])
    office = read_office(passage, words, at)
    return office if office and (link or _holder(passage, words, office) is None) else None


def _has_evidence(passage: str, words: Words, at: int, name: Name, seen: Sighting) -> bool:
    """Whether a name without office is a person's: spoken by one, aged, titled, or made of known names."""
    known = sum(word in lexicons.given_names() for word in name.words)
    before = words[at - 1].key if at else ""
    after = words[name.after].key if name.after < len(words) else ""
    if is_cue(before) and words[at].gap == " " and (known or len(name.words) > 1):
        return True
    if name.titles or seen.age is not None or before == "bernama":
        return known > 0 or len(name.words) > 1
    if is_cue(after):
        return len(name.words) > 1 and known > 0
    return len(name.words) > 1 and known > 1 and known >= len(name.words) - 1
