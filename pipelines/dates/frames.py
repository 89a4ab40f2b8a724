"""In what frame a date stands: its neighbours tell statements, letters, plans, earlier events and page lines apart."""

import re
from dataclasses import dataclass

from pipelines.dates.folding import CLOSING, OPENING, Folded
from pipelines.dates.furniture import is_dateline, page_line
from pipelines.dates.lexicon import patterns_of
from pipelines.dates.sentences import Sentence
from pipelines.dates.statements import saying, statement_frame
from pipelines.dates.terms import Expression, FrameKind, Verdict

PLACES: tuple[tuple[str, str, FrameKind, float], ...] = (
    ("background", "strong", "earlier", 3.0),
    ("planned", "operation", "operation", 2.0),
    ("planned", "eve", "planned", 3.0),
    ("background", "clause", "earlier", 2.0),
    ("background", "since", "since", 2.0),
    ("planned", "clause", "planned", 2.0),
    ("background", "press", "earlier", 1.0),
    ("background", "weak", "earlier", 1.0),
)
"""Section and list of the table, what its words make of a day, and how surely."""
REACH = 400
FAINT = 0.5
_PLACES = re.compile(r",[ ](?:[A-Z][\w'.-]+[ ]?){1,4}(?=,|pada[ ])")
_COORDINATED = re.compile(r"[ )]*(?:,|dan|serta|maupun|hingga|sampai|juga|pada|hari|tanggal|kembali|[ ])*")
_DAYS_AFTER = re.compile(r"(?:hari|pekan|minggu|jam)[ ]+(?:setelah|usai|seusai|sesudah|selepas)\b")
_LINKED = re.compile(r"\b(?:yang|setelah|usai|seusai|sesudah|selama)\b")


@dataclass(frozen=True, slots=True)
class Frame:
    """`weight` grows with how surely the words push the date away from the reported event (0 to 3)."""

    kind: FrameKind
    sentence: int
    quoted: bool
    weight: float = 0.0
    cue: str | None = None


def frame_of(
    expression: Expression, folded: Folded, sentences: tuple[Sentence, ...], previous: Expression | None = None
) -> Frame:
    """The frame of one expression; `previous` is the one before it in the text."""
    index = next(
        (number for number, sentence in enumerate(sentences) if sentence.end > expression.start), len(sentences) - 1
    )
    sentence = sentences[index]
    first = max(sentence.start, expression.start - REACH)
    before = _without_places(folded.cased[first : expression.start])
    clause = before
    if previous is not None and previous.end > first:
        between = folded.cased[previous.end : expression.start]
        clause = before if _COORDINATED.fullmatch(between) else _without_places(between)
    after = folded.lower[expression.end : max(min(sentence.end, expression.end + REACH), expression.end)]
    line_start = folded.lower.rfind("\n", 0, expression.start) + 1
    line_end = folded.lower.find("\n", expression.end)
    line_end = line_end if line_end >= 0 else len(folded.lower)
    quoted = _in_a_quote(folded, line_start, line_end, expression)
    line_start = max(line_start, expression.start - REACH)
    line_before = folded.lower[line_start : expression.start]
    line = folded.lower[line_start : min(line_end, expression.end + REACH)]
    if is_dateline(expression, line_before, folded.lower):
        return Frame("dateline", index, False, 1.0)
    kind, weight, cue = (
        page_line(expression, line_before, line)
        or (None if quoted else statement_frame(before, after))
        or _placed(expression, before, clause, opening=index == 0 and not quoted)
    )
    return Frame(kind, index, quoted, weight, cue)


def _without_places(cased: str) -> str:
    """The words in lower case, without names of places between commas."""
    return _PLACES.sub("", cased).lower()


def _in_a_quote(folded: Folded, line_start: int, line_end: int, expression: Expression) -> bool:
    """Whether the last quote mark of the line before the date opens, and nobody is named as speaker in between.

    A straight mark opens where no letter stands before it.
    """
    last = folded.lower.rfind('"', line_start, expression.start)
    if last < 0:
        return False
    mark = folded.original[folded.at(last)]
    opens = mark in OPENING or (mark not in CLOSING and (last == line_start or folded.lower[last - 1] in " ([-:"))
    closed = folded.lower.find('"', expression.end, line_end) >= 0
    return opens and (closed or saying().search(folded.lower, last, expression.start) is None)


def _placed(expression: Expression, before: str, clause: str, *, opening: bool) -> Verdict:
    """Letters, earlier and planned days; what tells an earlier day tells only the first day behind it (`clause`).

    `opening` tells that the words stand in the first sentence and in no quote.
    """
    if found := patterns_of("letter", "pattern").search(clause):
        return "letter", 3.0, found.group()[:40]
    for section, key, kind, weight in PLACES:
        if key == "operation" and not expression.last:
            continue
        words = before if key in ("strong", "operation") or (section, key) == ("planned", "clause") else clause
        if found := patterns_of(section, key).search(words[-180:]):
            main_clause = opening and expression.weekday is not None and not _LINKED.search(clause)
            return kind, _lessened(key, weight, words, main_clause), found.group()[:40]
    if expression.direction > 0 or (
        expression.relative and expression.relative.offset > 0 and expression.relative.base != "text"
    ):
        return "planned", 1.0, None
    return "plain", 0.0, None


def _lessened(key: str, weight: float, words: str, main_clause: bool) -> float:
    """The weight, less where the words tell little: "sejak" in the news itself, or a comma before the day.

    Behind a comma the day is rather that of the main clause: "menjenguk polisi yang luka, Rabu (5/2)". It surely is
    in "sehari setelah kerusuhan, Rabu (5/2), Kapolda …".
    """
    if key == "since" and main_clause:
        return 1.0
    if key != "weak" or not words.rstrip().endswith(","):
        return weight
    return 0.0 if _DAYS_AFTER.search(words) else FAINT
