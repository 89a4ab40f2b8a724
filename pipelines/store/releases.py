"""Appearances into releases: links between copies, groups out of links, and which release each group goes on as."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from pipelines.dedup.copies import NEAR_DAYS, Copy, conflict, same_release
from pipelines.dedup.facts import Facts
from pipelines.dedup.fingerprint import worth_comparing
from pipelines.dedup.groups import group
from pipelines.store.candidates import candidates
from pipelines.store.decisions import NONE, addresses_of, anything_decided, partners, rulings
from pipelines.store.facts import copy_from, facts_from
from pipelines.store.identity import assign, name
from pipelines.store.models import AppearanceRow, ArticleRow, ReleaseLinkRow, ReleaseRow
from pipelines.store.samples import alike

MANY = 500
"""How many candidates are read at once."""


def link(session: Session, appearance: AppearanceRow, mine: Copy) -> None:
    """Compares the appearance, which tells `mine`, with its candidates and keeps what was verified."""
    found = candidates(session, [mine.facts], NEAR_DAYS) | alike(session, mine.runs, mine.facts, NEAR_DAYS)
    rows = []
    for other, article_id, theirs in _near(session, appearance, mine.facts, found - {appearance.id}):
        verdict = same_release(mine, copy_from(_record(session, article_id), theirs))
        if verdict:
            one, two = sorted((appearance.id, other))
            rows.append({"one_id": one, "other_id": two, "score": verdict.score, "rule": verdict.rule})
    if rows:
        session.execute(insert(ReleaseLinkRow), rows)


def _near(
    session: Session, mine: AppearanceRow, facts: Facts, found: set[int]
) -> Iterator[tuple[int, int | None, Facts]]:
    """Appearance, article and facts of those that may be copies. Hundreds share a phrase: whole rows are not read."""
    numbers = sorted(found)
    columns = select(AppearanceRow.id, AppearanceRow.article_id, AppearanceRow.facts, AppearanceRow.sketch)
    for start in range(0, len(numbers), MANY):
        some = AppearanceRow.id.in_(numbers[start : start + MANY])
        for number, article_id, kept, sketch in session.execute(columns.where(some)).all():
            theirs = facts_from(kept)
            if not conflict(facts, theirs) and worth_comparing(mine.sketch, sketch):
                yield number, article_id, theirs


def unlink(session: Session, appearance_id: int) -> None:
    """Forgets the links of an appearance."""
    session.execute(
        delete(ReleaseLinkRow).where(
            or_(ReleaseLinkRow.one_id == appearance_id, ReleaseLinkRow.other_id == appearance_id)
        )
    )


def regroup(session: Session, appearance_ids: Iterable[int]) -> set[int]:
    """Groups all that hangs together with these appearances anew; the answer is the releases that lost or won."""
    decided = anything_decided(session, "release")
    nodes, links = _connected(session, set(appearance_ids), decided=decided)
    rows = {row.id: row for row in _rows(session, nodes)}
    names = {row.url: row for row in rows.values()}
    facts = {url: facts_from(row.facts) for url, row in names.items()}
    ruled = rulings(session, "release", addresses_of(session, nodes)) if decided else NONE
    groups = group(
        names,
        [(link.score, rows[link.one_id].url, rows[link.other_id].url) for link in links],
        lambda one, other: ruled.keeps_apart(names[one].id, names[other].id) or conflict(facts[one], facts[other]),
        [(rows[one].url, rows[other].url) for one, other in ruled.together],
    )
    return assign(
        session,
        [[names[url] for url in sorted(members)] for members in groups],
        "release_id",
        lambda first: _new_release(session, first.url).id,
    )


def _connected(session: Session, start: set[int], *, decided: bool) -> tuple[set[int], list[ReleaseLinkRow]]:
    """All that is linked with these appearances over any number of steps, or stands in one release with them."""
    seen: set[int] = set()
    links: dict[tuple[int, int], ReleaseLinkRow] = {}
    front = start
    while front:
        seen |= front
        found = list(
            session.scalars(
                select(ReleaseLinkRow).where(or_(ReleaseLinkRow.one_id.in_(front), ReleaseLinkRow.other_id.in_(front)))
            )
        )
        links |= {(row.one_id, row.other_id): row for row in found}
        reached = {number for row in found for number in (row.one_id, row.other_id)}
        releases = select(AppearanceRow.release_id).where(
            AppearanceRow.id.in_(front), AppearanceRow.release_id.is_not(None)
        )
        reached |= set(session.scalars(select(AppearanceRow.id).where(AppearanceRow.release_id.in_(releases))))
        if decided:
            reached |= partners(session, "release", addresses_of(session, front))
        front = reached - seen
    return seen, list(links.values())


def _new_release(session: Session, url: str) -> ReleaseRow:
    """A release named after the address that it began with."""
    keys = (name("r", url, turn) for turn in count())
    row = ReleaseRow(key=next(key for key in keys if not _taken(session, key)))
    session.add(row)
    session.flush()
    return row


def _taken(session: Session, key: str) -> bool:
    return session.scalar(select(ReleaseRow.id).where(ReleaseRow.key == key)) is not None


def _rows(session: Session, numbers: set[int]) -> Iterable[AppearanceRow]:
    return session.scalars(select(AppearanceRow).where(AppearanceRow.id.in_(numbers)))


def _record(session: Session, article_id: int | None) -> dict[str, Any]:
    return session.get_one(ArticleRow, article_id).record
