"""Pages of tens of thousands of elements lose what stands far from the article, so that reading them stays quick."""

from lxml.html import HtmlElement

from pipelines.text.parts import body_names
from pipelines.text.tree import names_of

MOST_ELEMENTS = 30_000
MOST_IN_A_SIBLING = 1_000
SIBLINGS_KEPT = 60
SHORTEST_TEXT = 200


def without_bulk(tree: HtmlElement) -> bool:
    """Takes the bulk out of a large tree; False where the tree is too large and no body is known by its name."""
    if _size(tree) <= MOST_ELEMENTS:
        return True
    body = _named_body(tree)
    if body is None:
        return False
    node = body
    while (parent := node.getparent()) is not None:
        place = parent.index(node)
        for other, sibling in enumerate(list(parent)):
            far = abs(other - place) > SIBLINGS_KEPT
            if sibling is not node and sibling.tag != "head" and (far or _size(sibling) > MOST_IN_A_SIBLING):
                parent.remove(sibling)
        node = parent
    return _size(tree) <= MOST_ELEMENTS


def _size(element: HtmlElement) -> int:
    """How many elements there are, counted to the limit."""
    count = 0
    for _ in element.iter():
        count += 1
        if count > MOST_ELEMENTS:
            break
    return count


def _named_body(tree: HtmlElement) -> HtmlElement | None:
    rank = {name: place for place, name in enumerate(body_names())}
    found = [
        (min(ranks), place, element)
        for place, element in enumerate(tree.iter("div", "article", "section", "td", "main", "span"))
        if (ranks := [rank[name] for name in names_of(element).split() if name in rank])
    ]
    for _, _, element in sorted(found, key=lambda one: one[:2])[:50]:
        if _size(element) <= MOST_ELEMENTS and len("".join(element.itertext())) >= SHORTEST_TEXT:
            return element
    return None
