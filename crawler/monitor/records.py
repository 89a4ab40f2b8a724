"""The record of one run of one source: what was found, fetched, kept, turned away, and how the site behaved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from pipelines.records import Article, Rejected
from pipelines.store.outcomes import Saved

UNREADABLE = frozenset({"no-text", "shell", "error-page", "near-empty", "paywall", "crashed", "too-slow"})
PUBLICATIONS, LEAST_PAUSES = 30, 3
CHALLENGE = frozenset({"challenge"})
GIVEN_UP = "given up"
CRAWL, SINGLE = "crawl", "url"  # commands: a whole visit, and single addresses, which tell nothing of a source's health


@dataclass(slots=True)
class RunRecord:
    """Counts of one run; `rejected` and `failed` are by reason.

    `found` are links seen, `fresh` those not known before, `cut` those left out by a limit; `ways` and `fresh_ways`
    tell by discovery way what its lists held, and what of it was new. `answered` and `asked` are discovery
    addresses; `dated` are articles with a publication instant, `characters` the length of all their bodies. `bytes`
    came over the network. `newest` is the newest publication that a list told (ISO 8601), `pause` the longest
    between two of them in seconds; `moved` are the hosts of other sites that ours led to. `refused` are links and
    pages that we would not take; `ended` is Scrapy's word for how the crawl ended. `robots` are the robots.txt
    files read, by what they said (`rules`, `open`, `closed`); `crawl_delay` and `retry_after` are the longest that
    the site asked for, in seconds.
    """

    slug: str
    started_at: datetime
    finished_at: datetime | None = None
    asked: int = 0
    answered: int = 0
    found: int = 0
    fresh: int = 0
    fetched: int = 0
    unchanged: int = 0
    accepted: int = 0
    new: int = 0
    joined: int = 0
    edited: int = 0
    gone: int = 0
    dated: int = 0
    characters: int = 0
    bytes: int = 0
    cut: int = 0
    newest: str = ""
    pause: float = 0.0
    crawl_delay: float = 0.0
    retry_after: float = 0.0
    ended: str = ""
    refused: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    fresh_ways: Counter[str] = field(default_factory=Counter)
    robots: Counter[str] = field(default_factory=Counter)

    def note_publications(self, instants: Iterable[datetime]) -> None:
        """Learns from the newest publications in the lists; the oldest may be a pinned one and does not count."""
        told = sorted((at.astimezone(UTC) for at in instants if at <= self.started_at), reverse=True)[:PUBLICATIONS]
        if not told:
            return
        self.newest = told[0].isoformat()
        pauses = [(later - earlier).total_seconds() for later, earlier in pairwise(told[:-1])]
        self.pause = max(pauses) if len(pauses) >= LEAST_PAUSES else 0.0

    def note(self, outcome: Article | Rejected, saved: Saved) -> None:
        """Counts what became of a page."""
        if saved.reason is not None:
            self.rejected[saved.reason] += 1
        elif isinstance(outcome, Article):
            self._note_article(outcome, saved)

    def _note_article(self, article: Article, saved: Saved) -> None:
        self.accepted += 1
        self.dated += article.published.at is not None
        self.characters += sum(map(len, article.paragraphs))
        if saved.what in ("new", "joined", "edited"):
            setattr(self, saved.what, getattr(self, saved.what) + 1)

    @property
    def seconds(self) -> float:
        """How long the run took; 0 while it runs."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else 0.0

    @property
    def failures(self) -> int:
        """Requests that gave no answer we could use."""
        return self.failed.total()

    @property
    def unreadable(self) -> int:
        """Pages that answered, and gave no text."""
        return sum(count for reason, count in self.rejected.items() if reason in UNREADABLE)

    @property
    def pages(self) -> int:
        """Pages that went through the pipeline."""
        return self.accepted + self.rejected.total()

    def counts(self) -> dict[str, Any]:
        """The record as plain JSON, without the slug and the times."""
        names = (name for name in self.__slots__ if name not in ("slug", "started_at", "finished_at"))
        values = {name: getattr(self, name) for name in names}
        return {name: dict(value) if isinstance(value, Counter) else value for name, value in values.items()}

    def as_json(self) -> dict[str, Any]:
        """The whole record as plain JSON."""
        return {
            "source": self.slug, "started_at": self.started_at.isoformat(), "seconds": self.seconds, **self.counts(),
        }  # fmt: skip


def record_of(slug: str, started_at: datetime, finished_at: datetime | None, counts: dict[str, Any]) -> RunRecord:
    """The record that `counts` came from."""
    run = RunRecord(slug, started_at, finished_at)
    for name, value in counts.items():
        setattr(run, name, Counter(value) if isinstance(value, dict) else value)
    return run
