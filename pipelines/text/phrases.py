"""Phrases of the tables become patterns: `*` is any text, `~` one word, `#` a number, a space any blanks.

A word that a space parts from `*`, `~` or `#` is whole: "gabung *" does not find "gabungan".
"""

import re

_WILD = ("*", "#", "~")


def pattern_of(phrase: str) -> str:
    """The regular expression of a phrase."""
    parts = [part for part in re.split(r"(\*|#|~|\s+)", phrase) if part]
    around = zip(["", *parts], parts, [*parts[1:], ""], strict=False)
    return "".join(_blank(before, behind) if part.isspace() else _part(part) for before, part, behind in around)


def any_of(phrases: list[str]) -> re.Pattern[str]:
    """One pattern for all phrases."""
    return re.compile("|".join(f"(?:{pattern_of(phrase)})" for phrase in phrases), re.IGNORECASE)


def _part(part: str) -> str:
    if part == "*":
        return ".{0,400}?"
    if part == "~":
        return r"\S{1,60}?"
    if part == "#":
        return r"[\d.,]+"
    return re.escape(part)


def _blank(before: str, behind: str) -> str:
    """A space: any blanks, and the end or the start of a word where a wildcard stands on its other side.

    A capital letter begins a new word: "Bagikan keFacebook" is what links without blanks look like.
    """
    ends = r"(?-i:(?![a-z]))" if behind in _WILD and before[-1:].isalpha() else ""
    begins = r"(?<!\w)" if before in _WILD and behind[:1].isalpha() else ""
    return rf"{ends}\s*{begins}"
