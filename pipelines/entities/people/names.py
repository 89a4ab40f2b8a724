"""Reads a person's name with ranks and degrees around it."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipelines.entities.people import lexicons
from pipelines.entities.people.words import Word, Words, longest, squeeze
from pipelines.entities.speech import is_cue

MOST_WORDS = 6
_LONGEST_NYA_NAME = 5
_LONGEST_ARM = 2
_LONGEST_BRANCH = 3
_LONGEST_INITIALS = 3
_BLANK = re.compile(r"\s+")
_OPENED, _CLOSED = re.compile(r"\s[\"“‘']"), re.compile(r"[\"”’']\s")
_AFTER_SHORT = re.compile(r"\.?\s*")
_AFTER_RANK = re.compile(r"[.,]?\s*\(?")
_DEGREE = re.compile(
    r"[,.]?\s*((?:[A-Z][a-z]{0,5}\.){1,4}[A-Za-z]{0,6}\.?|[A-Z]\.\s[A-Z]\.|[A-Z][A-Za-z]{1,8}\.?)(?![\w’'])"
)
_DOTTED = re.compile(r"[A-Z][a-z]{0,5}(?:\.[A-Za-z]{1,6})+\.?")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, rank and titles beside it; offsets in the passage, `after` is the next word."""

    text: str
    start: int
    end: int
    words: tuple[str, ...]
    rank: str | None
    titles: tuple[str, ...]
    after: int
    whole_start: int


def read_name(passage: str, words: Words, at: int, sure: bool) -> Name | None:
    """The name that begins at word `at`, or None; `sure` behind an office, where odd words may be names."""
    start, rank, prefixes = _read_prefixes(words, at)
    end = _end_of_name(words, start, sure or rank is not None)
    if end == start or _is_initials(words[start:end]) or _is_doubled(words[start:end]):
        return None
    first, last = words[start].start, words[end - 1].end
    suffixes, stop = _read_degrees(passage, last)
    after = bisect_left(words, stop, lo=end, key=lambda word: word.start)
    keys = tuple(word.key for word in words[start:end])
    return Name(passage[first:last], first, stop, keys, rank, prefixes + suffixes, after, words[at].start)


def read_rank(words: Words, at: int) -> tuple[str, int] | None:
    """A rank that begins at word `at`, with its branch ("Letkol Inf"): its short form and the word after it."""
    if at >= len(words) or not words[at].capital or not (found := longest(words, at, lexicons.ranks())):
        return None
    rank, end = found
    while end < len(words) and _is_corps(words, end):
        if "(" not in words[end].gap and words[end].key not in ("pol", "polisi", "purn", "tni"):
            rank = f"{rank} {words[end].text}"
        end += 1
    return rank, end


def _is_corps(words: Words, at: int) -> bool:
    """Whether a branch stands behind a rank: "Letkol Inf", "Mayor Laut (P)"."""
    if words[at].key in lexicons.corps():
        if len(words[at].key) <= _LONGEST_ARM and not words[at].text.isupper():
            return False
        return bool(_AFTER_RANK.fullmatch(words[at].gap))
    return words[at].gap == " (" and len(words[at].key) <= _LONGEST_BRANCH and _gap_after(words, at).startswith(")")


def _read_prefixes(words: Words, at: int) -> tuple[int, str | None, tuple[str, ...]]:
    rank: str | None = None
    prefixes: list[str] = []
    while at < len(words):
        if rank is None and (found := read_rank(words, at)):
            rank, at = found
        elif _is_title(words, at):
            if words[at].key in lexicons.titles() | lexicons.callings():
                prefixes.append(words[at].text + ("." if _gap_after(words, at).startswith(".") else ""))
            at += 1
        else:
            break
    return at, rank, tuple(prefixes)


def _is_title(words: Words, at: int) -> bool:
    key, gap = words[at].key, _gap_after(words, at)
    if key in lexicons.callings():
        return words[at].capital and gap == " "
    if key in lexicons.courtesy():
        return gap in (" ", ". ")
    return (
        key in lexicons.titles() and bool(_AFTER_SHORT.fullmatch(gap)) and (words[at].capital or key.startswith("dr"))
    )


def _gap_after(words: Words, at: int) -> str:
    return words[at + 1].gap if at + 1 < len(words) else ""


def _end_of_name(words: Words, at: int, sure: bool) -> int:
    end = at
    if _is_house(words, at):
        return at
    while end < len(words) and end - at < MOST_WORDS:
        word = words[end]
        if end > at and not _joined(words[end - 1], word) and not _is_nickname(words, at, end):
            break
        if not _may_be_name(words, end, sure or end > at) and not _is_particle(words, at, end):
            return end + 1 if _ends_name(words, at, end) else _without_particle(words, at, end)
        end += 1
    return _without_particle(words, at, end)


def _is_house(words: Words, at: int) -> bool:
    """Whether letters that stand for a house come before a name: "ISESS Bambang"."""
    if at + 1 >= len(words) or not (words[at].text.isupper() and len(words[at].text) > _LONGEST_INITIALS):
        return False
    following = words[at + 1]
    mixed = following.capital and not following.text.isupper() and following.gap == " "
    return mixed and not lexicons.is_given(words[at].key)


def _ends_name(words: Words, at: int, end: int) -> bool:
    """Whether a word of another meaning is the last of a name here: "Ika Prihadi Nusantara"."""
    following = words[end + 1] if end + 1 < len(words) else None
    goes_on = following is not None and following.capital and following.gap == " "
    named = any(lexicons.is_given(word.key) for word in words[at:end])
    return named and words[end].capital and words[end].key in lexicons.last_words() and not goes_on


def _without_particle(words: Words, at: int, end: int) -> int:
    while end > at and words[end - 1].key in lexicons.particles() and not words[end - 1].capital:
        end -= 1
    return end


def _is_nickname(words: Words, at: int, end: int) -> bool:
    """Whether a quoted nickname stands inside the name here, or has just ended: Hendra "Heng" Wijaya."""
    opened = _OPENED.fullmatch(words[end].gap) and _CLOSED.fullmatch(_gap_after(words, end))
    closed = end - at > 1 and _CLOSED.fullmatch(words[end].gap) and _OPENED.fullmatch(words[end - 1].gap)
    return bool(opened or closed)


def _joined(before: Word, word: Word) -> bool:
    if _BLANK.fullmatch(word.gap):
        return True
    short = len(before.key) == 1 or before.key in lexicons.abbreviations()
    return short and (before.capital or before.key in lexicons.particles()) and bool(_AFTER_SHORT.fullmatch(word.gap))


def _is_particle(words: Words, at: int, end: int) -> bool:
    following = words[end + 1] if end + 1 < len(words) else None
    return (
        end > at
        and words[end].key in lexicons.particles()
        and following is not None
        and following.capital
        and (following.gap == " " or (following.gap == ". " and words[end].key in lexicons.abbreviations()))
    )


def _may_be_name(words: Words, at: int, sure: bool) -> bool:
    word = words[at]
    if not word.capital or any(character.isdigit() for character in word.text):
        return False
    if longest(words, at, lexicons.compounds()):
        return True
    if (sure or _leads_names(words, at)) and word.key in lexicons.given_names() and not _is_date(words, at):
        return True
    return not _is_common(word) and not _is_date_or_office(words, at) and not _is_degree_alone(word)


def _leads_names(words: Words, at: int) -> bool:
    """Whether a name that has another meaning stands before a sure one: "Fitri Handayani"; not "Hari Kartini"."""
    following = words[at + 1] if at + 1 < len(words) else None
    return (
        words[at].key not in lexicons.eponyms()
        and following is not None
        and following.gap == " "
        and following.capital
        and lexicons.is_given(following.key)
        and following.key not in lexicons.not_names()
    )


def _is_common(word: Word) -> bool:
    """Whether the word is no name: by the table, a verb of speech, or by its ending ("Menurutnya")."""
    if word.key in lexicons.not_names():
        return True
    spoken = is_cue(word.key) or (word.key.endswith("nya") and len(word.key) > _LONGEST_NYA_NAME)
    return spoken and word.key not in lexicons.given_names()


def _is_date_or_office(words: Words, at: int) -> bool:
    if _is_date(words, at):
        return True
    return bool(longest(words, at, lexicons.offices())) or read_rank(words, at) is not None


def _is_date(words: Words, at: int) -> bool:
    """Whether a day or month with its number begins here: "Mei 2025"; "Handayani, 27 tahun" is none."""
    if at + 1 >= len(words) or not words[at + 1].key.isdigit():
        return False
    return words[at + 1].gap == " " or (words[at + 1].gap == ", " and words[at].key in lexicons.not_names())


def _is_degree_alone(word: Word) -> bool:
    return (
        word.key in lexicons.degrees()
        and word.text.isupper()
        and len(word.text) > 1
        and word.key not in lexicons.given_names()
    )


def _is_initials(words: Words) -> bool:
    return all(len(word.key) <= 3 and word.text.isupper() for word in words) and (
        len(words[0].key) <= 2 or not set(words[0].key) & set("aeiou") or len(words) > 1
    )


def _is_doubled(words: Words) -> bool:
    """Whether it is one word said twice: "Undang Undang"."""
    return len(words) > 1 and len({word.key for word in words}) == 1


def _read_degrees(passage: str, at: int) -> tuple[tuple[str, ...], int]:
    found: list[str] = []
    while match := _DEGREE.match(passage, at):
        degree = match[1].strip()
        known = squeeze(degree) in lexicons.degrees() and sum(map(str.isupper, degree)) > 1
        if not known and not (passage.startswith(",", at) and _DOTTED.fullmatch(degree)):
            break
        found.append(degree)
        at = match.end(1)
    return tuple(found), at
