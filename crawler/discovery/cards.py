"""What stands around a link in a list: the headline and the date of the one article that its card is about."""

import re
from collections.abc import Iterator

from lxml import etree

from crawler.discovery.markup import nodes, strings, words, words_in

LONGEST_TITLE = 300  # characters
LONGEST_DATE = 60
_STEPS = 4
_HEADINGS = ".//h1|.//h2|.//h3|.//h4|.//h5|.//h6"
_TITLE_CLASS = ".//*[contains(@class,'title') or contains(@class,'judul')]"
_DATE_CLASS = "contains(@class,'date') or contains(@class,'tanggal') or contains(@class,'time')"
_DATE = re.compile(r"\b[0-3]?\d[-/. ](?:[01]?\d|[A-Za-z]{3,9})[-/. ](?:20)?\d\d\b|\b20\d\d[-/.][01]?\d[-/.][0-3]?\d\b")


def title_of(anchor: etree._Element) -> str | None:
    """The headline of the article that a link leads to: in the link, else in its card; the bare label at worst."""
    if heading := _heading_in(anchor):
        return heading
    candidates = [words_in(anchor), anchor.get("title", ""), *strings(anchor, ".//img/@alt")]
    telling = [each for each in candidates if each.lower().strip(" .…»→>") not in words("read_labels")]
    label = max(telling, key=len, default="")
    if len(label.split()) <= 1:
        beside = next(filter(None, map(_heading_in, _card(anchor))), None)
        label = beside or label
    return label[:LONGEST_TITLE] or None


def date_beside(anchor: etree._Element) -> str | None:
    """The date in the block around a link, as long as the block holds no other article's date."""
    for block in (anchor, *_blocks(anchor)):
        dates = strings(block, ".//time/@datetime") or _marked_dates(block)
        if dates:
            return dates[0] if len(set(dates)) == 1 else None
    return next((dates[0] for block in _card(anchor) if len(dates := _printed_dates(block)) == 1), None)


def _heading_in(block: etree._Element) -> str | None:
    found = nodes(block, _HEADINGS) or nodes(block, _TITLE_CLASS)
    return (words_in(found[0]) or None) if found else None


def _blocks(anchor: etree._Element) -> Iterator[etree._Element]:
    """The blocks around a link, from the inside, a few steps."""
    block = anchor.getparent()
    for _ in range(_STEPS):
        if block is None or block.tag in ("body", "html"):
            return
        yield block
        block = block.getparent()


def _card(anchor: etree._Element) -> Iterator[etree._Element]:
    """The blocks around a link that lead to no other place."""
    for block in _blocks(anchor):
        if len(set(strings(block, ".//a/@href"))) > 1:
            return
        yield block


def _marked_dates(block: etree._Element) -> list[str]:
    texts = (words_in(each) for each in nodes(block, f".//time | .//*[{_DATE_CLASS}]"))
    return [text for text in texts if re.search(r"\d", text) and len(text) < LONGEST_DATE]


def _printed_dates(block: etree._Element) -> list[str]:
    """The short pieces of text in a card that hold a date."""
    pieces = (" ".join(text.split()) for text in strings(block, ".//text()"))
    return [text for text in pieces if len(text) < LONGEST_DATE and _DATE.search(text)]
