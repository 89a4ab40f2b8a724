"""What the sites publish right now: the items by site and path, which tests change while the world runs."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crawler.demo.model import Item


@dataclass(slots=True)
class State:
    """The published items and the addresses that were taken down."""

    items: dict[tuple[str, str], Item] = field(default_factory=dict)
    gone: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, items: Iterable[Item]) -> "State":
        """A state that holds the items."""
        return cls({(item.site, item.path): item for item in items})

    def on(self, site: str) -> list[Item]:
        """The items of a site, newest first."""
        mine = [item for item in list(self.items.values()) if item.site == site]
        return sorted(mine, key=lambda item: (item.published, item.number), reverse=True)

    def next_number(self) -> int:
        """A post number that nobody has."""
        return max((item.number for item in self.items.values()), default=0) + 1

    def add(self, item: Item) -> None:
        """Publishes one more item."""
        self.items[(item.site, item.path)] = item

    def edit(self, item: Item, modified: datetime, **changes: Any) -> Item:
        """Replaces fields of a published item, as an editor does who corrects it later."""
        edited = replace(item, modified=modified, **changes)
        self.items[(item.site, item.path)] = edited
        return edited

    def remove(self, item: Item) -> None:
        """Takes an item down: from now on its address answers 410."""
        del self.items[(item.site, item.path)]
        self.gone.add((item.site, item.path))
