"""When two releases tell one event: unit, day and kind decide, the police and the text weigh in.

Like the rules of releases these look at the two alone, so the order of arrival does not matter.
"""

from dataclasses import dataclass

from pipelines.dedup.copies import Verdict

NEAR_DAYS = 2


@dataclass(frozen=True, slots=True)
class Story:
    """A release as clustering of events sees it; `prisons` names its units, the main one first."""

    prisons: tuple[str, ...]
    police: frozenset[str]
    days: tuple[int, ...]
    published: int | None
    kind: str


def apart(one: Story, other: Story) -> bool:
    """Whether two releases cannot tell one event."""
    return _gap(one, other) > NEAR_DAYS


def same_event(one: Story, other: Story) -> Verdict | None:
    """The verdict for two releases, or None where they tell two events."""
    if apart(one, other) or not set(one.prisons) & set(other.prisons):
        return None
    if one.kind != other.kind and "other" not in (one.kind, other.kind):
        return None
    score = 0.5 + 0.2 * (one.kind == other.kind) + 0.2 * bool(one.police & other.police) + 0.1 * (_gap(one, other) == 0)
    return Verdict(round(score, 4), "unit, day, kind")


def _gap(one: Story, other: Story) -> int:
    """Days between two releases: between their events, else between publications, else none."""
    if one.days and other.days:
        return min(abs(a - b) for a in one.days for b in other.days)
    mine, theirs = (story.days or (() if story.published is None else (story.published,)) for story in (one, other))
    return min((abs(a - b) for a in mine for b in theirs), default=0)
