"""What a text without a publication day tells of its year: plain years, anniversaries, the Muslim calendar."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipelines.dates.folding import Folded
from pipelines.dates.lexicon import LOOKALIKES
from pipelines.dates.terms import Expression
from pipelines.tables import toml_table

TABLE = "dates-years.toml"
_YEAR = re.compile(r"(?<![\w./-])(?:20[0-3]\d)(?![\w/])(?![.,]\d)")
_HIJRI = re.compile(r"(?<!\d)(14[2-5]\d)[ ]?(?:h|hijriah|hijriyah)(?![a-z])")
_ANNIVERSARY = re.compile(r"ke[ -]?(\d{1,3})(?!\d)")
_FEASTS = (
    ("ramadan", r"rama?dh?an"),
    ("adha", r"idul[ ]?adh?a|kurban|qurban"),
    ("fitri", r"idul[ ]?fitri|lebaran|syawal"),
)


@dataclass(frozen=True, slots=True)
class YearHint:
    """A year that the text speaks of, with the day of the feast where one is told, and the words."""

    year: int
    near: date | None
    words: str


def year_hints(folded: Folded, expressions: tuple[Expression, ...]) -> tuple[YearHint, ...]:
    """The years that the text tells outside its date expressions."""
    return (*_plain_years(folded, expressions), *_hijri_years(folded.lower), *_anniversaries(folded.lower))


def _plain_years(folded: Folded, expressions: tuple[Expression, ...]) -> list[YearHint]:
    hints = []
    for match in _YEAR.finditer(folded.lower):
        if any(expression.start <= match.start() < expression.end for expression in expressions):
            continue
        before = folded.lower[max(0, match.start() - 60) : match.start()]
        if _law().search(re.sub(r"tahun[ ]*$", "", before)):
            continue
        year = int(match.group())
        hints.append(YearHint(year, None, f"{before.split(' ')[-2] if ' ' in before.strip() else ''} {year}".strip()))
        if re.search(r"tahun baru[ ]*$|nataru[ ]*$", before):
            hints.append(YearHint(year - 1, None, f"tahun baru {year}"))
    return hints


def _hijri_years(lower: str) -> list[YearHint]:
    hints = []
    for match in _HIJRI.finditer(lower):
        feasts = toml_table(TABLE)["hijri"].get(match[1])
        if feasts is None:
            continue
        around = lower[max(0, match.start() - 40) : match.start()]
        feast = next((name for name, pattern in _FEASTS if re.search(pattern, around)), "fitri")
        hints.append(YearHint(feasts[feast].year, feasts[feast], match.group()))
    return hints


def _anniversaries(lower: str) -> list[YearHint]:
    hints = []
    for match in _ANNIVERSARY.finditer(lower):
        around = f" {lower[max(0, match.start() - 60) : match.start()]} {lower[match.end() : match.end() + 40]} "
        for entry in toml_table(TABLE)["anniversaries"]:
            if any(re.search(rf"\b{re.escape(word)}\b", around) for word in entry["words"]):
                year = entry["first"] + int(match[1])
                if 2005 <= year <= 2035:
                    hints.append(YearHint(year, None, f"{entry['name']} ke-{match[1]}"))
                break
    return hints


@cache
def _law() -> re.Pattern[str]:
    return re.compile(toml_table(LOOKALIKES)["law_before_a_year"]["pattern"])
