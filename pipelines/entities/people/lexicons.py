"""The word lists of people, read once from `seeds/people.toml`, `seeds/names.toml` and the gazetteer."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

from pipelines.entities.people.words import Lexicon, lexicon, listed, squeeze
from pipelines.tables import csv_table, toml_table

_SHORTEST_SHAPED = 5
_KIND_OF_REGENCY = re.compile(r"^(?:Kabupaten|Kota)(?: Administrasi)? ")


def _people() -> dict[str, Any]:
    return toml_table("people.toml")


@cache
def ranks() -> Lexicon:
    """Ranks of police and army."""
    return lexicon(_people()["ranks"])


@cache
def corps() -> frozenset[str]:
    """Branches of the army that follow a rank."""
    return frozenset(map(squeeze, _people()["corps"]["words"]))


@cache
def offices() -> Lexicon:
    """Offices told in one piece."""
    tables = _people()["roles"].values()
    return lexicon({told: forms for table in tables for told, forms in table.items()})


def side_of(role: str) -> str:
    """prison, police or other; house for an office that either side may have ("Kasi Umum")."""
    sides, held = _sides(), without_acting(role)
    return sides.get(held) or sides.get(held.split(" ")[0], "house")


def without_acting(role: str) -> str:
    """The office without what tells for how long: "Plt Kalapas" is Kalapas."""
    first, _, rest = role.partition(" ")
    return without_acting(rest) if rest and first in acting().values.values() else role


@cache
def _sides() -> dict[str, str]:
    told = {office: side for side, table in _people()["roles"].items() for office in table}
    families = {family: side for side, listed_ in _people()["family_sides"].items() for family in listed_}
    return families | told


@cache
def families() -> Lexicon:
    """The first words of offices that name a part of a house."""
    return lexicon(_people()["families"])


@cache
def functions() -> Lexicon:
    """The parts of a house."""
    return lexicon(_people()["functions"])


@cache
def whole_offices() -> Lexicon:
    """Offices whose family and part have one shorter form."""
    return lexicon(_people()["families_as_one"])


@cache
def open_heads() -> Lexicon:
    """The first words of offices that are told as written."""
    return listed(_people()["open"]["heads"])


@cache
def firms() -> frozenset[str]:
    """Words before the name of a firm or an association."""
    return frozenset(map(squeeze, _people()["open"]["firms"]))


@cache
def plain_heads() -> Lexicon:
    """First words of what people do, told in small letters."""
    return listed(_people()["plain"]["heads"])


@cache
def plain_parts() -> frozenset[str]:
    """Words that tell more of it."""
    return frozenset(_people()["plain"]["parts"])


@cache
def acting() -> Lexicon:
    """Words for those who hold an office for a time, or held it."""
    return lexicon(_people()["acting"])


@cache
def unit_words() -> Lexicon:
    """Words of units that stand between an office and a name."""
    return listed(_people()["units"]["words"])


@cache
def areas() -> frozenset[str]:
    """Words before the name of a village or district."""
    return frozenset(map(squeeze, _people()["units"]["areas"]))


@cache
def unit_classes() -> frozenset[str]:
    """Classes of prisons and types of police offices."""
    return frozenset(map(squeeze, _people()["units"]["classes"]))


@cache
def class_words() -> frozenset[str]:
    """Words before a class."""
    return frozenset(_people()["units"]["class_words"])


@cache
def plain_unit_words() -> frozenset[str]:
    """Words of units that may stand in small letters behind an office."""
    return frozenset(_people()["units"]["plain"])


@cache
def small_offices() -> frozenset[str]:
    """Offices that are told with the name of a district or village."""
    return frozenset(_people()["units"]["small_offices"])


@cache
def office_to_name() -> Lexicon:
    """Words between an office and the name of its holder."""
    return listed([*_people()["linkers"]["office_to_name"], *held_by().values])


@cache
def held_by() -> Lexicon:
    """Verbs between an office and the name of its holder: "kini diemban oleh"."""
    linkers = _people()["linkers"]
    every = product(("", *linkers["now"]), linkers["held_by"], ("", "oleh"))
    return listed(" ".join(parts).strip() for parts in every)


@cache
def name_to_office() -> Lexicon:
    """Words between a name and the office that it holds."""
    return listed(_people()["linkers"]["name_to_office"] + _people()["linkers"]["former_office"])


@cache
def former_office() -> Lexicon:
    """Those of them that lead to an office held before."""
    return listed(_people()["linkers"]["former_office"])


@cache
def asides() -> frozenset[str]:
    """First words of what tells more of a person behind a comma."""
    return frozenset(map(squeeze, _people()["linkers"]["asides"]))


@cache
def titles() -> frozenset[str]:
    """Degrees and ranks of honour before a name."""
    return frozenset(map(squeeze, _people()["honorifics"]["titles"]))


@cache
def courtesy() -> frozenset[str]:
    """Courtesy before a name."""
    return frozenset(map(squeeze, _people()["honorifics"]["courtesy"]))


@cache
def callings() -> frozenset[str]:
    """Callings before a name that are titles where an office stands before them."""
    return frozenset(map(squeeze, _people()["honorifics"]["callings"]))


@cache
def abbreviations() -> frozenset[str]:
    """Shortened given names."""
    return frozenset(map(squeeze, _people()["honorifics"]["abbreviations"]))


@cache
def particles() -> frozenset[str]:
    """Small words inside names."""
    return frozenset(map(squeeze, _people()["honorifics"]["particles"]))


@cache
def degrees() -> frozenset[str]:
    """Degrees behind a name."""
    return frozenset(map(squeeze, _people()["degrees"]["words"]))


@cache
def detainee_words() -> Lexicon:
    """Words that make a person one who is not published."""
    return listed(_people()["detainees"]["words"])


@cache
def detainee_details() -> frozenset[str]:
    """Words that may follow a detainee's description: "narapidana kasus …"."""
    return frozenset(_people()["detainees"]["details"])


@cache
def deeds() -> tuple[str, ...]:
    """What is said of suspects and detainees."""
    return tuple(_people()["detainees"]["deeds"])


@cache
def initial_words() -> Lexicon:
    """Words before initials."""
    return listed(_people()["detainees"]["initials"])


@cache
def minor_words() -> Lexicon:
    """Words for people under age."""
    return listed(_people()["minors"]["words"])


def adult_age() -> int:
    """The age in years from which a person is of age."""
    return int(_people()["minors"]["adult_age"])


@cache
def relations() -> frozenset[str]:
    """Roles that are told with the name of someone else: lawyers, kin."""
    return frozenset(_people()["linkers"]["relations"])


@cache
def eponyms() -> frozenset[str]:
    """Words before a name that is a street, a house or a prize."""
    return frozenset(map(squeeze, _people()["eponyms"]["words"]))


@cache
def not_names() -> frozenset[str]:
    """Words that are no part of a name."""
    return frozenset(map(squeeze, _people()["not_names"]["words"]))


@cache
def last_words() -> frozenset[str]:
    """Words of another meaning that may end a name."""
    return frozenset(map(squeeze, _people()["not_names"]["last_words"]))


@cache
def headline_words() -> frozenset[str]:
    """Verbs of headlines that are names as well."""
    return frozenset(map(squeeze, _people()["not_names"]["headline_words"]))


@cache
def compounds() -> Lexicon:
    """Names that begin with a word of another meaning."""
    return listed(_people()["not_names"]["compounds"])


@cache
def given_names() -> frozenset[str]:
    """Given and family names."""
    return frozenset(squeeze(name) for names in toml_table("names.toml").values() for name in names.split())


@cache
def is_given(key: str) -> bool:
    """Whether a word is a given or family name, by the lists or by its ending."""
    if key in given_names():
        return True
    shaped = len(key) > _SHORTEST_SHAPED and key.endswith(tuple(_people()["names"]["endings"]))
    return shaped and key not in not_names() and key not in places().values


@cache
def from_house() -> frozenset[str]:
    """Words between what someone does and the house where it is done."""
    return frozenset(_people()["linkers"]["from_house"])


@cache
def places() -> Lexicon:
    """Names of regencies, provinces and of the places of units."""
    return listed({name for name in _places() if name} | set(_people()["not_names"]["countries"]))


@cache
def districts() -> Lexicon:
    """Names of districts, for the offices below a regency."""
    return listed({row["name"] for row in csv_table("gazetteer/districts.csv")} | set(_places()) - {""})


def _places() -> Iterator[str]:
    for row in csv_table("gazetteer/regencies.csv"):
        yield from (_KIND_OF_REGENCY.sub("", row["name"]), row["capital"], *row["aliases"].split("|"))
    for table in ("provinces", "prisons", "police"):
        for row in csv_table(f"gazetteer/{table}.csv"):
            yield from (row["name"] if table == "provinces" else row["place"], *row["aliases"].split("|"))
