"""Blocks that a source puts into most of its articles: slogans and notices that no label gives away. Pure."""

from collections import Counter
from collections.abc import Sequence

from pipelines.text import block_key

LOOKED_AT = 40
LEAST_ARTICLES = 8
LEAST_SHARE = 0.5


def repeated_blocks(articles: Sequence[Sequence[str]]) -> frozenset[str]:
    """The keys of paragraphs that stand, word for word, in half of the articles or more.

    A closing sentence that a writer likes stays far below that share; with few articles nothing can be told.
    """
    if len(articles) < LEAST_ARTICLES:
        return frozenset()
    counts = Counter(key for paragraphs in articles for key in set(map(block_key, paragraphs)))
    return frozenset(key for key, count in counts.items() if count >= LEAST_SHARE * len(articles))
