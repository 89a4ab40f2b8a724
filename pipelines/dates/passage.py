"""From blocks of text and anchors to mentions and the day of the event."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pipelines.dates.choose import choose_event, role_of
from pipelines.dates.folding import fold
from pipelines.dates.frames import frame_of, sentences_of
from pipelines.dates.grammar import expressions_of
from pipelines.dates.items import Block, BlockKind, Item
from pipelines.dates.readings import NOWHERE, Anchors
from pipelines.dates.resolve import resolve
from pipelines.dates.years import year_hints
from pipelines.records import DateMention, EventDay

MOST_DATES = 250


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
    """Without a publication day, a time stamp with its label or in the first line is one."""
    if anchors.today is not None and not anchors.weak:
        return anchors
    for item in items:
        first = item.expression.first
        stamped = (
            item.frame.kind == "header"
            and (item.expression.clock is not None or ":" in (item.expression.instant or "") or item.frame.cue)
            and first is not None
            and first.year is not None
        )
        in_first_line = "\n" not in item.block.folded.lower[: item.expression.start]
        if stamped and in_first_line and first is not None and item.block.kind == "body":
            try:
                return replace(anchors, today=date(first.year or 0, first.month or 0, first.day or 0), source="visible")
            except ValueError:
                continue
    return anchors


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
