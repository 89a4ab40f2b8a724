"""A date expression on its way to a mention: where it stands, in what frame, and what it was resolved to so far."""

from dataclasses import dataclass
from typing import Literal

from pipelines.dates.folding import Folded
from pipelines.dates.frames import Frame
from pipelines.dates.readings import Reading
from pipelines.dates.terms import Expression

BlockKind = Literal["body", "dateline", "caption", "title"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is read on its own; `paragraph` is its number in the article, None outside the body."""

    folded: Folded
    kind: BlockKind = "body"
    paragraph: int | None = None


@dataclass(slots=True)
class Item:
    """An expression with its block and frame; `sentence` counts through the body; `reading` is filled in passes."""

    expression: Expression
    block: Block
    frame: Frame
    sentence: int
    reading: Reading | None = None

    @property
    def text(self) -> str:
        """The words of the original text."""
        folded = self.block.folded
        return folded.original[self.start : self.end]

    @property
    def start(self) -> int:
        """Offset of the first character in the original block."""
        return self.block.folded.at(self.expression.start)

    @property
    def end(self) -> int:
        """Offset behind the last character in the original block."""
        return self.block.folded.at(self.expression.end - 1) + 1

    @property
    def digits(self) -> bool:
        """Whether days or months are printed."""
        return self.expression.first is not None
