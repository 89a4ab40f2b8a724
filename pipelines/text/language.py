"""Whether a text is Indonesian, by its small words."""

import re
from functools import cache

from pipelines.tables import toml_table

_WORD = re.compile(r"[A-Za-z']+")
ENOUGH = 12


def language_of(text: str) -> str | None:
    """The code of the language whose small words the text uses most, or None where it has too few of any.

    Words with a capital are left out, so that names do not count, unless the text has hardly others.
    """
    every = _WORD.findall(text[:20_000])
    small = [word for word in every if word.islower()]
    words = small if len(small) >= ENOUGH else [word.lower() for word in every]
    counts = {code: sum(word in small for word in words) for code, small in _small_words().items()}
    best = max(counts, key=lambda code: counts[code])
    if len(words) < ENOUGH or counts[best] < 0.05 * len(words):
        return None
    return best


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in toml_table("languages.toml").items()}
