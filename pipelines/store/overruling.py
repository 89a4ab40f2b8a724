"""`split` and `merge`: a person overrules what the rules made of copies, releases and events."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import product

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from pipelines.store.changes import lock_writers
from pipelines.store.decisions import Level, addresses_of
from pipelines.store.errors import DatabaseError
from pipelines.store.models import AppearanceRow, ArticleRow, DecisionRow, EventRow, ReleaseRow
from pipelines.store.releases import regroup
from pipelines.store.telling import settle
from pipelines.urls import canonical


def split(session: Session, whole: str, part: str, why: str) -> str:
    """Takes the copy at the address `part` out of the release `whole`, or the release `part` out of the event `whole`.

    The answer is the id of the release (or event) that the part is in now. Raises DatabaseError when they do not exist,
    or when `part` is no part of `whole` or all of it.
    """
    lock_writers(session)
    level, every = _members(session, whole)
    taken = _at_address(session, part) if level == "release" else _members(session, part)[1]
    if not taken or not taken < every:
        raise DatabaseError(f"{part} is no part of {whole}, or all that it has")
    _decide(session, level, (taken, every - taken), together=False, why=why)
    return _home(session, level, taken)


def merge(session: Session, one: str, other: str, why: str) -> str:
    """Joins two releases, or two events; the answer is the id that goes on.

    Raises DatabaseError when one does not exist, or they are of two sorts.
    """
    lock_writers(session)
    (level, mine), (theirs_level, theirs) = _members(session, one), _members(session, other)
    if level != theirs_level or mine == theirs:
        raise DatabaseError(f"{one} and {other}: give two releases, or two events")
    _decide(session, level, (mine, theirs), together=True, why=why)
    return _home(session, level, mine)


def _decide(session: Session, level: Level, sides: tuple[set[int], set[int]], *, together: bool, why: str) -> None:
    """Keeps the decision, takes back older ones that say the opposite, and groups anew."""
    one, other = (sorted(addresses_of(session, side)) for side in sides)
    session.execute(
        delete(DecisionRow).where(
            DecisionRow.level == level,
            DecisionRow.together != together,
            or_(
                DecisionRow.one.in_(one) & DecisionRow.other.in_(other),
                DecisionRow.one.in_(other) & DecisionRow.other.in_(one),
            ),
        )
    )
    pairs: Iterable[tuple[str, str]] = [(one[0], other[0])] if together else product(one, other)
    now = datetime.now(UTC)
    session.add_all(
        DecisionRow(level=level, together=together, one=left, other=right, why=why, at=now) for left, right in pairs
    )
    session.flush()
    everyone = sides[0] | sides[1]
    releases = set(session.scalars(select(AppearanceRow.release_id).where(AppearanceRow.id.in_(everyone))))
    settle(session, {number for number in releases if number} | regroup(session, everyone))


def _members(session: Session, key: str) -> tuple[Level, set[int]]:
    """The appearances of a release or of an event. Raises DatabaseError."""
    release = session.scalar(select(ReleaseRow.id).where(ReleaseRow.key == key))
    event = session.scalar(select(EventRow.id).where(EventRow.key == key))
    if release is None and event is None:
        raise DatabaseError(f"no release and no event is called {key}")
    query = select(AppearanceRow.id).join(ReleaseRow, ReleaseRow.id == AppearanceRow.release_id)
    query = query.where(ReleaseRow.event_id == event if release is None else ReleaseRow.id == release)
    return ("event" if release is None else "release"), set(session.scalars(query))


def _home(session: Session, level: Level, appearances: set[int]) -> str:
    """The id of the release, or of the event, that the least of some appearances is in."""
    release = session.get_one(ReleaseRow, session.get_one(AppearanceRow, min(appearances)).release_id)
    return release.key if level == "release" else session.get_one(EventRow, release.event_id).key


def _at_address(session: Session, url: str) -> set[int]:
    return set(session.scalars(select(ArticleRow.appearance_id).where(ArticleRow.family == canonical(url))))
