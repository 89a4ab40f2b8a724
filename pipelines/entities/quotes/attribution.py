"""Reads what stands around a quoted stretch: a cue verb behind it, a cue or a title before it."""

import re
from dataclasses import dataclass

from pipelines.entities.speech import full_cues, short_cues, speech

_BEHIND = re.compile(
    r"[\s,.;:–—-]*(?:(?:demikian|begitu|begitulah|lagi|kembali|sambil|seraya|juga)\s+)?([A-Za-z][a-z-]+)"
)
_SUMMED_UP = re.compile(
    r"[\s,.]*(?:hal (?:itu|ini|tersebut|senada)|demikian|begitu|pernyataan (?:itu|tersebut))"
    r"\s+(?:\w+\s+)?(di\w+|kata|ujar)\b",
    re.IGNORECASE,
)
_BY_PRONOUN = re.compile(r"[\s,]*(?:ia|dia|beliau)\s+(?:juga\s+|pun\s+)?([a-z-]+)")
_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z_])")
_LONG_WORD = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb: the offset behind it, the word, whether it points back ("ujarnya"), and whether a table lists it."""

    end: int
    word: str
    back: bool
    listed: bool = True


def cue_behind(passage: str, at: int) -> Cue | None:
    """The cue verb that follows a closing mark at once, or None."""
    if match := _SUMMED_UP.match(passage, at):
        return Cue(match.end(), match[1], False)
    if match := _BY_PRONOUN.match(passage, at):
        return Cue(match.end(), match[1], True) if match[1] in full_cues() else None
    match = _BEHIND.match(passage, at)
    if not match:
        return None
    word = match[1].lower()
    stem = word.removesuffix("nya")
    if word in short_cues() or word in full_cues():
        return Cue(match.end(), word, False)
    if stem != word and stem in short_cues():
        return Cue(match.end(), word, True)
    return None


def cue_before(passage: str) -> str | None:
    """The last cue verb of the sentence that leads to a stretch by a comma, a colon or at once."""
    lead = _last_sentence(passage)
    if not lead.strip():
        return None
    words = [word.lower() for word in _WORDS.findall(lead)]
    for word in reversed(words):
        stem = word.removesuffix("nya")
        if {word, stem} & short_cues() or {word, stem} & full_cues() or stem == "menurut":
            return word if lead.rstrip().endswith((":", ",")) or word in words[-2:] else None
    return None


def is_titled(passage: str, size: int) -> bool:
    """Whether the words before a stretch of `size` words tell a title, a programme or a nickname."""
    lead = _last_sentence(passage).rstrip()
    if lead.endswith((",", ".")) or (lead.endswith(":") and size > 2 * _LONG_WORD):
        return False
    words = " ".join(word.lower() for word in _WORDS.findall(lead)[-4:])
    return any(
        re.search(rf"(?:^|\s){re.escape(known)}(?:\s(?:adalah|ialah|yaitu|yakni|dengan|sebagai|besar))?$", words)
        for known in speech()["not_speech"]["leads"]
    )


def _last_sentence(passage: str) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(passage)]
    return passage[ends[-1] :] if ends else passage
