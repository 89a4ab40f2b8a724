"""Groups out of links: the strongest link first, unless it would put two together that must stay apart.

The answer depends on the links alone, not on the order in which they were found.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from xxhash import xxh3_64_intdigest

Node = TypeVar("Node", bound=str)
Link = tuple[float, Node, Node]


def group(
    nodes: Iterable[Node],
    links: Iterable[Link[Node]],
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


def standing(links: Iterable[Link[Node]], firm: Callable[[Node, Node], bool]) -> list[Link[Node]]:
    """The links that count: firm ones, and of a node without a firm one its single strongest.

    So a report with a misprinted day finds its event, while a daily series of alike events does not grow into one.
    Each link names its lesser end first; all links of a node must be given for its own to be right.
    """
    every = sorted(links, key=lambda link: (-link[0], _lot(link[1], link[2])))
    settled = {node for _, one, other in every if firm(one, other) for node in (one, other)}
    best: dict[Node, Link[Node]] = {}
    for link in every:
        best.setdefault(link[1], link)
        best.setdefault(link[2], link)
    lonely = {link for node, link in best.items() if node not in settled}
    return [link for link in every if firm(link[1], link[2]) or link in lonely]


def _lot(one: str, other: str) -> int:
    """Draws between equals, the same way always; names in order would string a series together."""
    return xxh3_64_intdigest(f"{one} {other}".encode())


def _join(home: dict[Node, set[Node]], left: set[Node], right: set[Node]) -> None:
    if left is not right:
        left |= right
        for node in right:
            home[node] = left
