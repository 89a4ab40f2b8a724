"""What one copy of a release says otherwise than another, sentence by sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from pipelines.dedup.fingerprint import words

_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)\s+(?=[\"“‘A-Z0-9])")
CHANGED = 50
"""Two sentences in one place are a changed sentence when so many per cent of them agree."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence that the copy left out, added, changed or moved; `one` is the fuller text's, `other` its wording."""

    what: Literal["left out", "added", "changed", "moved"]
    one: str | None
    other: str | None


def differences(one: tuple[str, ...], other: tuple[str, ...]) -> list[Difference]:
    """How the paragraphs of `other` differ from those of `one`; case, quotes and punctuation make no difference."""
    mine, theirs = _sentences(one), _sentences(other)
    keys = [[" ".join(words(sentence)) for sentence in text] for text in (mine, theirs)]
    blocks = [
        (range(first, last), range(start, end))
        for op, first, last, start, end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()
        if op != "equal"
    ]
    moved = {keys[0][n] for gone, _ in blocks for n in gone} & {keys[1][n] for _, come in blocks for n in come}
    found: list[Difference] = []
    for gone, come in blocks:
        found.extend(
            _paired(
                [mine[n] for n in gone if keys[0][n] not in moved], [theirs[n] for n in come if keys[1][n] not in moved]
            )
        )
        found.extend(Difference("moved", theirs[n], theirs[n]) for n in come if keys[1][n] in moved)
    return found


def _paired(mine: list[str], theirs: list[str]) -> Iterator[Difference]:
    """Sentences in one place: those much alike are changed ones, the others left out or added."""
    rest = list(theirs)
    for sentence in mine:
        alike = max(rest, key=lambda other: fuzz.ratio(sentence, other), default=None)
        if alike is not None and fuzz.ratio(sentence, alike) >= CHANGED:
            rest.remove(alike)
            yield Difference("changed", sentence, alike)
        else:
            yield Difference("left out", sentence, None)
    yield from (Difference("added", None, sentence) for sentence in rest)


def _sentences(paragraphs: tuple[str, ...]) -> list[str]:
    return [part for paragraph in paragraphs for part in _END.split(paragraph) if words(part)]
