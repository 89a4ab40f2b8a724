"""What most copies say, where they do not say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Told = TypeVar("Told", str, tuple[int, ...])


@dataclass(frozen=True, slots=True)
class Vote(Generic[Told]):
    """The winner (None where nobody said anything) and the weight of everything that was said, the heaviest first."""

    winner: Told | None
    weights: tuple[tuple[Told, float], ...] = ()


def vote(voices: Iterable[tuple[Told, float]]) -> Vote[Told]:
    """Counts voices by weight (0..1 each). Of equals the greater wins, so that who came first does not matter."""
    weights: dict[Told, float] = {}
    for told, weight in sorted(voices):
        if told:
            weights[told] = weights.get(told, 0.0) + weight
    ranked = sorted(((told, round(weight, 4)) for told, weight in weights.items()), key=lambda pair: (pair[1], pair[0]))
    return Vote(ranked[-1][0], tuple(reversed(ranked))) if ranked else Vote(None)
