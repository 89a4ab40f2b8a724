"""The verdict on an extracted article: are both sides involved in what it reports, not merely named once?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.records import EventKind, Page, Rejected, Text, Units, rejected
from pipelines.topic.words import TopicWords, topic_words

_LEAD = 2
"""Paragraphs that tell what an article is about."""
_LONG, _SENTENCES = 1500, 3
"""Paragraphs of more characters hold a whole article; they are read as passages of so many sentences."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_CELLS = re.compile(r"rutan|karutan|rumah\s+tahanan", re.IGNORECASE)
"""Words that mean cells of the police as well."""
_FIELD_WORDS = 2
"""So many words of the field show that an office without a place is a prison; one, where the headline has it."""
_PASSIVE_KINDS = ("ceremony", "other")
"""Kinds of event at which dignitaries are guests."""


@dataclass(frozen=True, slots=True)
class _Side:
    """Where a side is spoken of, asides left out."""

    in_title: bool
    in_lead: bool
    paragraphs: int
    words: tuple[str, ...]

    @property
    def central(self) -> bool:
        """Whether the article is about it."""
        return self.in_title or self.in_lead or self.paragraphs > 1

    @property
    def repeated(self) -> bool:
        """Whether it is more than one passing word."""
        return self.in_title or self.paragraphs > 1


def judge(page: Page, text: Text, units: Units, kind: EventKind) -> Rejected | None:
    """A rejection "off-topic" whose detail names the missing side and the words seen, or None where both take part."""
    words = topic_words()
    title = _without_asides(text.title or "", words)
    told = [_without_asides(passage, words) for paragraph in text.paragraphs for passage in _passages(paragraph)]
    paragraphs = told if kind.kind not in _PASSIVE_KINDS else [_without_guests(paragraph, words) for paragraph in told]
    prison, police, weak = (
        _side(pattern, "" if _only_guests(pattern, told, paragraphs) else title, paragraphs)
        for pattern in (words.prison, words.police, words.weak_police)
    )
    field = _side(words.field, title, paragraphs)
    why = (
        _no_prison(prison, units, text, words)
        or _no_police(police, weak, units, kind, words)
        or (None if prison.in_title and police.in_title else _other_story(units, title, paragraphs, words))
        or (_named_once(prison, field, paragraphs, words) if kind.kind in _PASSIVE_KINDS else None)
    )
    return rejected(page, "off-topic", why, text.title) if why else None


def _only_guests(pattern: re.Pattern[str], told: list[str], paragraphs: list[str]) -> bool:
    """Whether the text names a side in lists of guests alone: then a headline that names it repeats the list."""
    return any(map(pattern.search, told)) and not any(map(pattern.search, paragraphs))


def _side(pattern: re.Pattern[str], title: str, paragraphs: list[str]) -> _Side:
    hits = [pattern.findall(paragraph) for paragraph in paragraphs]
    seen = dict.fromkeys(word for same in (pattern.findall(title), *hits) for word in same)
    return _Side(bool(pattern.search(title)), any(hits[:_LEAD]), sum(map(bool, hits)), tuple(seen))


def _passages(paragraph: str) -> list[str]:
    if len(paragraph) <= _LONG:
        return [paragraph]
    sentences = _SENTENCE_END.split(paragraph)
    return [" ".join(sentences[start : start + _SENTENCES]) for start in range(0, len(sentences), _SENTENCES)]


def _without_asides(passage: str, words: TopicWords) -> str:
    passage = " ".join(
        _without_custody(sentence, words) for sentence in _SENTENCE_END.split(words.aside.sub(" ", passage))
    )
    return passage if words.guarding.search(passage) else words.landmark.sub(" ", passage)


def _without_custody(sentence: str, words: TopicWords) -> str:
    return sentence if words.inmates_deeds.search(sentence) else words.custody.sub(" ", sentence)


def _without_guests(paragraph: str, words: TopicWords) -> str:
    """The paragraph without the sentences that only list who was present."""
    return " ".join(s for s in _SENTENCE_END.split(paragraph) if not _is_guest_list(s, words))


def _is_guest_list(sentence: str, words: TopicWords) -> bool:
    dignitaries = {word.casefold() for word in words.dignitaries.findall(sentence)}
    return len(dignitaries) > 1 and bool(words.presence.search(sentence))


def _no_prison(prison: _Side, units: Units, text: Text, words: TopicWords) -> str | None:
    if not prison.words:
        return "no prison takes part"
    everything = " ".join((text.title or "", *text.paragraphs))
    if not units.prisons and words.cells.search(everything) and all(_CELLS.fullmatch(word) for word in prison.words):
        return f"cells of the police, no prison: {_quoted(words.cells.findall(everything))}"
    field = {word.casefold() for word in words.field.findall(everything)}
    if not units.prisons and len(field) < (1 if prison.in_title or not text.title else _FIELD_WORDS):
        return f"no prison takes part: nothing shows that {_quoted(prison.words)} is one"
    passing = not (prison.central if units.prisons else prison.repeated)
    return f"a prison is named only in passing: {_quoted(prison.words)}" if passing else None


def _no_police(police: _Side, weak: _Side, units: Units, kind: EventKind, words: TopicWords) -> str | None:
    if police.words and (units.police or police.repeated or police.in_lead):
        return None
    if weak.repeated or ((police.words or weak.words) and kind.kind in words.active_kinds):
        return None
    seen = (*police.words, *weak.words)
    return f"police are named only in passing: {_quoted(seen)}" if seen else "no police office takes part"


def _named_once(prison: _Side, field: _Side, paragraphs: list[str], words: TopicWords) -> str | None:
    """At an event without a deed, one word about a prison is too little, unless its people are spoken of further, or
    a sentence has both sides."""
    sentences = (sentence for paragraph in paragraphs for sentence in _SENTENCE_END.split(paragraph))
    joined = any(words.prison.search(sentence) and words.police.search(sentence) for sentence in sentences)
    enough = prison.repeated or field.repeated or joined
    return None if enough else f"a prison is named only once: {_quoted(prison.words)}"


def _other_story(units: Units, title: str, paragraphs: list[str], words: TopicWords) -> str | None:
    lead = " ".join((title, *paragraphs[:_LEAD]))
    if not (units.prisons or units.police) and (country := words.abroad.search(lead)):
        return f"plays abroad: {_quoted([country[0]])}"
    for theme, pattern in words.themes.items():
        seen = {word.casefold() for word in pattern.findall(" ".join((title, *paragraphs)))}
        if len(seen) > 1 and pattern.search(title):
            return f"a story of another sort ({theme}): {_quoted(sorted(seen))}"
    return None


def _quoted(seen: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in list(dict.fromkeys(seen))[:5])
