"""Texts that were wrapped by hand: lines that break in the middle of a sentence become one paragraph."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipelines.tables import toml_table
from pipelines.text.lines import Line
from pipelines.text.shapes import ends_sentence, is_headline

TABLE = "wrapping.toml"
FULL_LINE = 45
ENOUGH_BREAKS = 2
LONGEST_WORD = 40
_ITEM = re.compile(r"[•·*▪►–—-]\s|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s")
_QUOTES = ("”", '"', "’", "'")
_LAST_WORD = re.compile(r"(\w+)\.?$")


def unwrapped(lines: list[Line]) -> list[Line]:
    """The lines with those joined that only a line break parts in the middle of a sentence.

    What begins small goes on. A capital goes on behind a comma or an open word; in a text where several lines go on
    small it does so behind every long line without an end, since only wrapping by hand breaks lines so.
    """
    wrapped = sum(_goes_on_small(last, line) for last, line in pairwise(lines)) >= ENOUGH_BREAKS
    joined: list[Line] = []
    length = 0
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, line, wrapped and length >= FULL_LINE):
            joined[-1] = replace(last, text=f"{last.text} {line.text}", links=())
        else:
            joined.append(line)
        length = len(line.text)
    return joined


def _goes_on_small(last: Line, line: Line) -> bool:
    return line.glued and not _finished(last.text) and line.text[:1].islower() and not _ITEM.match(line.text)


def _goes_on(last: Line, line: Line, full: bool) -> bool:
    """Whether `line` continues `last`; `full` tells that the text is wrapped and the line above is a long one."""
    if not line.glued or _ITEM.match(line.text):
        return False
    if _is_open(last.text) or (line.text[:1].islower() and (last.text.endswith(_QUOTES) or not _finished(last.text))):
        return True
    if _finished(last.text):
        return False
    return full and not last.text.endswith((":", ";")) and not (is_headline(last.text) and not last.glued)


def _finished(text: str) -> bool:
    return ends_sentence(text) and not _is_open(text)


def _is_open(text: str) -> bool:
    """Whether no paragraph can end so: a comma, a preposition, a title before a name."""
    word = _last_word(text)
    return text.endswith(",") or word in _words("short_titles" if text.endswith(".") else "open_words")


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text[-LONGEST_WORD:])
    return match.group(1).lower() if match else ""


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(toml_table(TABLE)[kind])
