"""Releases into events, in the same way as appearances into releases."""

from collections.abc import Iterable
from itertools import count

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from pipelines.dedup.fingerprint import words
from pipelines.dedup.groups import group
from pipelines.dedup.stories import LATE_DAYS, Story, apart, same_event, telling_words
from pipelines.store.candidates import candidates
from pipelines.store.decisions import addresses_of, partners, rulings
from pipelines.store.facts import facts_from
from pipelines.store.identity import inherit, name
from pipelines.store.models import AppearanceRow, EventLinkRow, EventRow, ReleaseRow


def link_events(session: Session, release: ReleaseRow) -> None:
    """Compares the release with those near it and keeps what was found, in place of its former links."""
    unlink_events(session, release.id)
    near: set[int] = set()
    for row in session.scalars(select(AppearanceRow).where(AppearanceRow.release_id == release.id)):
        near |= candidates(session, row.id, facts_from(row.facts), LATE_DAYS)
    others = select(ReleaseRow).where(
        ReleaseRow.id.in_(select(AppearanceRow.release_id).where(AppearanceRow.id.in_(near))),
        ReleaseRow.id != release.id,
    )
    rows = []
    for other in session.scalars(others.order_by(ReleaseRow.id)):
        verdict = same_event(story_of(release), story_of(other))
        if verdict:
            one, two = sorted((release.id, other.id))
            rows.append({"one_id": one, "other_id": two, "score": verdict.score, "rule": verdict.rule})
    if rows:
        session.execute(insert(EventLinkRow), rows)


def unlink_events(session: Session, release_id: int) -> None:
    """Forgets the links of a release."""
    session.execute(
        delete(EventLinkRow).where(or_(EventLinkRow.one_id == release_id, EventLinkRow.other_id == release_id))
    )


def story_of(release: ReleaseRow) -> Story:
    """A release as clustering of events sees it."""
    return Story(facts_from(release.facts), telling_words(words(release.text)))


def regroup_events(session: Session, release_ids: Iterable[int]) -> set[int]:
    """Groups all that hangs together with these releases anew; the answer is the events that it touched."""
    numbers, links = _connected(session, set(release_ids))
    rows = {row.id: row for row in session.scalars(select(ReleaseRow).where(ReleaseRow.id.in_(numbers)))}
    names = {row.key: row for row in rows.values()}
    stories = {key: story_of(row) for key, row in names.items()}
    ruled = rulings(session, "event", _addresses(session, numbers))
    groups = group(
        names,
        [(link.score, rows[link.one_id].key, rows[link.other_id].key) for link in links],
        lambda one, other: ruled.keeps_apart(names[one].id, names[other].id) or apart(stories[one], stories[other]),
        [(rows[one].key, rows[other].key) for one, other in ruled.together],
    )
    return _assign(session, [[names[key] for key in sorted(members)] for members in groups])


def _connected(session: Session, start: set[int]) -> tuple[set[int], list[EventLinkRow]]:
    """All releases that are linked with these over any number of steps, or stand in one event with them."""
    seen: set[int] = set()
    links: dict[tuple[int, int], EventLinkRow] = {}
    front = start
    while front:
        seen |= front
        joined = or_(EventLinkRow.one_id.in_(front), EventLinkRow.other_id.in_(front))
        found = list(session.scalars(select(EventLinkRow).where(joined)))
        links |= {(row.one_id, row.other_id): row for row in found}
        reached = {number for row in found for number in (row.one_id, row.other_id)}
        events = select(ReleaseRow.event_id).where(ReleaseRow.id.in_(front), ReleaseRow.event_id.is_not(None))
        reached |= set(session.scalars(select(ReleaseRow.id).where(ReleaseRow.event_id.in_(events))))
        joined_by_hand = partners(session, "event", _addresses(session, front))
        reached |= _releases_of(session, joined_by_hand)
        front = reached - seen
    return seen, list(links.values())


def _addresses(session: Session, release_ids: set[int]) -> dict[str, int]:
    """The folded addresses of releases, each with the number of its release."""
    query = select(AppearanceRow.id, AppearanceRow.release_id).where(AppearanceRow.release_id.in_(release_ids))
    homes = {number: release for number, release in session.execute(query) if release is not None}
    return {address: homes[number] for address, number in addresses_of(session, homes).items()}


def _releases_of(session: Session, appearance_ids: set[int]) -> set[int]:
    query = select(AppearanceRow.release_id).where(AppearanceRow.id.in_(appearance_ids))
    return {number for number in session.scalars(query) if number is not None}


def _assign(session: Session, groups: list[list[ReleaseRow]]) -> set[int]:
    """Gives each group its event, an old one or a new one; the answer is all events concerned, emptied ones too."""
    former = {row.id: row.event_id for members in groups for row in members if row.event_id is not None}
    touched = set(former.values())
    for members, heir in zip(groups, inherit([[row.id for row in members] for members in groups], former), strict=True):
        number = heir or _new_event(session, members[0].key).id
        touched.add(number)
        for row in members:
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
