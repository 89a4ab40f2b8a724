"""What an article is about, by the words of `seeds/tags.toml`."""

import re
from functools import cache

from pipelines.entities.kinds import pattern_of
from pipelines.records import Text
from pipelines.tables import toml_table


def tag(text: Text) -> tuple[str, ...]:
    """The tags whose words title or paragraphs use, in the order of the table."""
    passage = "\n".join((text.title or "", *text.paragraphs)).lower()
    return tuple(name for name, pattern in _patterns() if pattern.search(passage))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, pattern_of(table["words"])) for name, table in toml_table("tags.toml")["tags"].items())
