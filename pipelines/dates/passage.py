"""From blocks of text and anchors to mentions and the day of the event."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.dates.calendar import day_of
from pipelines.dates.choose import choose_event, role_of
from pipelines.dates.folding import fold
from pipelines.dates.frames import frame_of
from pipelines.dates.furniture import TITLE_LINE
from pipelines.dates.grammar import expressions_of
from pipelines.dates.items import Block, BlockKind, Item
from pipelines.dates.readings import NOWHERE, Anchors
from pipelines.dates.resolve import resolve
from pipelines.dates.sentences import sentences_of
from pipelines.dates.years import year_hints
from pipelines.records import DateMention, EventDay

MOST_DATES = 250
HEAD_LINES = 3


def block_of(text: str, kind: BlockKind = "body", paragraph: int | None = None) -> Block:
    """A block of text, ready for the grammar."""
    return Block(fold(text), kind, paragraph)


def read_blocks(blocks: Sequence[Block], anchors: Anchors) -> tuple[tuple[DateMention, ...], EventDay]:
    """The mentions of the body's blocks, in order, and the event's day.

    A text with more than MOST_DATES dates is a table or an attack; the rest of its dates is left out.
    """
    items: list[Item] = []
    hints = list(anchors.hints)
    sentence = 0
    for block in blocks:
        expressions = expressions_of(block.folded)
        sentences = sentences_of(block.folded, expressions)
        for previous, expression in pairwise((None, *expressions[: MOST_DATES - len(items)])):
            assert expression is not None
            frame = frame_of(expression, block.folded, sentences, previous)
            items.append(Item(expression, block, frame, sentence + frame.sentence))
        sentence += len(sentences) if block.kind == "body" else 0
        hints += year_hints(block.folded, expressions)
    anchors = _with_header(items, replace(anchors, hints=tuple(hints)))
    resolve(items, anchors)
    event, chosen = choose_event(items, anchors)
    mentions = tuple(_mention(item, chosen, anchors) for item in items if item.block.kind == "body")
    return mentions, event


def _with_header(items: list[Item], anchors: Anchors) -> Anchors:
    """Without a publication day, a labelled day or a time stamp in the head of the page is one."""
    if anchors.today is not None and not anchors.weak:
        return anchors
    head = [item for item in items if item.frame.kind == "header" and _in_head(item)]
    stamped = [item for item in head if item.expression.clock or ":" in (item.expression.instant or "")]
    for item in [*(item for item in head if item.frame.cue), *stamped]:
        first = item.expression.first
        day = day_of(first.year, first.month, first.day) if first is not None else None
        if day is not None:
            return replace(anchors, today=day, source="visible")
    return anchors


def _in_head(item: Item) -> bool:
    """Whether only short lines that are no sentences stand above the date."""
    if item.block.kind != "body" or item.expression.start > HEAD_LINES * TITLE_LINE:
        return False
    *above, _ = item.block.folded.lower[: item.expression.start].split("\n")
    sentences = any(len(line) > TITLE_LINE or line.rstrip().endswith(".") for line in above)
    return len(above) <= HEAD_LINES and not sentences


def _mention(item: Item, event: Item | None, anchors: Anchors) -> DateMention:
    reading = item.reading
    assert reading is not None
    return DateMention(
        text=item.text,
        start=item.start,
        end=item.end,
        value=reading.value,
        precision=reading.precision,
        role=role_of(item, event, anchors),
        method=reading.method,
        anchor=reading.anchor or NOWHERE,
        confidence=reading.confidence,
        time=item.expression.clock,
        zone=item.expression.zone,
        weekday=reading.weekday,
        issues=reading.issues,
        alternatives=tuple(day.isoformat() for day in reading.alternatives),
        paragraph=item.block.paragraph,
    )
