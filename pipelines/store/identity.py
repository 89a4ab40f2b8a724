"""Which group goes on as which release or event, and the names of new ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

from sqlalchemy.orm import Session
from xxhash import xxh3_64_hexdigest

from pipelines.store.models import AppearanceRow, ReleaseRow

Row = TypeVar("Row", AppearanceRow, ReleaseRow)
Home = Literal["release_id", "event_id"]


def assign(session: Session, groups: Sequence[Sequence[Row]], home: Home, new: Callable[[Row], int]) -> set[int]:
    """Gives the members of each group one home, an old one, or the `new` one that begins with its first member.

    The answer is the homes that lost or won.
    """
    former = {row.id: number for members in groups for row in members if (number := getattr(row, home)) is not None}
    heirs = inherit([[row.id for row in members] for members in groups], former)
    touched: set[int] = set()
    for members, heir in zip(groups, heirs, strict=True):
        number = heir or new(members[0])
        for row in members:
            if former.get(row.id) != number:
                touched |= {number, former.get(row.id, number)}
                setattr(row, home, number)
    session.flush()
    return touched


def inherit(groups: Sequence[Sequence[int]], former: Mapping[int, int]) -> list[int | None]:
    """The number each group goes on under, None for a new one.

    `former` gives the number that a member had. The oldest numbers choose first, and each goes to the group that holds
    most of its members; so where groups are joined the older one survives. Of equal groups the one with
    the oldest member goes on.
    """
    claims: dict[int, list[tuple[int, int, int]]] = {}
    for place, members in enumerate(groups):
        for number in {former[member] for member in members if member in former}:
            share = sum(former.get(member) == number for member in members)
            claims.setdefault(number, []).append((-share, min(members), place))
    heirs: list[int | None] = [None] * len(groups)
    for number in sorted(claims):
        free = [place for _, _, place in sorted(claims[number]) if heirs[place] is None]
        if free:
            heirs[free[0]] = number
    return heirs


def name(prefix: str, origin: str, turn: int = 0) -> str:
    """The public name of a release or event that began with `origin`; `turn` varies it where that is taken."""
    return prefix + xxh3_64_hexdigest(origin.encode(), seed=turn)
