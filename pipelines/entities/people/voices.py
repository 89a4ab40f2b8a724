"""Words that an article itself shows to be names: "kata Downing", "kata Pak Jumain", "Downing mengatakan"."""

import re
from collections.abc import Iterable
from functools import cache

from pipelines.entities.people import lexicons
from pipelines.entities.people.words import squeeze
from pipelines.entities.speech import full_cues, short_cues


def voices(paragraphs: Iterable[str]) -> frozenset[str]:
    """The keys of capitalised words right behind a short cue verb or before a full one, where they begin a clause."""
    said, saying = _patterns()
    found = {
        match[1] for paragraph in paragraphs for pattern in (said, saying) for match in pattern.finditer(paragraph)
    }
    return frozenset(key for key in map(squeeze, found) if len(key) > 2 and _may_be_voice(key))


def _may_be_voice(key: str) -> bool:
    no_name = key in lexicons.not_names() or key in lexicons.courtesy() or key in lexicons.titles()
    return (
        not no_name
        and key not in lexicons.ranks().values
        and key not in lexicons.offices().values
        and key not in lexicons.places().values
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    short, full = ("|".join(sorted(verbs)) for verbs in (short_cues(), full_cues()))
    called = "|".join(sorted(word.capitalize() for word in lexicons.courtesy()))
    return (
        re.compile(rf"[”\"“»,.]\s*(?:{short})\s+(?:(?:{called})\s+)?([A-Z][a-z’']+)(?=[,.\s])"),
        re.compile(
            rf"(?:^|[.!?”\"]\s|,\s)([A-Z][a-z’']+)\s+(?:juga\s+|pun\s+|lalu\s+|kembali\s+|kemudian\s+)?(?:{full})\b"
        ),
    )
