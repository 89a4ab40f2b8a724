"""Releases into events, in the same way as appearances into releases."""

from collections.abc import Collection
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.dedup.groups import group
from pipelines.dedup.stories import apart
from pipelines.store.decisions import NONE, anything_decided, rulings
from pipelines.store.event_links import addresses_of_releases, connected, story_of
from pipelines.store.identity import inherit, name
from pipelines.store.models import EventRow, ReleaseRow


def regroup_events(session: Session, release_ids: Collection[int]) -> set[int]:
    """Groups all that hangs together with these releases anew; the answer is the events that lost or won."""
    decided = anything_decided(session, "event")
    numbers, links = connected(session, release_ids, decided=decided)
    found = session.scalars(select(ReleaseRow).where(ReleaseRow.id.in_(numbers.values())))
    by_number = {row.id: row for row in found}
    rows = {address: by_number[number] for address, number in numbers.items()}
    stories = {address: story_of(row) for address, row in rows.items()}
    ruled = rulings(session, "event", addresses_of_releases(session, by_number)) if decided else NONE
    addresses = {number: address for address, number in numbers.items()}
    groups = group(
        rows,
        links,
        lambda one, other: ruled.keeps_apart(rows[one].id, rows[other].id) or apart(stories[one], stories[other]),
        [(addresses[one], addresses[other]) for one, other in ruled.together],
    )
    return _assign(session, [[rows[address] for address in sorted(members)] for members in groups])


def _assign(session: Session, groups: list[list[ReleaseRow]]) -> set[int]:
    """Gives each group its event, an old one or a new one; the answer is the events that lost or won."""
    former = {row.id: row.event_id for members in groups for row in members if row.event_id is not None}
    touched: set[int] = set()
    for members, heir in zip(groups, inherit([[row.id for row in members] for members in groups], former), strict=True):
        number = heir or _new_event(session, members[0].key).id
        for row in members:
            if row.event_id != number:
                touched |= {number} if row.event_id is None else {number, row.event_id}
                row.event_id = number
    session.flush()
    return touched


def _new_event(session: Session, key: str) -> EventRow:
    """An event named after the release that it began with."""
    keys = (name("e", key, turn) for turn in count())
    free = (found for found in keys if session.scalar(select(EventRow.id).where(EventRow.key == found)) is None)
    row = EventRow(key=next(free), kind="other", vote={})
    session.add(row)
    session.flush()
    return row
