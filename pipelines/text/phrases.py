"""Phrases of the tables become patterns: `*` is any text, `~` one word, `#` a number, a space any blanks."""

import re


def pattern_of(phrase: str) -> str:
    """The regular expression of a phrase."""
    parts = re.split(r"(\*|#|~|\s+)", phrase)
    return "".join(_part(part) for part in parts)


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
    if part.isspace():
        return r"\s*"
    return re.escape(part)
