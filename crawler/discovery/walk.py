"""The walk through a source's lists: every address once, as long as a list still shows something."""

from collections import deque
from collections.abc import Container, Iterator

from crawler.discovery.asks import Aim, Ask, Found
from crawler.discovery.links import Link
from crawler.discovery.plan import first, goes_on

MOST_ASKS = 5_000


class Walk:
    """The addresses that wait to be asked, and the links found so far: iterate over the asks, `learn` each answer."""

    def __init__(self, aim: Aim) -> None:
        self.aim = aim
        self.waiting = deque(first(aim))
        self.found: list[Link] = []
        self._asked: set[str] = set()
        self._shown: dict[str, frozenset[str]] = {}  # by a list's next page, what its pages have shown before

    def __iter__(self) -> Iterator[Ask]:
        """The asks one after the other, what was learned meanwhile included; at most MOST_ASKS."""
        while self.waiting and len(self._asked) < MOST_ASKS:
            ask = self.waiting.popleft()
            if ask.url not in self._asked:
                self._asked.add(ask.url)
                yield ask

    def learn(self, ask: Ask, told: Found, known: Container[str]) -> None:
        """Takes in what an ask brought; its list ends where it shows only `known` links, or its own once more."""
        self.found += told.links
        self.waiting.extend(told.children)
        before = self._shown.pop(ask.url, frozenset())
        shown = before | {link.key for link in told.links}
        if shown != before and goes_on(told, known, self.aim):
            self.waiting.extendleft(reversed(told.more))
            self._shown |= {following.url: shown for following in told.more}
