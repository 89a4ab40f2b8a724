"""The vote of copies: where copies of a release, or releases of an event, tell different days, the best proven wins."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.records import EventDay


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one copy tells: its day with the evidence, and where it comes from (an address)."""

    day: EventDay
    source: str


@dataclass(frozen=True, slots=True)
class Vote:
    """The day that won, and the record: every day told with its weight and its sources, heaviest first."""

    day: EventDay
    tally: tuple[tuple[str, float, tuple[str, ...]], ...]
    unanimous: bool


def vote(ballots: Iterable[Ballot]) -> Vote:
    """The day on which the copies agree best.

    Each copy weighs as much as its confidence; copies without a day do not vote. A tie is no day.
    """
    told = [ballot for ballot in ballots if ballot.day.date]
    weights: dict[tuple[str, str | None], float] = defaultdict(float)
    sources: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for ballot in told:
        key = (ballot.day.date or "", ballot.day.end_date)
        weights[key] += ballot.day.confidence
        sources[key].append(ballot.source)
    ranked = sorted(weights, key=lambda key: (-weights[key], key[0], key[1] or ""))
    tally = tuple(("/".join(filter(None, key)), round(weights[key], 2), tuple(sorted(sources[key]))) for key in ranked)
    if not ranked:
        return Vote(EventDay(issues=("no-copy-tells-the-day",)), (), True)
    if len(ranked) > 1 and abs(weights[ranked[0]] - weights[ranked[1]]) < 0.01:
        return Vote(EventDay(issues=("copies-disagree",)), tally, False)
    return Vote(_winner(told, ranked, weights), tally, len(ranked) == 1)


def _winner(
    told: list[Ballot], ranked: list[tuple[str, str | None]], weights: dict[tuple[str, str | None], float]
) -> EventDay:
    """The surest copy of the winning day; the share of the votes lowers its confidence."""
    best = max(
        (ballot for ballot in told if (ballot.day.date, ballot.day.end_date) == ranked[0]),
        key=lambda ballot: (ballot.day.confidence, ballot.source),
    ).day
    if len(ranked) == 1:
        return best
    share = weights[ranked[0]] / sum(weights.values())
    confidence = round(min(best.confidence, share), 2)
    return EventDay(best.date, best.end_date, best.text, confidence, (*best.issues, "copies-disagree"))
