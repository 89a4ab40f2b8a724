"""The figures of a text: how many, how heavy, at what time. One happening has the same ones, whoever writes."""

import re
from collections.abc import Iterable
from datetime import date

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
FEW = 2
"""With fewer figures in one of two texts nothing is said against them."""


def figures(paragraphs: Iterable[str], days: Iterable[int]) -> frozenset[str]:
    """The figures of two digits and more, without years and without those that write one of the `days`."""
    written = {form for day in map(date.fromordinal, days) for part in (day.day, day.month) for form in _forms(part)}
    found = (figure for paragraph in paragraphs for figure in _FIGURE.findall(paragraph))
    return frozenset(figure for figure in found if len(figure) > 1 and not _YEAR.fullmatch(figure)) - written


def other_figures(one: frozenset[str], other: frozenset[str], least: float) -> bool:
    """Whether both tell some figures, and of the fewer ones no larger share than `least` stands in the other."""
    fewer = min(len(one), len(other))
    return fewer >= FEW and len(one & other) <= least * fewer


def _forms(part: int) -> tuple[str, str]:
    return str(part), f"{part:02}"
