"""Articles and mentions as the JSON objects that programs outside rely on."""

from dataclasses import asdict
from typing import Any

from pipelines.records import Article, DateMention, EventDay, Person, Police, Prison, Published, Quote, Rejected

Json = dict[str, Any]


def article_json(outcome: Article | Rejected) -> Json:
    """One processed page, accepted or rejected, with every key of the contract present."""
    return _accepted(outcome) if isinstance(outcome, Article) else _rejected(outcome)


def _accepted(article: Article) -> Json:
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "source": article.source,
        "fetched_at": article.fetched_at.isoformat(),
        "status": "accepted",
        "reason": None,
        "title": article.title,
        "authors": list(article.authors),
        "editor": article.editor,
        "language": article.language,
        **published_json(article.published),
        "dateline": article.dateline,
        "paragraphs": list(article.paragraphs),
        "removed": [asdict(removed) for removed in article.removed],
        "dates": [mention_json(mention) | {"paragraph": mention.paragraph} for mention in article.dates],
        "event": {
            "kind": article.event_kind.kind,
            **event_day_json(article.event_day),
            "kind_evidence": list(article.event_kind.evidence),
        },
        "prisons": [prison_json(prison) for prison in article.units.prisons],
        "police": [police_json(police) for police in article.units.police],
        "people": [person_json(person) for person in article.people],
        "quotes": [quote_json(quote) for quote in article.quotes],
        "tags": list(article.tags),
        "issues": list(article.issues),
        "fingerprint": article.fingerprint,
        "pipeline_version": article.pipeline_version,
    }


def _rejected(page: Rejected) -> Json:
    return {
        "url": page.url,
        "canonical_url": page.canonical_url or page.url,
        "source": page.source,
        "fetched_at": page.fetched_at.isoformat(),
        "status": "rejected",
        "reason": page.reason,
        "detail": page.detail,
        "title": page.title,
        "authors": [],
        "editor": None,
        "language": None,
        **published_json(Published()),
        "dateline": None,
        "paragraphs": [],
        "removed": [],
        "dates": [],
        "event": {"kind": None, **event_day_json(EventDay()), "kind_evidence": []},
        "prisons": [],
        "police": [],
        "people": [],
        "quotes": [],
        "tags": [],
        "issues": [],
        "fingerprint": None,
        "pipeline_version": page.pipeline_version,
    }


def published_json(published: Published) -> Json:
    """The publication instant, flat, with its issues."""
    return {
        "published_at": published.at.isoformat() if published.at else None,
        "published_precision": published.precision,
        "published_source": published.source,
        "published_issues": list(published.issues),
    }


def mention_json(mention: DateMention) -> Json:
    """A date mention as of contract 5.3, without the paragraph it stands in."""
    fields = asdict(mention)
    del fields["paragraph"]
    return fields


def event_day_json(day: EventDay) -> Json:
    """The event's day with its evidence."""
    return asdict(day)


def prison_json(prison: Prison) -> Json:
    """A prison-side unit; `unit_class` is told as `class`."""
    fields = asdict(prison)
    fields["class"] = fields.pop("unit_class")
    return fields


def police_json(police: Police) -> Json:
    """A police-side unit."""
    return asdict(police)


def person_json(person: Person) -> Json:
    """A person as published."""
    return asdict(person)


def quote_json(quote: Quote) -> Json:
    """A quote with its speaker."""
    return asdict(quote)
