"""Groups out of links: the strongest link first, unless it would put two together that must stay apart.

The answer depends on the links alone, not on the order in which they were found.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

Node = TypeVar("Node", bound=str | int)


def group(
    nodes: Iterable[Node],
    links: Iterable[tuple[float, Node, Node]],
    apart: Callable[[Node, Node], bool],
    together: Iterable[tuple[Node, Node]] = (),
) -> list[frozenset[Node]]:
    """The groups of the nodes, each node in one of them, in the order of their least members.

    A link is (strength, one, other). Two groups are joined when no pair across them is `apart`; the pairs `together`
    join their groups at the end, whatever speaks against it.
    """
    home: dict[Node, set[Node]] = {node: {node} for node in nodes}
    for _, one, other in sorted(links, key=lambda link: (-link[0], *sorted(link[1:]))):
        left, right = home[one], home[other]
        if left is right or any(apart(a, b) for a in left for b in right):
            continue
        _join(home, left, right)
    for one, other in together:
        _join(home, home[one], home[other])
    unique = {id(members): frozenset(members) for members in home.values()}
    return sorted(unique.values(), key=min)


def _join(home: dict[Node, set[Node]], left: set[Node], right: set[Node]) -> None:
    if left is not right:
        left |= right
        for node in right:
            home[node] = left
