"""Links between releases that tell one event, and what hangs together by them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from pipelines.dedup.groups import standing
from pipelines.dedup.stories import LATE_DAYS, SAME_DAY, Story, same_event
from pipelines.store.candidates import candidates
from pipelines.store.decisions import addresses_of, partners
from pipelines.store.facts import facts_from
from pipelines.store.models import AppearanceRow, EventLinkRow, ReleaseRow

Link = tuple[float, str, str]


def link_events(session: Session, release: ReleaseRow) -> set[int]:
    """Compares the release with those near it and keeps what was found, in place of its former links.

    The answer is the releases that it was linked with before.
    """
    former = unlink_events(session, release.id)
    copies = session.scalars(select(AppearanceRow).where(AppearanceRow.release_id == release.id))
    near = candidates(session, [facts_from(row.facts) for row in copies], LATE_DAYS)
    others = select(AppearanceRow.release_id).where(AppearanceRow.id.in_(near))
    rows = []
    for other in session.scalars(select(ReleaseRow).where(ReleaseRow.id.in_(others), ReleaseRow.id != release.id)):
        verdict = same_event(story_of(release), story_of(other))
        if verdict:
            one, two = sorted((release.id, other.id))
            rows.append({"one_id": one, "other_id": two, "score": verdict.score, "rule": verdict.rule})
    if rows:
        session.execute(insert(EventLinkRow), rows)
    return former


def unlink_events(session: Session, release_id: int) -> set[int]:
    """Forgets the links of a release; the answer is the releases at their other ends."""
    rows = _touching(session, {release_id})
    if rows:
        session.execute(
            delete(EventLinkRow).where(or_(EventLinkRow.one_id == release_id, EventLinkRow.other_id == release_id))
        )
    return {number for row in rows for number in (row.one_id, row.other_id)} - {release_id}


def story_of(release: ReleaseRow) -> Story:
    """A release as clustering of events sees it."""
    return Story(facts_from(release.facts), release.text)


@dataclass
class Web:
    """Releases with their links as far as they were read; names do not depend on the order of arrival."""

    whole: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    links: dict[tuple[int, int], tuple[float, str]] = field(default_factory=dict)

    def read(self, session: Session, releases: Collection[int]) -> set[int]:
        """Reads all links of these releases; the answer is the releases at their ends, themselves included."""
        new = set(releases) - self.whole
        rows = _touching(session, new) if new else []
        self.whole |= new
        self.links |= {(row.one_id, row.other_id): (row.score, row.rule) for row in rows}
        ends = {number for pair in self.links if not new.isdisjoint(pair) for number in pair} | set(releases)
        unnamed = ends - self.names.keys()
        self.names |= names_of(session, unnamed) if unnamed else {}
        return ends

    def standing(self) -> list[Link]:
        """The links that count, by name."""
        firm = {self._names(*pair) for pair, (_, rule) in self.links.items() if rule == SAME_DAY}
        every = [(score, *self._names(*pair)) for pair, (score, _) in self.links.items()]
        return standing(every, lambda one, other: (one, other) in firm)

    def _names(self, one: int, other: int) -> tuple[str, str]:
        first, second = sorted((self.names[one], self.names[other]))
        return first, second


def connected(session: Session, start: Collection[int], *, decided: bool) -> tuple[dict[str, int], list[Link]]:
    """All that hangs together with these releases by links that count, by events as they are, or by a person's word.

    `decided` tells whether there is any such word. The answer is their numbers by name, and the links that count.
    """
    web = Web()
    seen: set[int] = set()
    front = web.read(session, start)
    while front:
        seen |= front
        web.read(session, web.read(session, front))
        numbers = {name: number for number, name in web.names.items()}
        reached = {numbers[name] for _, *pair in web.standing() for name in pair if seen & {numbers[n] for n in pair}}
        reached |= _mates(session, front)
        if decided:
            reached |= _joined_by_hand(session, front)
        front = reached - seen
    names = {web.names[number]: number for number in seen}
    return names, [link for link in web.standing() if link[1] in names and link[2] in names]


def names_of(session: Session, releases: Iterable[int]) -> dict[int, str]:
    """A name for each release that does not depend on which of its copies came first: its least address."""
    query = select(AppearanceRow.release_id, AppearanceRow.url).where(AppearanceRow.release_id.in_(set(releases)))
    names: dict[int, str] = {}
    for number, url in session.execute(query):
        if number is not None:
            names[number] = min(url, names.get(number, url))
    return names


def addresses_of_releases(session: Session, releases: Collection[int]) -> dict[str, int]:
    """The folded addresses of releases, each with the number of its release."""
    query = select(AppearanceRow.id, AppearanceRow.release_id).where(AppearanceRow.release_id.in_(set(releases)))
    homes = {number: release for number, release in session.execute(query) if release is not None}
    return {address: homes[number] for address, number in addresses_of(session, homes).items()}


def _touching(session: Session, releases: Collection[int]) -> list[EventLinkRow]:
    some = set(releases)
    query = select(EventLinkRow).where(or_(EventLinkRow.one_id.in_(some), EventLinkRow.other_id.in_(some)))
    return list(session.scalars(query))


def _mates(session: Session, releases: Collection[int]) -> set[int]:
    events = select(ReleaseRow.event_id).where(ReleaseRow.id.in_(set(releases)), ReleaseRow.event_id.is_not(None))
    return set(session.scalars(select(ReleaseRow.id).where(ReleaseRow.event_id.in_(events))))


def _joined_by_hand(session: Session, releases: Collection[int]) -> set[int]:
    appearances = partners(session, "event", addresses_of_releases(session, releases))
    query = select(AppearanceRow.release_id).where(AppearanceRow.id.in_(appearances))
    return {number for number in session.scalars(query) if number is not None}
