"""Where an appearance is looked for: under its places and days; the table of postings answers who else stands there."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from pipelines.dedup.facts import Facts
from pipelines.store.models import PostingRow

NOWHERE = ""
"""The key of articles that name no place."""
NO_DAY = 0


def post(session: Session, appearance_id: int, facts: Facts) -> None:
    """Puts an appearance under its places and days."""
    rows = [
        {"key": key, "day": day, "appearance_id": appearance_id}
        for key in _keys(facts)
        for day in facts.days or (NO_DAY,)
    ]
    session.execute(insert(PostingRow), rows)


def unpost(session: Session, appearance_id: int) -> None:
    """Takes the appearance out of the postings."""
    session.execute(delete(PostingRow).where(PostingRow.appearance_id == appearance_id))


def candidates(session: Session, many: Collection[Facts], near: int) -> set[int]:
    """The appearances that share a place with one of these within `near` days of one of their days.

    What has no day stands beside every day.
    """
    keys = frozenset[str]().union(*(_keys(facts) for facts in many))
    days = sorted({day for facts in many for day in facts.days})
    query = select(PostingRow.appearance_id).where(PostingRow.key.in_(sorted(keys))).distinct()
    if all(facts.days for facts in many):
        spans = [PostingRow.day.between(first - near, last + near) for first, last in _spans(days, near)]
        query = query.where(or_(PostingRow.day == NO_DAY, *spans))
    return set(session.scalars(query))


def _keys(facts: Facts) -> frozenset[str]:
    return facts.around or frozenset((NOWHERE,))


def _spans(days: Iterable[int], near: int) -> list[tuple[int, int]]:
    """The days as first and last of runs whose windows meet."""
    spans: list[tuple[int, int]] = []
    for day in days:
        if spans and day - spans[-1][1] <= 2 * near:
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    return spans
