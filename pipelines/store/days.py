"""The day of an event between the JSON that is kept and the vote of the copies."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from pipelines.dates import Ballot, Vote
from pipelines.records import EventDay

Json = dict[str, Any]
MOST_DAYS = 10
"""Of a longer event only so many days are looked up."""
_KEYS = tuple(field.name for field in fields(EventDay))


def ballot(event: Json, source: str) -> Ballot:
    """What a copy (or a release) tells of the day, from its `event` as kept."""
    told = {key: event[key] for key in _KEYS if key in event}
    return Ballot(EventDay(**told | {"issues": tuple(event.get("issues", ()))}), source)


def vote_json(vote: Vote) -> Json:
    """The day that won with its evidence, and who said what: heaviest first, empty where all agree."""
    told = [] if vote.unanimous else vote.tally
    tally = [{"day": day, "weight": weight, "sources": list(sources)} for day, weight, sources in told]
    return {"day": asdict(vote.day), "tally": tally}


def voted_days(vote: Vote) -> tuple[int, ...]:
    """The days to look for an event under: those that won, or all that lead in a tie."""
    if vote.day.date:
        return days_between(vote.day.date, vote.day.end_date)
    leading = [told for told, weight, _ in vote.tally if weight == vote.tally[0][1]]
    return tuple(sorted({day for told in leading for day in days_between(*told.split("/"))}))


def days_between(first: str | None, last: str | None = None) -> tuple[int, ...]:
    """All days from first to last (ISO), as numbers since year 1; none where the first is unknown."""
    if first is None:
        return ()
    start = date.fromisoformat(first).toordinal()
    end = date.fromisoformat(last).toordinal() if last else start
    return tuple(range(start, max(start, min(end, start + MOST_DAYS)) + 1))
