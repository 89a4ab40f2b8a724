"""The tables of people hold together."""

from collections import Counter

import pytest

from pipelines.entities.people.words import lexicon, longest, squeeze, words_of
from pipelines.tables import toml_table

TABLES = ("ranks", "families", "functions", "acting")


@pytest.mark.parametrize("name", TABLES)
def test_a_spelling_stands_for_one_form(name: str) -> None:
    assert doubles(toml_table("people.toml")[name]) == []


def test_an_office_belongs_to_one_side() -> None:
    sides = toml_table("people.toml")["roles"].values()
    assert sum(map(len, sides)) == len({office for side in sides for office in side})
    assert doubles({told: forms for side in sides for told, forms in side.items()}) == []


def doubles(table: dict[str, list[str]]) -> list[str]:
    spellings = Counter(form for told, forms in table.items() for form in {squeeze(each) for each in (told, *forms)})
    return [form for form, count in spellings.items() if count > 1]


def test_the_longest_spelling_wins_whatever_its_dots_and_blanks() -> None:
    known = lexicon({"Ka KPLP": [], "Ka": [], "Kapolres": ["Kepala Kepolisian Resor"]})
    assert longest(words_of("Ka.KPLP hadir"), 0, known) == ("Ka KPLP", 2)
    assert longest(words_of("KaKPLP hadir"), 0, known) == ("Ka KPLP", 1)
    assert longest(words_of("kepala kepolisian\u00a0resor Klaten"), 0, known) == ("Kapolres", 3)
    assert longest(words_of("Kepala desa"), 0, known) is None
