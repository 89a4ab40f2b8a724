"""Shapes of lines: headline or sentence, sign-off, label."""

import re

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset(
    [
        "di",
        "ke",
        "dari",
        "dan",
        "atau",
        "yang",
        "untuk",
        "dengan",
        "pada",
        "dalam",
        "oleh",
        "saat",
        "agar",
        "bagi",
        "tak",
        "bisa",
        "ini",
        "itu",
        "jadi",
        "akan",
        "usai",
        "soal",
        "hingga",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
    ]
)
SENTENCE_END = (".", "!", "?", ".”", '."', "!”", "?”", '!"', '?"', ".’", ".'", "”", '"', ".)", "…", "...")
LONGEST_HEADLINE = 160


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip().endswith(SENTENCE_END)


def is_headline(text: str) -> bool:
    """Whether a line has the shape of a headline: short, no full stop, most words with a capital."""
    text = text.strip().strip("•·-–—»>|:*\"“”'‘’ ")
    if not text or len(text) > LONGEST_HEADLINE or text.endswith((".", ",", ";")):
        return False
    words = [word for word in _WORD.findall(text) if word.lower() not in _SMALL]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def key(text: str) -> str:
    """A text for comparison: letters and digits alone, lower case."""
    return "".join(re.findall(r"\w+", text.lower()))
