"""The words of a passage with what stands between them, and word lists compared without case, dots and blanks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’‘`´-][^\W_]+)*")
_NOISE = re.compile(r"[\W_]+")
_JOINT = re.compile(r"[\s./&,–-]{0,4}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its text, where it stands, its key (small letters and digits alone), and the characters before it."""

    text: str
    start: int
    end: int
    key: str
    gap: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Spellings, squeezed, with what each stands for; `beginnings` are all that a spelling may start with."""

    values: Mapping[str, str]
    beginnings: frozenset[str]


def squeeze(form: str) -> str:
    """The form without case, dots, hyphens and blanks: "Ka. KPLP" and "KaKPLP" are one."""
    return _NOISE.sub("", form).casefold()


def words_of(passage: str) -> Words:
    """All words of the passage, in order."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(passage):
        found.append(Word(match[0], match.start(), match.end(), squeeze(match[0]), passage[last : match.start()]))
        last = match.end()
    return tuple(found)


def lexicon(table: Mapping[str, Iterable[str]]) -> Lexicon:
    """A lexicon of `told form -> spellings`; the told form is a spelling too, and wins where two claim one."""
    values = {squeeze(form): told for told, forms in table.items() for form in forms}
    values |= {squeeze(told): told for told in table}
    return Lexicon(values, frozenset(form[:length] for form in values for length in range(1, len(form) + 1)))


def listed(forms: Iterable[str]) -> Lexicon:
    """A lexicon of plain words."""
    return lexicon(dict.fromkeys(forms, ()))


def longest(words: Words, at: int, known: Lexicon) -> tuple[str, int] | None:
    """The longest spelling of the lexicon that begins at word `at`: what it stands for, and the word after it."""
    found, squeezed = None, ""
    for index in range(at, len(words)):
        if index > at and not _JOINT.fullmatch(words[index].gap):
            break
        squeezed += words[index].key
        if squeezed not in known.beginnings:
            break
        if squeezed in known.values:
            found = known.values[squeezed], index + 1
    return found
