"""Settles what contradicts itself ("Senin, 24 Februari 2024"): only with evidence, told in issues, never sure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from rapidfuzz.distance import OSA

from pipelines.dates.calendar import agrees, check, day_of
from pipelines.dates.readings import Anchors, Reading, unresolved
from pipelines.dates.terms import Expression

UPPER_BOUND = 0.5
SPAN = 31
SLIPS = 2
UNDECIDED = 0.5
PLAUSIBLE_AGE = 7
FAR = 21
RECENT = 3
MOST_ALTERNATIVES = 3


def settle(expression: Expression, reading: Reading, anchors: Anchors, known: frozenset[date]) -> Reading:
    """The reading with the conflict settled, or an abstention that names the alternatives.

    `known` are days that other words of the text name without contradiction.
    """
    if anchors.weak:
        anchors = replace(anchors, today=None)
    digits = reading.alternatives[0] if reading.alternatives else None
    slips = _slips(expression, anchors, known)
    supported = sorted(
        {day for day in (*((digits,) if digits else ()), *slips) if day in known}, key=lambda day: slips.get(day, 0)
    )
    if len(supported) == 1 or (len(supported) > 1 and slips.get(supported[0], 0) < slips.get(supported[1], 0)):
        return _settled(expression, reading, supported[0], (digits, *slips), "other-words", UPPER_BOUND)
    if anchors.today is None:
        return _by_year(expression, reading, digits, anchors)
    return _by_publication(expression, reading, digits, slips, anchors, anchors.today)


def near_slip(expression: Expression, day: date, anchors: Anchors, most: int = 1) -> date | None:
    """The day of the publication or shortly before it that at most `most` slips of the pen make of these digits.

    Only for a day with its weekday, which the other day must bear too, and which lies far from the publication.
    """
    if anchors.today is None or anchors.weak or expression.weekday is None or abs((anchors.today - day).days) <= FAR:
        return None
    named = re.search(r"[a-z]{3,}", expression.printed) is not None
    slips = _slips(expression, anchors, frozenset())
    near = [other for other, cost in slips.items() if cost <= most and 0 <= (anchors.today - other).days <= RECENT]
    return next((other for other in near if not named or other.month == day.month), None)


def _by_publication(
    expression: Expression, reading: Reading, digits: date | None, slips: dict[date, int], anchors: Anchors, today: date
) -> Reading:
    """The digits stand where they lie in the week before the publication and no close slip explains them."""
    likely = digits is not None and 0 <= (today - digits).days <= PLAUSIBLE_AGE
    past = {day: cost for day, cost in slips.items() if 0 <= (today - day).days <= (3 if likely else SPAN)}
    price = {day: cost + (today - day).days / 10 for day, cost in past.items()}
    best = sorted(past, key=lambda day: price[day])
    if likely and digits is not None:
        if best:
            return _open(reading, (digits, *best))
        return _settled(expression, reading, digits, (digits,), "digits-near-publication", 0.45)
    if not best or (len(best) > 1 and price[best[1]] - price[best[0]] < UNDECIDED):
        return _open(reading, (*((digits,) if digits else ()), *best))
    confidence = 0.45 if past[best[0]] == 1 else 0.4
    return _settled(expression, reading, best[0], (digits, *best), "near-publication", confidence)


def _by_year(expression: Expression, reading: Reading, digits: date | None, anchors: Anchors) -> Reading:
    """Without a publication day only another year, told by the text, can be the truth."""
    if digits is None or not anchors.days:
        return _open(reading, reading.alternatives)
    years = {day.year for day in anchors.days} - {digits.year}
    options = [day_of(year, digits.month, digits.day) for year in years]
    fitting = [
        day
        for day in options
        if day and agrees(day, expression.weekday) and min(abs((day - named).days) for named in anchors.days) <= SPAN
    ]
    if len(fitting) == 1:
        return _settled(expression, reading, fitting[0], (digits, *fitting), "year-of-text", 0.45)
    return _open(reading, reading.alternatives)


def _slips(expression: Expression, anchors: Anchors, known: frozenset[date]) -> dict[date, int]:
    """Days near the anchor, or known, on the stated weekday, whose digits are a slip away; with the number of slips."""
    near = [anchors.today - timedelta(days=number) for number in range(-1, SPAN)] if anchors.today else []
    printed = _digits(expression)
    costs = {}
    for day in {*near, *known}:
        if agrees(day, expression.weekday, eve=expression.eve):
            cost = min(OSA.distance(digits, form) for form in _forms(day) for digits in printed)
            if 0 < cost <= SLIPS:
                costs[day] = cost
            elif cost == 0:
                costs[day] = 1
    return dict(
        sorted(costs.items(), key=lambda pair: (pair[1], abs((pair[0] - (anchors.today or pair[0])).days), pair[0]))
    )


def _digits(expression: Expression) -> set[str]:
    """The digits of the expression with one separator: as they are printed, and as the numbers that they tell."""
    first = expression.first
    printed = re.sub(r"[a-z]+", str(first.month) if first and first.month else "", expression.printed)
    told = {re.sub(r"[/.\-, ]+", "/", printed.strip("/ "))} if expression.last is None or expression.broken else set()
    if expression.broken or first is None or first.month is None:
        return told
    return told | {"/".join(str(part) for part in (first.day, first.month, first.year) if part is not None)}


def _forms(day: date) -> Iterable[str]:
    """The ways in which the digits of a day are printed."""
    for head in (
        f"{day.day}/{day.month}",
        f"{day.day:02d}/{day.month:02d}",
        f"{day.day}/{day.month:02d}",
        f"{day.day:02d}/{day.month}",
        f"{day.month}/{day.day}",
    ):
        yield from (head, f"{head}/{day.year}", f"{head}/{day.year % 100:02d}")


def _settled(
    expression: Expression,
    reading: Reading,
    day: date,
    options: Iterable[date | None],
    how: str,
    confidence: float,
) -> Reading:
    others = tuple(dict.fromkeys(option for option in options if option and option != day))[:MOST_ALTERNATIVES]
    issues = (*reading.issues, f"settled-by-{how}")
    proof = check(day, expression.weekday, eve=expression.eve)
    return Reading(day, None, "day", "settled", reading.anchor, min(confidence, UPPER_BOUND), proof, issues, others)


def _open(reading: Reading, options: Iterable[date]) -> Reading:
    return unresolved(reading.method, reading.anchor, *reading.issues, alternatives=tuple(dict.fromkeys(options)))
