"""The site's own clock: a day above the headline that is the day of the visit, not of the article."""

from datetime import datetime, timedelta, tzinfo

from lxml.html import HtmlElement

from pipelines.text.tree import tidy
from pipelines.text.witnesses import Told, tells_publication

# A page is made and fetched within this time, so a clock shows the instant of fetching.
JUST_NOW = timedelta(minutes=10)
# How many levels the headline may lie below the element that holds the clock too, and still belong to it.
NEAREST_LEVELS = 3


def without_clocks(
    above: list[tuple[HtmlElement, Told]],
    others: list[Told],
    headline: HtmlElement | None,
    fetched_at: datetime,
    zone: tzinfo,
) -> list[Told]:
    """The witnesses above the headline that are no clock; `others` are those of every other place of the page."""
    return [told for element, told in above if not _is_clock(element, told, others, headline, fetched_at, zone)]


def _is_clock(
    element: HtmlElement,
    told: Told,
    others: list[Told],
    headline: HtmlElement | None,
    fetched_at: datetime,
    zone: tzinfo,
) -> bool:
    at = told.witness.at
    today = fetched_at.astimezone(zone).date()
    if at.astimezone(zone).date() != today or tells_publication(tidy("".join(element.itertext()))):
        return False
    if any(other.witness.at.astimezone(zone).date() != today for other in others):
        return True
    if others:
        shows_now = told.stamp.precision != "day" and abs(at - fetched_at) <= JUST_NOW
        return shows_now and not any(abs(other.witness.at - at) < timedelta(minutes=2) for other in others)
    return headline is not None and _is_apart(element, headline)


def _is_apart(element: HtmlElement, headline: HtmlElement) -> bool:
    """Whether nothing smaller than the page, or only a distant block, holds both the element and the headline."""
    around = set(element.iterancestors())
    for levels, parent in enumerate(headline.iterancestors()):
        if parent in around:
            return parent.tag in ("body", "html") or levels >= NEAREST_LEVELS
    return True
