"""Finds every stretch of direct speech, and its speaker by what stands behind, before or inside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.entities.people.mentions import Mention, mentions
from pipelines.entities.quotes.attribution import Cue, cue_before, cue_behind, is_titled
from pipelines.entities.quotes.focus import Focus, focused, follow, sentence_end
from pipelines.entities.quotes.stretches import Stretch, find_stretches
from pipelines.entities.speech import is_cue, speech, untold
from pipelines.records import Person, Quote, Text

_LEAST_WORDS = 5
_LEAST_IN_SENTENCE = 2
_SPOKEN_END = (".", "!", "?", "…", ",")
_MOST_WORDS_TO_SPEAKER = 8


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with its quoted stretches blanked, and who is mentioned outside them."""

    narrative: str
    mentions: tuple[Mention, ...]


def find_quotes(text: Text, people: tuple[Person, ...]) -> tuple[Quote, ...]:
    """Every stretch of direct speech in the paragraphs, with its speaker where the text tells."""
    stretches = find_stretches(text.paragraphs)
    paragraphs = [_narrative(index, paragraph, stretches, people) for index, paragraph in enumerate(text.paragraphs)]
    found: list[Quote] = []
    spoken: Stretch | None = None
    focus, at = Focus(), (0, 0)
    for stretch in stretches:
        focus = _read_up_to(paragraphs, at, (stretch.paragraph, stretch.start), focus)
        cue = cue_behind(paragraphs[stretch.last].narrative, stretch.stop)
        begin = at[1] if at[0] == stretch.paragraph else 0
        before = paragraphs[stretch.paragraph].narrative[begin : stretch.start]
        cue = cue or _unlisted_cue(paragraphs[stretch.last], stretch)
        first = None if cue else _speaker_first(paragraphs[stretch.last], stretch)
        goes_on = _goes_on(paragraphs, spoken, stretch)
        at = (stretch.last, stretch.stop)
        behind = paragraphs[stretch.last].narrative[stretch.stop :]
        if not goes_on and not first and not _is_speech(stretch, before, behind, cue):
            continue
        spoken = stretch
        if cue:
            focus, stop = _speaker_behind(paragraphs[stretch.last], cue, focus)
            at = (stretch.last, stop)
        elif first:
            focus = focused(first[0], focus)
        found.append(_quote(stretch, focus, cue.word if cue else first[1] if first else cue_before(before)))
    return tuple(found)


def without_names(quotes: tuple[Quote, ...], people: Sequence[Person]) -> tuple[Quote, ...]:
    """The quotes with the names of these people taken out; their role stands in."""
    roles = {person.name: person.role for person in people}
    return tuple(
        replace(quote, speaker=None, role=roles[quote.speaker]) if quote.speaker in roles else quote for quote in quotes
    )


def _quote(stretch: Stretch, focus: Focus, cue: str | None) -> Quote:
    speaker = focus.person.name if focus.person else None
    return Quote(stretch.text, speaker, cue, stretch.paragraph, None if speaker else focus.role)


def _narrative(index: int, paragraph: str, stretches: tuple[Stretch, ...], people: tuple[Person, ...]) -> _Paragraph:
    for stretch in stretches:
        if stretch.paragraph <= index <= stretch.last:
            start = stretch.start if stretch.paragraph == index else 0
            stop = stretch.stop if stretch.last == index else len(paragraph)
            paragraph = paragraph[:start] + "_" * (stop - start) + paragraph[stop:]
    return _Paragraph(paragraph, mentions(paragraph, people))


def _read_up_to(paragraphs: list[_Paragraph], at: tuple[int, int], to: tuple[int, int], focus: Focus) -> Focus:
    for index in range(at[0], to[0] + 1):
        paragraph = paragraphs[index]
        start = at[1] if index == at[0] else 0
        stop = to[1] if index == to[0] else len(paragraph.narrative)
        if start < stop:
            focus = follow(paragraph.narrative, start, stop, paragraph.mentions, focus)
    return focus


def _goes_on(paragraphs: list[_Paragraph], spoken: Stretch | None, stretch: Stretch) -> bool:
    """Whether a stretch takes up the one before it in the same sentence: "…," ujar Budi, "…"."""
    if spoken is None or spoken.last != stretch.paragraph:
        return False
    between = paragraphs[stretch.paragraph].narrative[spoken.stop : stretch.start]
    return cue_behind(between, 0) is not None and between.rstrip().endswith(",")


def _is_speech(stretch: Stretch, before: str, behind: str, cue: Cue | None) -> bool:
    words = len(stretch.text.split())
    if not words:
        return False
    if _is_written(behind) or (
        is_titled(before, words) and not (cue and cue.listed and stretch.text.endswith(_SPOKEN_END))
    ):
        return False
    if cue:
        return True
    if cue_before(before):
        return words > 2 or stretch.text.endswith(_SPOKEN_END)
    alone = not before.strip() or before.rstrip().endswith((".", "!", "?", ":", "_"))
    whole = words >= _LEAST_WORDS or (words >= _LEAST_IN_SENTENCE and _is_sentence(stretch, behind))
    return alone and whole and stretch.text[0].isupper() and not _is_title_case(stretch.text)


def _is_written(behind: str) -> bool:
    """Whether the words behind a stretch tell that a document says it: "…," begitu bunyi salah satu pasalnya."""
    match = re.match(r"[\s,]*(?:(?:begitu|demikian)(?:lah)?\s+)?([a-z-]+)", behind)
    return match is not None and match[1] in speech()["not_speech"]["behind"]


def _is_sentence(stretch: Stretch, behind: str) -> bool:
    """Whether a stretch is a sentence of its own: "Siap, Pak." or "Siap, Pak"."""
    return stretch.text.endswith((".", "!", "?", "…")) or behind[:1] in (".", "!", "?")


def _is_title_case(text: str) -> bool:
    if text.endswith(_SPOKEN_END):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _speaker_behind(paragraph: _Paragraph, cue: Cue, focus: Focus) -> tuple[Focus, int]:
    """Whom the words behind a cue name, and where their sentence ends."""
    stop = sentence_end(paragraph.narrative, cue.end)
    if "_" in paragraph.narrative[cue.end : stop]:
        stop = paragraph.narrative.index("_", cue.end)
    named = next((m for m in paragraph.mentions if cue.end <= m.start < stop), None)
    between = paragraph.narrative[cue.end : named.start if named else stop]
    if cue.back and (named is None or between.strip()):
        return focus, stop
    words = re.findall(r"\w+", between.lower())
    if words and words[0] in speech()["speakers"]["others"]:
        return Focus(role=words[0]), stop
    if any(word in speech()["cues"]["pronouns"] for word in words[:2]):
        return focus, stop
    if named and len(words) <= _MOST_WORDS_TO_SPEAKER and "," not in between:
        points_back = named.person is None and re.match(r"\s+(?:itu|ini|tersebut)\b", paragraph.narrative[named.end :])
        return (focus if points_back else focused(named, focus)), stop
    return (Focus() if untold().intersection(words[:_MOST_WORDS_TO_SPEAKER]) else focus), stop


def _unlisted_cue(paragraph: _Paragraph, stretch: Stretch) -> Cue | None:
    """A verb that no table knows where only a verb of speech can stand: "…," isaknya; "…!" gerutu Budi."""
    match = re.match(r"[\s,]*([a-z]{3,}?)(nya)?\b", paragraph.narrative[stretch.stop :])
    if not match or not stretch.text.endswith((",", "!", "?")):
        return None
    end = stretch.stop + match.end()
    named = any(mention.start == end + 1 for mention in paragraph.mentions)
    return Cue(end, match[0].strip(" ,"), bool(match[2]), listed=False) if match[2] or named else None


def _speaker_first(paragraph: _Paragraph, stretch: Stretch) -> tuple[Mention, str | None] | None:
    """Who speaks where name and verb follow a stretch: "…," Budi menambahkan; "…" — Budi, Kalapas."""
    named = next((m for m in paragraph.mentions if m.start >= stretch.stop), None)
    if named is None:
        return None
    between = paragraph.narrative[stretch.stop : named.start]
    if re.fullmatch(r"\s*[–—-]\s*", between):
        return named, None
    verb = re.match(r"\s+(?:juga\s+|pun\s+)?([a-z]+)", paragraph.narrative[named.end :])
    comma = stretch.text.endswith(",") or between.startswith(",")
    sure = verb and (is_cue(verb[1]) or stretch.text.endswith(","))
    return (named, verb[1]) if comma and between.strip(" ,") == "" and verb and sure else None
