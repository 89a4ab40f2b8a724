"""Finds the name of an office's holder: right behind it, behind a comma, a rank or a linking word."""

import re

from pipelines.entities.people import lexicons
from pipelines.entities.people.names import Name, read_name, read_rank
from pipelines.entities.people.offices import Office, read_office, skip_unit
from pipelines.entities.people.passage import Passage
from pipelines.entities.people.words import Words, longest
from pipelines.entities.speech import is_cue

_TO_NAME = re.compile(r"\)?[.]?\s*[,:–—-]?\s*|\s*\(\s*")
_VERB = re.compile(r"(?:me[mnlrwy]|meng|di|ber|ter)[a-z]{4,}")
_MOST_LEAD_IN = 4


def holder(passage: Passage, office: Office) -> Name | None:
    """The name of who holds the office, or None where the text names nobody there."""
    name = _holder(passage, office)
    if name and office.role in lexicons.relations() and (other := _behind_client(passage, name)):
        return other
    if (
        name
        and len(name.words) == 1
        and not name.rank
        and not passage.knows(name.words[0])
        and _is_pointed_at(passage, name)
    ):
        return None
    if name and (office.side == "other" or office.role.islower()) and not _is_sure(passage, office, name):
        return None
    return name


def _holder(passage: Passage, office: Office) -> Name | None:
    words, at = passage.words, office.after
    if at >= len(words):
        return None
    gap = words[at].gap
    link = longest(words, at, lexicons.office_to_name()) or _link_past_place(passage, at)
    if link and link[1] < len(words) and len(gap) <= 2:
        at, gap = link[1], words[link[1]].gap
    if words[at].key == "yang" and gap == ", ":
        return _behind_aside(passage, at)
    if office.role[0].islower() and gap == " " and words[at].key in lexicons.from_house():
        behind = skip_unit(passage.text, words, at + 1)
        if at + 1 < behind < len(words):
            return _right_behind(passage, behind)
    if (words[at].key == "yang" and gap == " ") or office.role[0].islower():
        called = _called(words, at)
        if called:
            return _described(passage, called, loosely=words[at].key != "yang")
    if "," in gap and (place := longest(words, at, lexicons.places())) and not passage.knows(words[at].key):
        at = place[1]
    return _right_behind(passage, at) if at < len(words) else None


def _link_past_place(passage: Passage, at: int) -> tuple[str, int] | None:
    """A link to the holder behind a place that no table knows: "Kalapas Sukamaju kini dijabat Heri"."""
    words = passage.words
    placed = words[at].capital and words[at].gap == " " and not passage.knows(words[at].key)
    return longest(words, at + 1, lexicons.held_by()) if placed and at + 1 < len(words) else None


def _described(passage: Passage, at: int, loosely: bool) -> Name | None:
    """The name behind a description; `loosely` where the description can only lead to a name."""
    name = read_name(passage.text, passage.words, at, sure=False)
    fits = name is not None and (loosely or name.rank is not None or passage.knows(name.words[0]))
    return name if fits and name and _is_likely(passage, name) else None


def _right_behind(passage: Passage, at: int) -> Name | None:
    """The name that begins at a word behind an office, a comma or a rank."""
    words, gap = passage.words, passage.words[at].gap
    ranked = _rank_ahead(words, at)
    if ranked is not None:
        return read_name(passage.text, words, ranked, sure=True)
    if not _TO_NAME.fullmatch(gap) or "(" in gap or gap.startswith("."):
        return None
    at = _past_upper_unit(passage, at) if gap.strip() else _past_unknown_place(passage, at)
    name = read_name(passage.text, words, at, sure=True)
    called = words[at].key in lexicons.callings()
    if name is None or (not called and read_office(passage.text, words, at) is not None):
        return None
    return name if not gap.strip() or _is_likely(passage, name) else None


def _behind_aside(passage: Passage, at: int) -> Name | None:
    """The name behind an aside: "Kalapas Cianjur, yang akrab disapa Kang Heri, Heri Susila"."""
    comma = next(
        (i for i in range(at + 1, min(at + 2 * _MOST_LEAD_IN, len(passage.words))) if "," in passage.words[i].gap), None
    )
    name = read_name(passage.text, passage.words, comma, sure=False) if comma else None
    return name if name and (name.rank or passage.knows(name.words[0])) and _is_likely(passage, name) else None


def _is_pointed_at(passage: Passage, name: Name) -> bool:
    """Whether "itu" and the like follow: "mantan Kapolsek Waru itu" names a place."""
    return name.after < len(passage.words) and passage.words[name.after].key in ("itu", "tersebut", "ini")


def _behind_client(passage: Passage, name: Name) -> Name | None:
    """Who follows the one whom he or she stands for: "kuasa hukum Budi Santoso, Rudi Hartono"."""
    if name.after >= len(passage.words) or passage.words[name.after].gap != ", ":
        return None
    other = read_name(passage.text, passage.words, name.after, sure=False)
    return other if other and any(map(passage.knows, other.words)) and _is_likely(passage, other) else None


def _is_sure(passage: Passage, office: Office, name: Name) -> bool:
    """Whether a name behind a civil office is no place or house: "Presiden Kolombia", "warga Cikoneng" name nobody."""
    if name.rank or name.titles or any(map(passage.knows, name.words)):
        return True
    if longest(passage.words, name.after - len(name.words), lexicons.places()):
        return False
    if _stands_behind_place(passage, office, name):
        return True
    following = passage.words[name.after].key if name.after < len(passage.words) else ""
    if _is_told_to_speak(passage, office, name):
        return True
    return is_cue(following) or (len(name.words) > 1 and not office.role.islower())


def _is_told_to_speak(passage: Passage, office: Office, name: Name) -> bool:
    """Whether a verb of speech stands before the role and the name ends its clause: "ucap kakak korban, Rosidah."."""
    before = passage.text[: office.start].split()[-1:]
    ended = passage.text[name.end : name.end + 2].lstrip()[:1] in ("", ".", ",", "(")
    return ended and bool(before) and is_cue(before[0].lower())


def _stands_behind_place(passage: Passage, office: Office, name: Name) -> bool:
    """Whether a place that a table knows ends the office, so that a name must follow: "Bupati Klaten Halikin usai"."""
    words = passage.words
    starts = range(max(0, office.after - 3), office.after)
    placed = any((found := longest(words, at, lexicons.places())) and found[1] == office.after for at in starts)
    ends = name.after >= len(words) or words[name.after].gap != " " or not words[name.after].capital
    held = not office.role.islower() and office.role not in lexicons.small_offices()
    return placed and held and ends and not _VERB.match(name.words[0])


def _called(words: Words, at: int) -> int | None:
    """The word behind what tells more of a plain role: "kuasa hukum tersangka, Budi", "pengunjung bernama Budi"."""
    described = words[at].key == "yang"
    for index in range(at, min(at + (2 if described else 1) * _MOST_LEAD_IN, len(words))):
        if words[index].gap == ", " or words[index - 1].key == "bernama":
            return index if words[index].capital else None
        if words[index].gap != " " or words[index].capital or (not described and _is_verb(words, index)):
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


def _past_upper_unit(passage: Passage, at: int) -> int:
    """Over the unit that the office's own belongs to: "Kapolsek Waru, Polresta Sidoarjo, AKP Budi"."""
    words = passage.words
    unit = longest(words, at, lexicons.unit_words())
    if unit is None:
        return at
    end = skip_unit(passage.text, words, unit[1])
    return end if at < end < len(words) and re.fullmatch(r",\s*", words[end].gap) else at


def _past_unknown_place(passage: Passage, at: int) -> int:
    """Over a place that no table knows: "Kapolsek Sukamaju, Budi Santoso, …", "Kapolsek Sukamaju Budi Santoso"."""
    words, end = passage.words, at
    while (
        end < len(words)
        and end - at < 3
        and words[end].capital
        and words[end].gap == " "
        and not passage.knows(words[end].key)
    ):
        end += 1
    if end == at or end >= len(words) or not re.fullmatch(r",\s*", words[end].gap):
        return at
    name = read_name(passage.text, words, end, sure=False)
    return end if name and passage.knows(name.words[0]) else at


def _is_likely(passage: Passage, name: Name) -> bool:
    """Whether the words behind "Kapolres Klaten, …" are a name and not a place, a day or the next clause."""
    if name.rank or name.titles or passage.knows(name.words[0]):
        return True
    if longest(passage.words, name.after - len(name.words), lexicons.places()):
        return False
    rest = passage.text[name.end : name.end + 2]
    return len(name.words) > 1 or rest[:1] in (",", ".") or rest[1:2].islower()
