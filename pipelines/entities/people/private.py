"""Sees people who are not published: detainees, suspects and minors, by full name or by initials."""

import re
from bisect import bisect_left

from pipelines.entities.people import lexicons
from pipelines.entities.people.names import Name, read_name
from pipelines.entities.people.offices import skip_unit
from pipelines.entities.people.seen import Sighting, with_age
from pipelines.entities.people.words import Lexicon, Words, longest

_INITIALS = re.compile(r"[A-Z](?:\.\s?[A-Z]){1,3}\.?(?!\w)|[A-Z]{1,3}(?![\w’'])(?!\.?\d)")
BYNAME = re.compile(r"\s+(?:alias|als\.?|a\.k\.a\.?)\s+[“\"‘']?([A-Z]\w+(?:\s[A-Z]\w+)?)[”\"’']?")
_LISTED = re.compile(r"\s*(?:,|dan|serta|&|,\s*dan|,\s*serta)\s*")
_FURTHER = re.compile(r"\s*[,.;)]|\s+(?:[a-z]+)")
_LONGEST_LEAD_IN = 8
_FARTHEST = 160
_ANNOUNCED = re.compile(r"([^:,]{3,60})(?::|,\s(?:yakni|yaitu|masing-masing|antara lain|di antaranya|termasuk)\b)")


def read_private(passage: str, words: Words, at: int) -> tuple[Sighting, int] | None:
    """The detainee, suspect or minor at word `at` ("napi bernama Budi", "berinisial SN (34)"), and the word after."""
    if longest(words, at, lexicons.initial_words()) and at + 1 < len(words):
        return _initials(passage, words, at + 1, _kind_before(words, at))
    if words[at].text.isupper() and len(words[at].key) <= 3 and (seen := _initials(passage, words, at, "detainee")):
        aged = seen[0].age is not None and words[at].key not in lexicons.not_names()
        return seen if aged or _is_listed(passage, words, at) else None
    for side, known in (("minor", lexicons.minor_words()), ("detainee", lexicons.detainee_words())):
        if (head := _head(words, at, known)) and (found := _named(passage, words, at, head, side)):
            return found
    return None


def _tells(words: Words, at: int) -> bool:
    """Whether the word announces initials: "berinisial", "kurirnya"."""
    return bool(longest(words, at, lexicons.initial_words()) or _head(words, at, lexicons.detainee_words()))


def _head(words: Words, at: int, known: Lexicon) -> tuple[str, int] | None:
    """A word for people who are not published, also with -nya: "kurirnya"."""
    if head := longest(words, at, known):
        return head
    told = known.values.get(words[at].key.removesuffix("nya"))
    return (told, at + 1) if told else None


def private_behind(words: Words, at: int) -> tuple[str, str, int] | None:
    """What stands behind a name and its comma ("Budi, narapidana kasus narkoba"): word, side, and the word after."""
    for side, known in (("minor", lexicons.minor_words()), ("detainee", lexicons.detainee_words())):
        head = longest(words, at, known)
        if head and (
            head[1] >= len(words) or words[head[1]].gap != " " or words[head[1]].key in lexicons.detainee_details()
        ):
            return head[0], side, head[1]
    return None


def is_suspected(passage: str, start: int, end: int) -> bool:
    """Whether words around a bare name tell a suspect: "Budi (30) ditangkap saat …", "Tiga orang ditangkap: Budi …"."""
    clause = re.split(r"[,.;]", passage[end : end + 60])[0].lower()
    announced = _ANNOUNCED.search(re.split(r"[.!?]\s", passage[max(0, start - _FARTHEST) : start].lower())[-1])
    told = f"{announced[1] if announced else ''} . {clause}"
    return any(re.search(rf"\b{deed}\b", told) for deed in lexicons.deeds())


def has_byname(passage: str, end: int) -> bool:
    """Whether a by-name follows a name ("Budi alias Codot"), as police and courts write of suspects."""
    return BYNAME.match(passage, end) is not None


def _is_next_clause(passage: str, words: Words, at: int, name: Name) -> bool:
    """Whether a comma before a name ends a clause: "Di depan warga binaan, Tahir meminta"; an apposition is closed."""
    led_in = at > 0 and not words[at].capital
    return led_in and not re.match(r"\s*[(,.]|\s+alias\b|\s*$", passage[name.end :])


def _named(passage: str, words: Words, at: int, head: tuple[str, int], side: str) -> tuple[Sighting, int] | None:
    start = _past_lead_in(words, _past_prison(passage, words, head[1]))
    if start >= len(words) or words[start].gap not in (" ", ", ", ": "):
        return None
    if initials := _initials(passage, words, start, side):
        told = start > head[1] or words[start].gap == ", "
        return initials if told or initials[0].age is not None else None
    name = read_name(passage, words, start, sure=False)
    if name is None or name.rank or (start == head[1] and not any(map(lexicons.is_given, name.words))):
        return None
    if start == head[1] and words[start].gap == ", " and _is_next_clause(passage, words, at, name):
        return None
    end = _past_alias(passage, name.end)
    seen = Sighting(words[at].start, end, passage[words[at].start : end], name, head[0], side)
    seen = with_age(passage, seen)
    return seen, _word_from(words, seen.end)


def _past_prison(passage: str, words: Words, at: int) -> int:
    """Over the house of a detainee: "tahanan Rutan Kelas IIB Demak, Budi", "napi Lapas Klaten bernama Budi"."""
    housed = at < len(words) and words[at].gap == " " and longest(words, at, lexicons.unit_words())
    return skip_unit(passage, words, at) if housed else at


def _past_lead_in(words: Words, at: int) -> int:
    for index in range(at, min(at + _LONGEST_LEAD_IN, len(words))):
        if words[index].key in ("bernama", "nama", "berinisial", "inisial"):
            return index + 1
        if words[index].gap != " " or words[index].capital:
            break
    return at


def _initials(passage: str, words: Words, at: int, side: str) -> tuple[Sighting, int] | None:
    match = _INITIALS.match(passage, words[at].start)
    if not match:
        return None
    key = re.sub(r"\W", "", match[0]).casefold()
    text = match[0].rstrip() if "." in match[0] else match[0]
    end = _past_alias(passage, match.end())
    after = _word_from(words, end)
    name = Name(text, match.start(), end, (key,), None, (), after, match.start())
    seen = with_age(passage, Sighting(match.start(), end, passage[match.start() : end], name, side_word(side), side))
    return seen, _word_from(words, seen.end)


def side_word(side: str) -> str:
    """The role told for one who is known by initials alone."""
    return "anak" if side == "minor" else "terduga"


def _past_alias(passage: str, end: int) -> int:
    match = BYNAME.match(passage, end)
    return match.end() if match else end


def _word_from(words: Words, offset: int) -> int:
    return bisect_left(words, offset, key=lambda word: word.start)


def _kind_before(words: Words, at: int) -> str:
    """minor where a word for one under age stands shortly before the initials."""
    return (
        "minor"
        if any(longest(words, index, lexicons.minor_words()) for index in range(max(0, at - 4), at))
        else "detainee"
    )


def _is_listed(passage: str, words: Words, at: int) -> bool:
    """Whether initials continue a list of initials: "berinisial YK dan MS"."""
    for index in range(at - 1, max(-1, at - 3), -1):
        if words[index].text.isupper() and len(words[index].key) <= 3 and not words[index].key.isdigit():
            between = re.sub(r"\s*\(\d{1,2}(?: tahun)?\)", "", passage[words[index].end : words[at].start])
            return bool(_LISTED.fullmatch(between)) and any(
                _tells(words, before) for before in range(max(0, index - 4), index)
            )
    return False
