"""The table of patterns: every example is taken whole by its pattern, and every name has a builder."""

import pytest

from pipelines.dates import patterns
from pipelines.dates.builders import BUILDERS
from pipelines.dates.lexicon import PATTERNS
from pipelines.dates.patterns import digit_patterns, letter_patterns
from pipelines.tables import TableError, toml_table

ENTRIES = [*toml_table(PATTERNS)["digits"], *toml_table(PATTERNS)["letters"]]
COMPILED = [*digit_patterns(), *letter_patterns()]


@pytest.mark.parametrize("number", range(len(ENTRIES)), ids=[entry["name"] for entry in ENTRIES])
def test_every_example_is_taken_whole(number: int) -> None:
    _, pattern = COMPILED[number]
    assert ENTRIES[number]["examples"]
    for example in ENTRIES[number]["examples"]:
        found = pattern.match(example)
        assert found and found.group() == example


def test_every_name_has_a_builder() -> None:
    assert {name for name, _ in COMPILED} == set(BUILDERS)


@pytest.mark.parametrize("broken", ["<<moon>>", "(?P<d>"])
def test_a_broken_pattern_is_told_by_name(broken: str) -> None:
    with pytest.raises(TableError, match=r'seeds/dates-patterns\.toml: pattern "sample"'):
        patterns._pattern({"name": "sample", "pattern": broken})
