"""Whole lines that the rules of the table, or their shape, tell as no text of the article."""

import re

from pipelines.text.cleaned import Cleaned
from pipelines.text.credits import credits_of
from pipelines.text.lines import Line
from pipelines.text.rules import Rule, invitations, rules
from pipelines.text.shapes import ends_sentence, is_headline, key
from pipelines.text.stamps import is_stamp_line

HEAD = 6
MOSTLY = 0.8
MOST_FACTS = 6
_BARS = re.compile(r"\s*[|•·]\s*")
_SPOKEN = re.compile(r"[“\"].*[”\"],? *\w.*")


def cut_whole_lines(cleaned: Cleaned, repeated: frozenset[str]) -> None:
    """Takes out the lines that a rule knows as no text of the article; `repeated` are keys of lines of many pages."""
    kept: list[Line] = []
    whole = sum(len(line.text) for line in cleaned.lines)
    before = 0
    for place, line in enumerate(cleaned.lines):
        tail = before > 0.5 * whole or place >= len(cleaned.lines) - 3
        before += len(line.text)
        if tail and before > 0.5 * whole and _matches(line, rules("stops")):
            for gone in cleaned.lines[place:]:
                cleaned.drop(gone.text, "tail/1")
            break
        rule = _line_rule(line, place < HEAD, tail, repeated)
        if rule is None:
            kept.append(line)
            continue
        cleaned.drop(line.text, rule)
        cleaned.credits += credits_of(line.text)
        if rule.startswith("credit/"):
            cleaned.captions.append(line.text)
    cleaned.lines = kept


def _line_rule(line: Line, head: bool, tail: bool, repeated: frozenset[str]) -> str | None:
    """The name of the rule that takes the whole line out."""
    places = {"any"} | ({"head"} if head else set()) | ({"tail"} if tail else set())
    listed = line.tag == "li" and not ends_sentence(line.text)
    found: dict[str, bool] = {
        "byline/1": bool(credits_of(line.text)),
        "tags/1": all(word.startswith("#") for word in line.text.split()),
        "date-line/1": (head or tail) and is_stamp_line(line.text),
        "link-line/1": line.linked > MOSTLY and (listed or is_headline(line.text)),
        "dated-link/1": bool(line.links) and is_stamp_line(line.unlinked),
        "repeated-block/1": key(line.text) in repeated,
        "facts-line/1": (head or tail) and _is_facts_line(line.text, places),
    }
    candidates = (*rules("lines"), *invitations())
    tabled = (rule.name for rule in candidates if rule.place in places and _fits(line, rule))
    return next(tabled, next((name for name, holds in found.items() if holds), None))


def _is_facts_line(text: str, places: set[str]) -> bool:
    """Whether a line tells several facts of the page side by side: "4 Februari 2025 | Dibaca: 12 | Oleh: Ani"."""
    parts = [part for part in _BARS.split(text) if part.strip()]
    return 2 <= len(parts) <= MOST_FACTS and all(_is_fact(part, places) for part in parts)


def _is_fact(part: str, places: set[str]) -> bool:
    tabled = (rule for rule in rules("lines") if rule.place in places and _fits(Line(part), rule))
    return bool(credits_of(part)) or is_stamp_line(part) or next(tabled, None) is not None


def _matches(line: Line, candidates: tuple[Rule, ...]) -> bool:
    return any(_fits(line, rule) for rule in candidates)


def _fits(line: Line, rule: Rule) -> bool:
    if len(line.text) > rule.longest or (not rule.sentences and ends_sentence(line.text)):
        return False
    if ends_sentence(line.text) and _SPOKEN.fullmatch(line.text):
        return False
    if rule.unless is not None and rule.unless.search(line.text):
        return False
    return rule.pattern.fullmatch(line.text) is not None


def is_caption(text: str) -> bool:
    """Whether a line is a caption or a photo credit by its words."""
    return any(rule.name.startswith("credit/") and _fits(Line(text), rule) for rule in rules("lines"))
