"""What releases and events say, made of their members, and the news of it for the change feed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session
from xxhash import xxh3_128_hexdigest

from pipelines.dates import Vote, vote
from pipelines.dedup.copies import containment
from pipelines.dedup.facts import Facts
from pipelines.dedup.fingerprint import all_words, shingles
from pipelines.records import EventDay
from pipelines.store.changes import note_change
from pipelines.store.days import ballot, vote_json, voted_days
from pipelines.store.event_links import link_events, unlink_events
from pipelines.store.events import regroup_events
from pipelines.store.facets import drop_facets, save_facets
from pipelines.store.facts import facts_from, facts_json
from pipelines.store.models import AppearanceRow, ArticleRow, EventRow, ReleaseRow
from pipelines.store.records import appearances_of, release_record

OTHER = "other"


def settle(session: Session, release_ids: Iterable[int]) -> None:
    """Brings these releases and the events around them up to date, removes empty ones, and tells what changed."""
    alive: list[ReleaseRow] = []
    empty: list[ReleaseRow] = []
    for release in session.scalars(select(ReleaseRow).where(ReleaseRow.id.in_(release_ids)).order_by(ReleaseRow.id)):
        copies = appearances_of(session, release.id)
        (alive if copies else empty).append(release)
        if copies:
            settle_release(session, release, copies)
    around = {release.id for release in alive}
    for release in alive:
        around |= link_events(session, release)
    events = {release.event_id for release in (*empty, *alive) if release.event_id}
    for release in empty:
        around |= unlink_events(session, release.id)
        release.event_id = None
    session.flush()
    events |= regroup_events(session, around - {release.id for release in empty})
    told = {release.id: release for release in alive}
    for event in session.scalars(select(EventRow).where(EventRow.id.in_(events)).order_by(EventRow.id)):
        told |= {release.id: release for release in settle_event(session, event)}
    for release in empty:
        _remove(session, release)
    for number in sorted(told):
        _tell(session, told[number])


def settle_release(session: Session, release: ReleaseRow, copies: list[AppearanceRow]) -> None:
    """Makes the release say what its copies say."""
    articles = {row.id: session.get_one(ArticleRow, row.article_id) for row in copies}
    best = min(copies, key=lambda row: (-articles[row.id].words, row.published_at is None, row.published_at, row.url))
    fullest = articles[best.id]
    days = vote(ballot(articles[row.id].record["event"], row.url) for row in sorted(copies, key=lambda row: row.url))
    facts = merged_facts([facts_from(row.facts) for row in copies], facts_from(best.facts), days)
    release.vote = vote_json(days)
    release.published_at = min((row.published_at for row in copies if row.published_at), default=None)
    release.facts, release.kind = facts_json(facts), facts.kind
    release.event_date, release.event_end_date = _days(days.day)
    _show(session, release, fullest)
    _compare(copies, articles, fullest)
    session.flush()


def _show(session: Session, release: ReleaseRow, fullest: ArticleRow) -> None:
    """Gives the release title, text and rows of its fullest copy, where they are not those already."""
    shown = f"{fullest.id} {fullest.content}"
    if release.shown != shown:
        release.article_id, release.title, release.shown = fullest.id, fullest.record["title"] or "", shown
        release.text = "\n\n".join(fullest.record["paragraphs"])
        session.flush()
        if release.told:
            drop_facets(session, release.id)
        save_facets(session, release.id, fullest.record)


def _compare(copies: list[AppearanceRow], articles: dict[int, ArticleRow], fullest: ArticleRow) -> None:
    """Measures how much of each copy stands in the fullest, where that is not known yet."""
    for row in copies:
        article = articles[row.id]
        compared = f"{fullest.content} {article.content}"
        if row.compared != compared:
            row.similarity, row.compared = round(_similarity(fullest, article), 4), compared


def _similarity(fullest: ArticleRow, article: ArticleRow) -> float:
    if article.fingerprint == fullest.fingerprint:
        return 1.0
    return containment(*(shingles(all_words(row.record["paragraphs"])) for row in (fullest, article)))


def merged_facts(copies: list[Facts], best: Facts, days: Vote) -> Facts:
    """The facts of a release: units of its fullest copy, the voted day, the kind that most copies tell."""
    return replace(
        best if best.prisons else next((copy for copy in copies if copy.prisons), best),
        police=_all(copy.police for copy in copies),
        beats=_all(copy.beats for copy in copies),
        heads=_all(copy.heads for copy in copies),
        officers=_all(copy.officers for copy in copies),
        acting=_all(copy.acting for copy in copies),
        events=voted_days(days),
        published=min((copy.published for copy in copies if copy.published is not None), default=None),
        kind=kinds_vote(copies),
    )


def _all(told: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({each for some in told for each in some}))


def kinds_vote(told: Iterable[Facts]) -> str:
    """The kind that most tell; "other" is no voice, and of equals the last in order wins."""
    voices = Counter(facts.kind for facts in told if facts.kind != OTHER)
    return max(voices, key=lambda kind: (voices[kind], kind), default=OTHER)


def settle_event(session: Session, event: EventRow) -> list[ReleaseRow]:
    """Makes the event say what its releases say; the answer is the releases. An empty event is removed."""
    releases = list(session.scalars(select(ReleaseRow).where(ReleaseRow.event_id == event.id).order_by(ReleaseRow.key)))
    if releases:
        event.kind = kinds_vote(facts_from(row.facts) for row in releases)
        days = vote(ballot(row.vote["day"], row.key) for row in releases)
        event.day, event.end_day = _days(days.day)
        event.vote = vote_json(days)
        _tell_event(session, event, [row.key for row in releases])
        return releases
    if event.told:
        note_change(session, "DEL", "event", event.key)
    session.delete(event)
    session.flush()
    return []


def _tell_event(session: Session, event: EventRow, releases: list[str]) -> None:
    told = f"{event.kind} {event.day} {event.end_day} {event.vote} {releases}"
    digest = xxh3_128_hexdigest(told.encode())
    if digest != event.told:
        known, event.told = event.told, digest
        note_change(session, "MOD" if known else "ADD", "event", event.key)


def _tell(session: Session, release: ReleaseRow) -> None:
    """Notes in the feed that the release changed, if what it says differs from what was told last."""
    record = release_record(session, release)
    digest = xxh3_128_hexdigest(orjson.dumps(record, option=orjson.OPT_SORT_KEYS))
    if digest != release.told:
        known, release.told = release.told, digest
        note_change(session, "MOD" if known else "ADD", "release", release.key)


def _remove(session: Session, release: ReleaseRow) -> None:
    if release.told:
        note_change(session, "DEL", "release", release.key)
    drop_facets(session, release.id)
    session.delete(release)
    session.flush()


def _days(day: EventDay) -> tuple[date | None, date | None]:
    """First and last day of an event; the last is None for a single day."""
    first, last = (date.fromisoformat(told) if told else None for told in (day.date, day.end_date))
    return first, last
