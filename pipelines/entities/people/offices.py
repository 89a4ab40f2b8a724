"""Reads an office ("Kepala Seksi Keamanan dan Ketertiban (Kasi Kamtib) Lapas Klaten") and skips to what follows it."""

import re
from dataclasses import dataclass, replace

from pipelines.entities.people import lexicons
from pipelines.entities.people.names import read_rank
from pipelines.entities.people.words import Words, longest

_PLAIN = re.compile(r"\)?[\s/–-]{1,3}|\.\s")
_TAIL = re.compile(r"\)?[\s/–.-]{1,3}")
_OPENING = re.compile(r"\s*\(\s*")
_LONGEST_ACRONYM = 10
_MOST_OPEN_WORDS = 7
_MOST_PLAIN_WORDS = 3
_SHORTEST_FAMILY = 4
_LEAD = 5


@dataclass(frozen=True, slots=True)
class Office:
    """An office without its place; it begins at `start` and ends, unit included, at `end`; `after` is the next word."""

    role: str
    start: int
    end: int
    after: int
    side: str


def read_office(passage: str, words: Words, at: int) -> Office | None:
    """The office that begins at word `at`, with the unit and place behind it skipped, or None."""
    core = _read_core(passage, words, at)
    rank = read_rank(words, at)
    if core is None or (rank and rank[1] >= core[1]):
        return None
    role, after = core
    inner, after = _skip_brackets(passage, words, after)
    tail = skip_unit(passage, words, after, lexicons.without_acting(role) in lexicons.small_offices())
    inner_late, tail = _skip_brackets(passage, words, tail)
    role = _level_of_bnn(_shorter(role, inner or inner_late), words, after, tail)
    side = lexicons.side_of(role)
    return Office(role, words[at].start, words[tail - 1].end, tail, side)


def _read_core(passage: str, words: Words, at: int) -> tuple[str, int] | None:
    """An office with what tells for how long it is held: its told form, and the word after it."""
    for_a_time = longest(words, at, lexicons.acting())
    if for_a_time is None or for_a_time[1] >= len(words):
        return _read_held(passage, words, at)
    told, after = for_a_time
    _, after = _skip_brackets(passage, words, after)
    again = longest(words, after, lexicons.acting())
    core = _read_held(passage, words, again[1] if again else after)
    return (f"{told} {core[0]}", core[1]) if core else None


def _read_held(passage: str, words: Words, at: int) -> tuple[str, int] | None:
    if at >= len(words):
        return None
    whole = longest(words, at, lexicons.offices()) or longest(words, at, lexicons.whole_offices())
    private = longest(words, at, lexicons.detainee_words())
    if private and (whole is None or private[1] > whole[1]):
        return None
    family = longest(words, at, lexicons.families())
    if family and (whole is None or family[1] >= whole[1]):
        part = _read_part(passage, words, family)
        if part and (whole is None or part[1] > whole[1]):
            return part
    return (
        whole
        or _read_possessed(words, at)
        or _read_compound(words, at)
        or _read_open(words, at)
        or _read_plain(words, at)
    )


def _read_possessed(words: Words, at: int) -> tuple[str, int] | None:
    """What someone is to another: "Kuasa hukumnya", "istrinya", "terapisnya"."""
    for end in (at, at + 1):
        if end < len(words) and words[end].key.endswith("nya") and (end == at or words[end].gap == " "):
            own = replace(words[end], key=words[end].key.removesuffix("nya"))
            found = longest((*words[:end], own), at, lexicons.offices())
            return found if found and found[1] == end + 1 and found[0].islower() else None
    return None


def _read_compound(words: Words, at: int) -> tuple[str, int] | None:
    """Family and part in one word: "Kabagops", "Kasatresnarkoba"."""
    key = words[at].key
    for size in range(_SHORTEST_FAMILY, len(key) - 1):
        family, part = lexicons.families().values.get(key[:size]), lexicons.functions().values.get(key[size:])
        if family and part:
            return f"{family} {part}", at + 1
    return None


def _read_plain(words: Words, at: int) -> tuple[str, int] | None:
    """What people do, told in small letters: "petugas medis", "anggota jaga"."""
    head = longest(words, at, lexicons.plain_heads())
    if not head:
        return None
    end = head[1]
    while (
        end < len(words)
        and end - at < _MOST_PLAIN_WORDS
        and words[end].gap == " "
        and words[end].key in lexicons.plain_parts()
    ):
        end += 1
    told = head[0] if end == head[1] else f"{head[0]} {_written(words, head[1], end)}"
    return told, end


def _read_part(passage: str, words: Words, family: tuple[str, int]) -> tuple[str, int] | None:
    told, after = family
    _, after_brackets = _skip_brackets(passage, words, after)
    for start in dict.fromkeys((after, after_brackets)):
        if start < len(words) and (found := longest(words, start, lexicons.functions())):
            role = f"{told} {found[0]}"
            return lexicons.whole_offices().values.get(role.replace(" ", "").casefold(), role), found[1]
    if told in ("Kakanwil", "Dirjen"):
        return told, after
    end = _end_of_open(words, after)
    return (f"{told} {_written(words, after, end)}", end) if end > after else (told, after)


def _read_open(words: Words, at: int) -> tuple[str, int] | None:
    head = longest(words, at, lexicons.open_heads())
    if not head or not words[at].capital:
        return None
    end = _end_of_open(words, head[1])
    return _written(words, at, end), end


def _written(words: Words, start: int, end: int) -> str:
    text = words[start].text
    for before, word in zip(words[start : end - 1], words[start + 1 : end], strict=True):
        del before
        text += word.gap + word.text
    return text


def _end_of_open(words: Words, at: int) -> int:
    """Where an office that no table knows ends: at a name, a rank, a unit, a place or a comma."""
    end = at
    while end < len(words) and end - at < _MOST_OPEN_WORDS:
        word = words[end]
        joins = word.key in ("dan", "serta", "untuk") and end > at and end + 1 < len(words) and words[end + 1].capital
        if not _PLAIN.fullmatch(word.gap) or not (word.capital or joins):
            break
        in_firm = any(before.key in lexicons.firms() for before in words[at:end])
        if read_rank(words, end) or (not in_firm and (lexicons.is_given(word.key) or _is_unit_or_place(words, end))):
            break
        if word.key in lexicons.titles() | lexicons.courtesy() and word.key not in lexicons.firms():
            break
        end += 1
    return end


def _is_unit_or_place(words: Words, at: int) -> bool:
    return bool(longest(words, at, lexicons.unit_words()) or longest(words, at, lexicons.places()))


def _skip_brackets(passage: str, words: Words, at: int) -> tuple[str | None, int]:
    """Over "(Ka KPLP)" behind an office: what office it tells, if any, and the word after it."""
    if at >= len(words) or not _OPENING.fullmatch(words[at].gap):
        return None, at
    close = passage.find(")", words[at].start)
    end = next((index for index in range(at, len(words)) if words[index].start > close), len(words))
    if close < 0 or end - at > _LEAD or read_rank(words, at):
        return None, at
    core = _read_core(passage, words, at)
    return (core[0] if core and core[1] == end else None), end


def skip_unit(passage: str, words: Words, at: int, small: bool = False) -> int:
    """The word after units, classes, numbers and places behind an office; `small` where districts may stand."""
    while at < len(words) and _TAIL.fullmatch(words[at].gap):
        end = _end_of_unit_part(words, at, small)
        if end == at and words[at].gap == "/" and words[at - 1].key.isdigit():
            end = _end_of_honour_name(words, at)
        if end == at:
            break
        small = small or words[end - 1].key in lexicons.areas()
        _, at = _skip_brackets(passage, words, end)
    return at


def _end_of_unit_part(words: Words, at: int, small: bool) -> int:
    """The word after one unit word, place, class or number, or `at` itself."""
    if _is_class(words, at) or words[at].text[0].isdigit():
        return at + 1
    if not words[at].capital and words[at].key not in lexicons.plain_unit_words():
        return at
    unit = longest(words, at, lexicons.unit_words())
    place = longest(words, at, lexicons.districts() if small else lexicons.places())
    ends = [found[1] for found in (unit, place) if found]
    if ends and not _begins_name(words, at):
        return max(ends)
    if at and words[at - 1].key in lexicons.areas():
        return _end_of_area(words, at)
    return at + 1 if _is_acronym(words, at) else at


def _is_class(words: Words, at: int) -> bool:
    """Whether a class stands here: "Kelas II A", "Lapas IIB"; a lone letter only behind such words ("I Made")."""
    if words[at].key not in lexicons.unit_classes():
        return False
    before = words[at - 1].key if at else ""
    return len(words[at].key) > 1 or before in lexicons.class_words() or before in lexicons.unit_classes()


def _begins_name(words: Words, at: int) -> bool:
    """Whether a unit word is the first of a name here: "Anak Agung"."""
    return longest(words, at, lexicons.compounds()) is not None


def _is_acronym(words: Words, at: int) -> bool:
    """Whether a house stands here by its letters ("KPU", "PMI"), with a name in small letters or a place behind it."""
    word, following = words[at].text, words[at + 1].text if at + 1 < len(words) else ""
    long_enough = 2 <= len(word) <= _LONGEST_ACRONYM and word.isalpha() and word.isupper()
    known = lexicons.is_given(words[at].key) or words[at].key in lexicons.titles() or read_rank(words, at)
    return long_enough and not known and following[1:2].islower()


def _end_of_honour_name(words: Words, at: int) -> int:
    """Over the name of an army unit behind its number, where a rank follows: "Danrem 133/Nani Wartabone Brigjen …"."""
    for end in range(at + 1, min(at + _LEAD, len(words))):
        if read_rank(words, end):
            return end
        if not words[end].capital or words[end].gap != " ":
            break
    return at


def _end_of_area(words: Words, at: int) -> int:
    """Over the name of a village that no table knows: its first word, and more while they are no person's name."""
    start = at
    while at < len(words) and words[at].capital and words[at].gap == " " and not read_rank(words, at):
        if at > start and lexicons.is_given(words[at].key):
            break
        at += 1
    return at


def _shorter(role: str, inner: str | None) -> str:
    return inner if inner and len(inner) <= len(role) + 12 else role


def _level_of_bnn(role: str, words: Words, after: int, tail: int) -> str:
    if role != "Kepala BNN":
        return role
    keys = {word.key for word in words[after:tail]}
    if keys & {"kabupaten", "kab", "kota", "bnnk"}:
        return "Kepala BNNK"
    return "Kepala BNNP" if keys & {"provinsi", "prov", "propinsi", "bnnp"} else role
