"""The chain of stages, readable in one glance: a page in, an article or the reason why it is none out."""

from dataclasses import replace

from pipelines.dates import date_article
from pipelines.dedup import fingerprint
from pipelines.entities import classify, find_people, find_quotes, link_units, officials, tag, without_names
from pipelines.patches import patch
from pipelines.records import UNKNOWN_SOURCE, Article, Page, Rejected, SourceFacts, Text
from pipelines.text import decode, instead_of_off_topic, join_pages, read
from pipelines.topic import gate, judge
from pipelines.version import PIPELINE_VERSION


def process(
    page: Page, source: SourceFacts = UNKNOWN_SOURCE, *, any_topic: bool = False, further: tuple[Page, ...] = ()
) -> Article | Rejected:
    """Runs every stage on one page; pure: no network, no database, no clock.

    `any_topic` leaves out the two topic verdicts, for texts that a person has chosen. `further` are the other pages of
    a split article, in order: the addresses that `Article.next_pages` of the first page named.
    """
    outcome = _process(page, source, any_topic, further)
    if isinstance(outcome, Rejected):
        return replace(outcome, source=page.source or source.slug, pipeline_version=PIPELINE_VERSION)
    return patch(outcome, source)


def _process(page: Page, source: SourceFacts, any_topic: bool, further: tuple[Page, ...]) -> Article | Rejected:
    text = _read_pages(page, source, further, gated=not any_topic and not source.topical)
    if isinstance(text, Rejected):
        return text
    dates, event_day = date_article(text, source, page.fetched_at)
    units = link_units(text, source)
    kind = classify(text, units)
    if not any_topic and (off_topic := judge(page, text, units, kind)):
        return off_topic
    everyone = find_people(text, units)
    people = everyone if source.keep_detainees else officials(everyone)
    return Article(
        url=page.url,
        canonical_url=text.canonical_url,
        source=page.source or source.slug,
        fetched_at=page.fetched_at,
        title=text.title,
        authors=text.authors,
        editor=text.editor,
        language=text.language,
        published=text.published,
        dateline=text.dateline,
        paragraphs=text.paragraphs,
        removed=text.removed,
        dates=dates,
        event_day=event_day,
        event_kind=kind,
        units=units,
        people=people,
        quotes=without_names(find_quotes(text, everyone), [person for person in everyone if person not in people]),
        tags=tag(text),
        fingerprint=fingerprint(text.paragraphs),
        pipeline_version=PIPELINE_VERSION,
        next_pages=text.next_pages,
        issues=text.issues,
    )


def _read_pages(page: Page, source: SourceFacts, further: tuple[Page, ...], *, gated: bool) -> Text | Rejected:
    text = _read_page(page, source, gated=gated)
    if isinstance(text, Rejected) or not further:
        return text
    rest = (_read_page(other, source, gated=False) for other in further)
    return join_pages((text, *(other for other in rest if isinstance(other, Text))))


def _read_page(page: Page, source: SourceFacts, *, gated: bool) -> Text | Rejected:
    document = decode(page)
    if isinstance(document, Rejected):
        return document
    if gated and (turned_away := gate(document)):
        return instead_of_off_topic(document, source) or turned_away
    text = read(document, source)
    return text if isinstance(text, Rejected) else replace(text, issues=(*document.issues, *text.issues))
