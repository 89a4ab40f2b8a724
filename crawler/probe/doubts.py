"""What looks wrong about a site that was tried."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.probe.choose import all_links
from crawler.probe.records import Sample, Trial
from crawler.probe.samples import newest
from pipelines.records import Article, Rejected

FEWEST_CHARACTERS = 300
_BLOCKED = ("HTTP 401", "HTTP 403", "HTTP 429", "robots")
_HOMES = {
    "shell": "drawn by scripts: the home page holds no links until a browser has run its scripts, which we do not do",
    "challenge": "blocked: the home page asks its visitors to prove that they are no robots",
    "no-text": "empty: the home page holds neither text nor links",
}
STALE = timedelta(days=60)


def doubts_of(trials: tuple[Trial, ...], samples: tuple[Sample, ...], now: datetime) -> tuple[str, ...]:
    """One line for each thing that a person should look at."""
    return (*_about_ways(trials, now), *_about_samples(samples))


def about_home(outcome: Article | Rejected) -> tuple[str, ...]:
    """Why a site has no way in, as far as its home page shows."""
    reason = outcome.reason if isinstance(outcome, Rejected) else ""
    return (_HOMES[reason],) if reason in _HOMES else ()


def _about_ways(trials: tuple[Trial, ...], now: datetime) -> Iterator[str]:
    told = [trial for trial in trials if "{word}" not in trial.template]
    blocked = sorted({trial.issue for trial in told if trial.issue in _BLOCKED})
    if blocked:
        yield f"blocked: {', '.join(blocked)} on some addresses"
    if not any(trial.works for trial in trials):
        yield "no way in: no feed, sitemap, interface or listing led to an article"
    latest = newest(all_links(trials))
    if latest and now - latest > STALE:
        yield f"stale: the newest article seen is of {latest.date()}"


def _about_samples(samples: tuple[Sample, ...]) -> Iterator[str]:
    failed = [sample for sample in samples if sample.issue]
    if failed:
        yield f"{len(failed)} of {len(samples)} sample pages could not be fetched ({failed[0].issue})"
    read = [sample.article for sample in samples if sample.article]
    unread = {sample.rejected.reason for sample in samples if sample.rejected and not sample.article}
    if samples and not read:
        yield f"all rejected: {', '.join(sorted(unread)) or 'not fetched'}"
        return
    yield from _about_articles(read)
    if read and not any(sample.article and not sample.rejected for sample in samples):
        yield "none of the samples is on topic, which may be the day's news"


def _about_articles(read: list[Article]) -> Iterator[str]:
    undated = sum(article.published.at is None for article in read)
    if undated:
        yield f"no date: {undated} of {len(read)} articles tell no publication date"
    tiny = sum(sum(map(len, article.paragraphs)) < FEWEST_CHARACTERS for article in read)
    if tiny:
        yield f"tiny text: {tiny} of {len(read)} articles have fewer than {FEWEST_CHARACTERS} characters"
    repeated = Counter(text for article in read for text in set(article.paragraphs))
    if len(read) >= 3 and any(count == len(read) for count in repeated.values()):
        yield "the same text everywhere: a paragraph stands in every sample"
