"""A person's word on what belongs together. It names folded addresses, so it holds when all is worked out anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pipelines.store.models import ArticleRow, DecisionRow

Level = Literal["release", "event"]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What persons decided about some nodes (appearances or releases), by their numbers."""

    apart: frozenset[tuple[int, int]]
    together: tuple[tuple[int, int], ...]

    def keeps_apart(self, one: int, other: int) -> bool:
        """Whether a person said that the two do not belong together."""
        return (min(one, other), max(one, other)) in self.apart


def addresses_of(session: Session, appearance_ids: Iterable[int]) -> dict[str, int]:
    """The folded addresses of appearances, each with the number of its appearance."""
    query = select(ArticleRow.family, ArticleRow.appearance_id).where(ArticleRow.appearance_id.in_(set(appearance_ids)))
    return {row.family: row.appearance_id for row in session.execute(query)}


def anything_decided(session: Session, level: Level) -> bool:
    """Whether persons decided anything at all on this level."""
    return session.scalar(select(DecisionRow.id).where(DecisionRow.level == level).limit(1)) is not None


def decisions_on(session: Session, level: Level, addresses: Iterable[str]) -> list[DecisionRow]:
    """The decisions in which these folded addresses take part, the oldest first."""
    some = set(addresses)
    query = select(DecisionRow).where(
        DecisionRow.level == level, or_(DecisionRow.one.in_(some), DecisionRow.other.in_(some))
    )
    return list(session.scalars(query.order_by(DecisionRow.id)))


def partners(session: Session, level: Level, addresses: Iterable[str]) -> set[int]:
    """The appearances that a person put together with these addresses."""
    some = set(addresses)
    joined = [row for row in decisions_on(session, level, some) if row.together]
    wanted = {address for row in joined for address in (row.one, row.other)} - some
    return set(session.scalars(select(ArticleRow.appearance_id).where(ArticleRow.family.in_(wanted))))


NONE = Rulings(frozenset(), ())


def rulings(session: Session, level: Level, nodes: Mapping[str, int]) -> Rulings:
    """The decisions between these nodes, given as address → number."""
    found = [row for row in decisions_on(session, level, nodes) if row.one in nodes and row.other in nodes]
    pairs = [(row.together, *sorted((nodes[row.one], nodes[row.other]))) for row in found]
    apart = frozenset((one, other) for together, one, other in pairs if not together)
    return Rulings(apart, tuple((one, other) for together, one, other in pairs if together))
