"""Where an appearance is looked for by its words: sampled runs of words, each beside the days around which it was told.

This finds copies whose unit was not recognised or was linked to another place. Keys hold the day, so that a phrase that
every text of a prison uses meets only those of the same days: nothing has to be left out, and who came first does
not matter.
"""

from array import array
from collections.abc import Iterable

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from pipelines.dedup.facts import Facts
from pipelines.store.models import SampleRow

SHARED = 2
"""So many runs in common make a candidate."""
NEAR = 3
"""One posting stands for the days so near to its own."""
SPAN = 8
"""Days under one number."""
SPANS, HASHES = 1 << 12, 1 << 19
"""Numbers of days (they begin anew after 90 years) and of runs; both together fill 31 bits."""
UNDATED = 0
COMMON = 1_000
"""What has no day asks for every day, but not for runs that more appearances use than this, a phrase of the trade:
a text of which most stands in another shares rarer runs with it."""
RAREST = 8
"""So many of its runs it asks for in any case."""


def keys_of(runs: Iterable[int], facts: Facts) -> bytes:
    """The keys of an appearance, as they are kept beside it."""
    spans = {_span(day) for day in _anchors(facts)} or {UNDATED}
    return array("i", sorted({_first(run) + span for run in runs for span in spans})).tobytes()


def post_samples(session: Session, appearance_id: int, keys: bytes | None) -> None:
    """Puts an appearance under its keys."""
    rows = [{"key": key, "appearance_id": appearance_id} for key in array("i", keys or b"")]
    if rows:
        session.execute(insert(SampleRow), rows)


def unpost_samples(session: Session, appearance_id: int, keys: bytes | None) -> None:
    """Takes an appearance out of its keys."""
    mine = _one_of(array("i", keys or b"").tolist()), SampleRow.appearance_id == appearance_id
    session.execute(delete(SampleRow).where(*mine))


def alike(session: Session, runs: Iterable[int], facts: Facts, near: int) -> set[int]:
    """The appearances that share runs of words with these within `near` days; what has no day meets every day."""
    firsts = {_first(run) for run in runs}
    if not firsts:
        return set()
    if not facts.days:
        firsts = _rare(session, firsts)
    found = select(SampleRow.appearance_id).where(_within(firsts, facts.days, near))
    return set(session.scalars(found.group_by(SampleRow.appearance_id).having(func.count() >= SHARED)))


def _rare(session: Session, firsts: set[int]) -> set[int]:
    """The runs that few use on whatever day, at least the rarest of them."""
    used = {first: _uses(session, first) for first in firsts}
    rarest = sorted(firsts, key=lambda first: (used[first], first))[:RAREST]
    return {*rarest, *(first for first in firsts if used[first] <= COMMON)}


def _uses(session: Session, first: int) -> int:
    """How often a run is posted, counted to one more than COMMON."""
    some = select(SampleRow.key).where(_any_day(first)).limit(COMMON + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def _within(firsts: set[int], days: tuple[int, ...], near: int) -> ColumnElement[bool]:
    if not days:
        return or_(*map(_any_day, sorted(firsts)))
    reach = near + NEAR
    spans = {_span(near_day) for day in days for near_day in (*range(day - reach, day + reach, SPAN), day + reach)}
    return _one_of(sorted(first + span for first in firsts for span in {*spans, UNDATED}))


def _any_day(first: int) -> ColumnElement[bool]:
    return SampleRow.key.between(first, first + SPANS - 1)


def _one_of(keys: list[int]) -> ColumnElement[bool]:
    """Whether a row stands under one of many keys, as one parameter; one for each would cost more than the search."""
    return SampleRow.key.in_(bindparam("keys", keys, expanding=True))


def _anchors(facts: Facts) -> list[int]:
    """As few of the days as stand for all of them."""
    chosen: list[int] = [] if facts.published is None else [facts.published]
    for day in facts.events:
        if all(abs(day - other) > NEAR for other in chosen):
            chosen.append(day)
    return chosen


def _span(day: int) -> int:
    return 1 + day // SPAN % (SPANS - 1)


def _first(run: int) -> int:
    return run % HASHES * SPANS
