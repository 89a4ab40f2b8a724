"""Dates with proof: text and anchors in, date mentions and the day of the event out.

`date_article` reads an article, `date_passage` a plain text, `vote` settles the day among copies.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipelines.dates.passage import block_of, read_blocks
from pipelines.dates.readings import Anchors, believable
from pipelines.dates.vote import Ballot, Vote, vote
from pipelines.records import DateMention, EventDay, SourceFacts, Text
from pipelines.tables import toml_table

__all__ = ["Ballot", "Vote", "date_article", "date_passage", "vote"]

_ADDRESS_DAY = re.compile(r"/(?P<y>20[0-3]\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_ADDRESS_STAMP = re.compile(r"/(?P<y>20[0-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?(?=[/-])")


def date_article(
    text: Text, source: SourceFacts, fetched_at: datetime | None = None
) -> tuple[tuple[DateMention, ...], EventDay]:
    """The dates of one article, and the day of the event that it reports.

    The anchors are, in this order: the publication instant, the day in the address, the day of the fetch (which only
    bounds the text from above). Captions and the title are evidence; mentions come from the paragraphs.
    """
    blocks = [block_of(gone.text, "dateline") for gone in text.removed if gone.rule.startswith("dateline")]
    blocks += [block_of(paragraph, "body", number) for number, paragraph in enumerate(text.paragraphs)]
    blocks += [block_of(caption, "caption") for caption in text.captions]
    if text.title:
        blocks.append(block_of(text.title, "title"))
    return read_blocks(blocks, _anchors(text, source, fetched_at))


def date_passage(text: str, published: date | None, zone: str | None) -> tuple[tuple[DateMention, ...], EventDay]:
    """The dates of a plain text, given its day of publication and the zone of its place (WIB…), where known."""
    names = toml_table("calendar.toml")["zones"]
    published = published if published and believable(published) else None
    anchors = Anchors(published, "published" if published else "none", names.get(zone, zone) if zone else None)
    return read_blocks([block_of(text)], anchors)


def _anchors(text: Text, source: SourceFacts, fetched_at: datetime | None) -> Anchors:
    zone = ZoneInfo(source.timezone)
    published = text.published
    if published.at is not None and believable(published.at.date()):
        # A page that tells the day alone tells it in its own zone: midnight of another zone would be the day before.
        at = published.at if published.precision == "day" else published.at.astimezone(zone)
        return Anchors(at.date(), published.source or "published", source.timezone)
    if address := _ADDRESS_DAY.search(text.url) or _ADDRESS_STAMP.search(text.url):
        try:
            return Anchors(date(int(address["y"]), int(address["m"]), int(address["d"])), "url", source.timezone)
        except ValueError:
            pass
    if fetched_at is not None and believable(fetched_at.date()):
        return Anchors(fetched_at.astimezone(zone).date(), "fetched", source.timezone)
    return Anchors(zone=source.timezone)
