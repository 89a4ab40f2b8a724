"""Releases into events, in the same way as appearances into releases."""

from collections.abc import Collection
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.dedup.groups import group
from pipelines.dedup.stories import apart
from pipelines.store.decisions import NONE, anything_decided, rulings
from pipelines.store.event_links import addresses_of_releases, connected, story_of
from pipelines.store.identity import assign, name
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
    return assign(
        session,
        [[rows[address] for address in sorted(members)] for members in groups],
        "event_id",
        lambda first: _new_event(session, first.key).id,
    )


def _new_event(session: Session, key: str) -> EventRow:
    """An event named after the release that it began with."""
    keys = (name("e", key, turn) for turn in count())
    free = (found for found in keys if session.scalar(select(EventRow.id).where(EventRow.key == found)) is None)
    row = EventRow(key=next(free), kind="other", vote={})
    session.add(row)
    session.flush()
    return row
