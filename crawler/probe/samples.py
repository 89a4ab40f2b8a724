"""A handful of articles, fetched and run through the stages."""

import re
from collections.abc import Iterable
from datetime import datetime

from crawler.discovery.asks import Aim, Answer
from crawler.discovery.links import Link
from crawler.probe.records import Fetch, FetchError, Judge, Sample
from pipelines.records import HTML, Article, Hints, Page, SourceFacts

SAMPLES = 5
MOST_ON_TOPIC = 3


def pick(links: Iterable[Link], aim: Aim) -> tuple[Link, ...]:
    """A few links whose titles hold our words, filled up with the newest others."""
    links = tuple(links)
    ours = [link for link in links if _holds(link, aim.words)][:MOST_ON_TOPIC]
    others = [link for link in links if link not in ours]
    return (*ours, *others)[:SAMPLES]


def take(links: Iterable[Link], fetch: Fetch, judge: Judge, facts: SourceFacts) -> tuple[Sample, ...]:
    """What the stages make of each link; what the site handed out whole is not fetched again."""
    return tuple(_sample(link, fetch, judge, facts) for link in links)


def _sample(link: Link, fetch: Fetch, judge: Judge, facts: SourceFacts) -> Sample:
    page = link.page
    if page is None:
        try:
            page = page_of(fetch(link.url), facts, link)
        except FetchError as error:
            return Sample(link, issue=error.reason)
        if page.status != 200:
            return Sample(link, issue=f"HTTP {page.status}")
    outcome = judge(page, facts, False)
    if isinstance(outcome, Article):
        return Sample(link, outcome)
    text = judge(page, facts, True)
    return Sample(link, text if isinstance(text, Article) else None, outcome)


def page_of(answer: Answer, facts: SourceFacts, link: Link | None = None) -> Page:
    """What was fetched as a page, with what discovery knew of it."""
    return Page(
        url=answer.url,
        body=answer.body,
        fetched_at=answer.fetched_at,
        media_type=HTML,
        status=answer.status,
        headers=answer.headers,
        requested_url=link.url if link else answer.url,
        source=facts.slug,
        hints=link.hints() if link else Hints(),
    )


def _holds(link: Link, words: tuple[str, ...]) -> bool:
    shown = re.sub(r"[\W_]+", " ", f"{link.title or ''} {link.url}").lower()
    return any(re.search(rf"\b{re.escape(word)}\b", shown) for word in words)


def newest(links: Iterable[Link]) -> datetime | None:
    """The newest instant that the links tell."""
    return max((at for link in links if (at := link.published_at or link.modified_at)), default=None)
