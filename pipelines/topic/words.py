"""The words of `seeds/topic.toml` as patterns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines.tables import toml_table


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The patterns of the topic: offices of both sides, and what weakens or rules them out."""

    prison: re.Pattern[str]
    field: re.Pattern[str]
    police: re.Pattern[str]
    weak_police: re.Pattern[str]
    active_kinds: frozenset[str]
    aside: re.Pattern[str]
    custody: re.Pattern[str]
    inmates_deeds: re.Pattern[str]
    cells: re.Pattern[str]
    landmark: re.Pattern[str]
    guarding: re.Pattern[str]
    presence: re.Pattern[str]
    dignitaries: re.Pattern[str]
    themes: dict[str, re.Pattern[str]]
    abroad: re.Pattern[str]


@cache
def topic_words() -> TopicWords:
    """The patterns, made once a process. Raises TableError."""
    table = toml_table("topic.toml")
    return TopicWords(
        prison=any_of(table["prison"]["offices"]),
        field=any_of(table["prison"]["field"]),
        police=any_of(table["police"]["offices"]),
        weak_police=any_of(table["police"]["weak"]),
        active_kinds=frozenset(table["police"]["active_kinds"]),
        aside=_patterns(pattern for same in table["aside"].values() for pattern in same),
        custody=_patterns(table["custody"]["patterns"]),
        inmates_deeds=any_of(table["custody"]["unless"]),
        cells=_patterns(table["aside"]["cells"]),
        landmark=_patterns(table["landmark"]["patterns"]),
        guarding=any_of(table["landmark"]["guarding"]),
        presence=any_of(table["guests"]["presence"]),
        dignitaries=any_of(table["guests"]["dignitaries"]),
        themes={name: any_of(same) for name, same in table["themes"].items()},
        abroad=any_of(table["abroad"]["countries"]),
    )


def any_of(known: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as whole words; a star stands for any ending, capitals alone are matched as they are."""
    ordered = sorted(known, key=len, reverse=True)
    exact = [_pattern(word) for word in ordered if word.isupper()]
    folded = [_pattern(word) for word in ordered if not word.isupper()]
    parts = ([f"(?i:{'|'.join(folded)})"] if folded else []) + exact
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def _patterns(known: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{pattern}\b" for pattern in known), re.I)


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
