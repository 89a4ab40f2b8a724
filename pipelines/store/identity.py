"""Which group goes on under which number, and the names of new releases and events."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from xxhash import xxh3_64_hexdigest

Member = TypeVar("Member")


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
