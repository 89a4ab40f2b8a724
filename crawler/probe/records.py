"""What the probe works with and what it finds out."""

from collections.abc import Callable
from dataclasses import dataclass

from crawler.discovery.asks import Answer, Ask
from crawler.discovery.links import Link
from crawler.sources import Source
from pipelines.errors import LapaswireError
from pipelines.records import Article, Page, Rejected, SourceFacts


class FetchError(LapaswireError):
    """An address gave no answer; `reason` is one short word (`robots`, `dns`, `timeout`, …)."""

    def __init__(self, reason: str, url: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.reason = reason


Fetch = Callable[[str], Answer]
"""Fetches an address politely; the one way of the probe to the network. Raises FetchError."""

Judge = Callable[[Page, SourceFacts, bool], Article | Rejected]
"""Runs the stages on one page; with True without the verdicts on the topic."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One address that was tried as a way into the site.

    `deep` says that it reaches back: it has further pages or further sitemaps. `issue` says why it does not work.
    """

    ask: Ask
    template: str
    links: tuple[Link, ...] = ()
    deep: bool = False
    issue: str | None = None

    @property
    def works(self) -> bool:
        """Whether it led to articles."""
        return bool(self.links)

    @property
    def keys(self) -> frozenset[str]:
        """The articles it led to."""
        return frozenset(link.key for link in self.links)


@dataclass(frozen=True, slots=True)
class Sample:
    """One article that was tried.

    `article` is what the stages read, whatever its topic; `rejected` says why the crawl would not keep it;
    `issue` why the page could not be fetched.
    """

    link: Link
    article: Article | None = None
    rejected: Rejected | None = None
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that the probe found out about a site."""

    asked_url: str
    source: Source
    trials: tuple[Trial, ...]
    chosen: tuple[Trial, ...]
    samples: tuple[Sample, ...]
    doubts: tuple[str, ...]
    notes: tuple[str, ...] = ()
    system: str | None = None
