"""Where the sentences of a text begin and end."""

import re
from dataclasses import dataclass

from pipelines.dates.folding import Folded
from pipelines.dates.terms import Expression

_END = re.compile(r"[.!?]+[\"')\]]*[ ]+(?=[\"'(\[•0-9A-Z])|\n|•")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"])(?:no|nr|pol|kombes|jl|jln|dr|drs|dra|hj?|ir|prof|kol|inf|cpm|tgl|pkl|s\.d|ka|rt|rw|kec|kab|ds|st|bp|ny|tn|sdr|kpt|sgt|[a-z](?:\.[a-z])*)\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands in the folded text."""

    start: int
    end: int


def sentences_of(folded: Folded, expressions: tuple[Expression, ...]) -> tuple[Sentence, ...]:
    """The sentences of the text; dots of abbreviations and inside date expressions end none."""
    ends = []
    for match in _END.finditer(folded.cased):
        position = match.start() + 1
        inside = any(expression.start < position < expression.end for expression in expressions)
        if match.group() not in ("\n", "•") and (
            inside or _ABBREVIATION.search(folded.lower[max(0, position - 14) : position])
        ):
            continue
        ends.append(match.end())
    starts = [0, *ends]
    return tuple(
        Sentence(start, end) for start, end in zip(starts, [*ends, len(folded.lower)], strict=True) if end > start
    )
