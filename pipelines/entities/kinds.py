"""What kind of event an article reports, by weighted words of `seeds/kinds.toml`."""

import re
from collections import defaultdict
from functools import cache

from pipelines.records import EventKind, Text, Units
from pipelines.tables import toml_table

NOTHING_FOUND = "other"
_MOST_EVIDENCE = 6
_REACH = 60


def classify(text: Text, units: Units) -> EventKind:
    """The kind with the most weight of words, and those words, heaviest first; `other` where none is found."""
    del units
    table = toml_table("kinds.toml")
    sums: defaultdict[str, float] = defaultdict(float)
    words: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for zone, passage in _zones(text):
        for kind, word, strength in _found(passage):
            weight = table["zones"][zone] * table["strength"][strength]
            sums[kind] += weight
            words[kind][word] = max(weight, words[kind].get(word, 0.0))
    if not sums or max(sums.values()) < table["least"]:
        return EventKind(NOTHING_FOUND)
    best = max(sums, key=lambda kind: sums[kind])
    evidence = sorted(words[best], key=lambda word: -words[best][word])
    return EventKind(best, tuple(evidence[:_MOST_EVIDENCE]))


def _zones(text: Text) -> list[tuple[str, str]]:
    first, second, *rest = (*text.paragraphs, "", "")
    return [("title", text.title or ""), ("first", first), ("second", second), ("rest", "\n".join(rest))]


def _found(passage: str) -> list[tuple[str, str, str]]:
    """The words found in a passage, each once, in the order in which they stand: kind, word, strength."""
    lowered, table = passage.lower(), toml_table("kinds.toml")["drills"]
    seen: dict[tuple[str, str, str], int] = {}
    for kind, strength, pattern in _patterns():
        for match in pattern.finditer(lowered):
            if kind in table["of_drills"] and _is_drill(lowered[: match.start()]):
                continue
            seen.setdefault((kind, match[0], strength), match.start())
    return sorted(seen, key=lambda found: seen[found])


def _is_drill(before: str) -> bool:
    """Whether what follows is only played or feared: "simulasi penanggulangan kebakaran dan kerusuhan"."""
    clause = re.split(r"[.!?;\n]", before)[-1][-_REACH:]
    return _drilling().search(clause) is not None


@cache
def _drilling() -> re.Pattern[str]:
    return pattern_of(toml_table("kinds.toml")["drills"]["words"])


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    kinds = toml_table("kinds.toml")["kinds"]
    return tuple(
        (kind, strength, pattern_of(words)) for kind, table in kinds.items() for strength, words in table.items()
    )


def pattern_of(words: list[str]) -> re.Pattern[str]:
    """One pattern for whole words and phrases; a star in them stands for any ending, ~ for one word."""
    forms = sorted(
        (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+").replace("\\~", r"\S+") for word in words),
        key=len,
        reverse=True,
    )
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")
