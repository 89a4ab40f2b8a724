"""Follows of whom a text speaks, sentence by sentence, so that "ujarnya" finds its speaker."""

import re
from dataclasses import dataclass
from functools import cache

from pipelines.entities.people import lexicons
from pipelines.entities.people.mentions import Mention
from pipelines.entities.speech import deed_cues, full_cues, short_cues, speech
from pipelines.records import Person

_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PASSIVE = re.compile(r"di[a-z]{3,}")
_ASIDE = re.compile(r"^(?:\s*\([^)]*\))?(?:,[^,]{3,70},(?=\s[a-z]))?")
_SAID_BY_PRONOUN = re.compile(
    r",\s(?:kata|ujar|lanjut|jelas|ungkap|tutur|tegas|ucap|imbuh|tambah|sambung)\s(?:dia|ia|beliau)\b"
)
_LISTED = re.compile(r"\s*(?:,|dan|serta|,\s*dan|,\s*serta|&|bersama|didampingi|beserta)?\s*")


@cache
def _end() -> re.Pattern[str]:
    """The end of a sentence, which the dot of an abbreviation is not: "Kombes Pol. Rudi", "Dg. Sewang"."""
    short = {form.capitalize() for form in lexicons.abbreviations() | lexicons.titles()}
    listed = "".join(rf"(?<!\b{form})" for form in sorted(short | set(speech()["speakers"]["shortened"])) if form[1:])
    return re.compile(rf"(?<!\b[A-Z]){listed}[.!?]\s+(?=[A-Z_\d(])")


@dataclass(frozen=True, slots=True)
class Focus:
    """Of whom the text speaks: a person, or an office whose holder nobody named, or nobody."""

    person: Person | None = None
    role: str | None = None


def focused(mention: Mention, before: Focus) -> Focus:
    """The focus on who is mentioned; of two whom one word may mean, the one of whom the text spoke last."""
    if before.person in mention.others:
        return before
    return Focus(mention.person, mention.role)


def sentences(passage: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where the sentences between two offsets begin and end."""
    cuts = [match.end() for match in _end().finditer(passage, start, stop)]
    return list(zip([start, *cuts], [*cuts, stop], strict=True))


def sentence_end(passage: str, start: int) -> int:
    """Where the sentence that goes on at an offset ends."""
    match = _end().search(passage, start)
    return match.end() if match else len(passage)


def follow(passage: str, start: int, stop: int, mentions: tuple[Mention, ...], focus: Focus) -> Focus:
    """The focus after the sentences between two offsets."""
    for begin, end in sentences(passage, start, stop):
        inside = [mention for mention in mentions if begin <= mention.start < end]
        focus = _after_sentence(passage[begin:end], begin, inside, focus)
    return focus


def _after_sentence(sentence: str, begin: int, mentions: list[Mention], focus: Focus) -> Focus:
    subject = _subject(sentence, begin, mentions)
    if subject:
        return focused(subject, focus)
    clauses = [clause.strip().lower() for clause in sentence.split(",")]
    several = tuple(speech()["speakers"]["several"])
    return Focus() if any(clause.startswith(several) for clause in clauses) else focus


def _subject(sentence: str, begin: int, mentions: list[Mention]) -> Mention | None:
    """Who acts in a sentence: whoever stands right before a cue verb, else the first who begins a clause."""
    if sentence.rstrip().endswith(":") and mentions:
        return mentions[-1] if not _speaks(sentence, mentions[0].end - begin, mentions[0]) else mentions[0]
    free = [mention for mention in mentions if not _is_beside(sentence, begin, mention, mentions)]
    if _SAID_BY_PRONOUN.search(sentence):
        return None
    speaking = [mention for mention in free if _speaks(sentence, mention.end - begin, mention)]
    speaking += [mention for mention in free if _word_before(sentence, mention.start - begin) in short_cues()]
    if speaking:
        return speaking[0]
    through = next(
        (m for m in mentions if _word_before(sentence, m.start - begin) in speech()["speakers"]["through"]), None
    )
    if through:
        return through
    if free and _has_pronoun(sentence[: free[0].start - begin]):
        return None
    return next((m for m in free if _acts(sentence, begin, m)), None)


def _acts(sentence: str, begin: int, mention: Mention) -> bool:
    """Whether a mention begins its clause, or does what a passive verb before it tells."""
    if mention.person is None and (mention.role or "").islower():
        return False
    if mention.person and mention.person.category != "official":
        return False
    clause = re.split(r"[,;:]", sentence[: mention.start - begin])[-1]
    words = [word.lower() for word in _WORDS.findall(clause)]
    while words and words[-1] in speech()["speakers"]["fillers"]:
        words.pop()
    return not words or words[-1] in speech()["speakers"]["before_subject"] or bool(_PASSIVE.fullmatch(words[-1]))


def _speaks(sentence: str, at: int, mention: Mention) -> bool:
    words = [word.lower() for word in _WORDS.findall(_ASIDE.sub("", sentence[at:]))[:4]]
    verbs = full_cues() - deed_cues() if mention.person is None and (mention.role or "").islower() else full_cues()
    return any(word in verbs for word in words[:3]) and not (
        words and words[0] in ("dan", "serta", "didampingi", "bersama")
    )


def _is_beside(sentence: str, begin: int, mention: Mention, mentions: list[Mention]) -> bool:
    word = _word_before(sentence, mention.start - begin)
    if word in ("dan", "serta") or (not word and sentence[: mention.start - begin].rstrip().endswith(",")):
        before = [m for m in mentions if m.end <= mention.start]
        if before and _LISTED.fullmatch(sentence[before[-1].end - begin : mention.start - begin]):
            return _is_beside(sentence, begin, before[-1], mentions)
    return word in speech()["speakers"]["beside"] and word not in ("dan", "serta", "oleh", "diterima", "disambut")


def _word_before(sentence: str, at: int) -> str:
    words = _WORDS.findall(sentence[:at])
    if not words or re.search(r"[,;:]\s*$", sentence[:at]):
        return ""
    last = str(words[-1]).lower()
    return str(words[-2]).lower() if last in ("oleh", "langsung", "juga") and len(words) > 1 else last


def _has_pronoun(before: str) -> bool:
    return any(word.lower() in ("ia", "dia", "beliau") for word in _WORDS.findall(before))
