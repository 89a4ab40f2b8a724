"""What discovery is given and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from crawler.discovery.links import Link
from crawler.sources import Source
from pipelines.records import Headers

Way = Literal["feed", "sitemap", "wordpress", "listing", "home", "robots"]


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to fetch for its links, and how to read it.

    `page` counts from 1; `depth` counts the indexes and fallbacks on the way here; `template` holds `{page}`.
    `may_be_empty`: the list of one day or one word, which sites answer with 404 where there is nothing.
    `for_this_run`: the address holds the moment of the last run, so that none after this one asks it.
    """

    way: Way
    url: str
    page: int = 1
    depth: int = 0
    template: str | None = None
    may_be_empty: bool = False
    for_this_run: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for an Ask: the final address, the body without transfer and content encoding."""

    url: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        """The first header of this name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Aim:
    """What one run looks for.

    `since` goes back to a day (None: a routine run); `last_run` is when the source was last read to the end;
    `words` narrow what is fetched when going back, `search_words` are the fewest that find the same.
    """

    source: Source
    now: datetime
    since: date | None = None
    last_run: datetime | None = None
    words: tuple[str, ...] = ()
    search_words: tuple[str, ...] = ()

    @property
    def targeted(self) -> bool:
        """Whether only links that look like ours are fetched; a site that is all about us is taken whole."""
        return self.since is not None and not self.source.topical and bool(self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """What one answer tells: links, newest first as far as known; `children` to ask in any case; `more` to ask
    only while the links are still of interest (see `plan.goes_on`); `issues` for the run's record."""

    links: tuple[Link, ...] = ()
    children: tuple[Ask, ...] = ()
    more: tuple[Ask, ...] = ()
    issues: tuple[str, ...] = ()


Reader = Callable[[Ask, Answer, Aim], Found]
