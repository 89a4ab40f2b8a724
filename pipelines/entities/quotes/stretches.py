"""Finds quoted stretches, whatever their marks: curly, straight, mixed, low, missing; over several paragraphs."""

import re
from dataclasses import dataclass, replace

from pipelines.entities.quotes.attribution import cue_behind
from pipelines.entities.speech import speech

_LEFT = " \t\u00a0([{–—-:;/"
_RIGHT = " \t\u00a0)]}.,;:!?…–—"
_SINGLE = re.compile(r"(?:(?<=[\s(:])|^)[‘'‚‹](?=[A-ZÀ-Ý])(.{12,2000}?[,.!?…])[’'›](?=[\s).,]|$)")
_TOLD = re.compile(r"[,.!?](?=\s[a-z]+\s(?:[A-Z]|dia\b|ia\b|beliau\b)[^.]{0,120}\.?\s*$|\s[a-z]+nya[^.]{0,60}\.?\s*$)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted stretch: where its marks stand (`start` of the opening one, `stop` behind the closing one) and its text.

    `paragraph` is where it begins, `last` where it ends; `closed` is False where the closing mark is missing.
    """

    paragraph: int
    start: int
    last: int
    stop: int
    text: str
    closed: bool = True


def find_stretches(paragraphs: tuple[str, ...]) -> tuple[Stretch, ...]:
    """All quoted stretches in reading order, speech or not."""
    found: list[Stretch] = []
    carried: Stretch | None = None
    for index, paragraph in enumerate(paragraphs):
        stretches = _in_paragraph(index, paragraph, carried is not None)
        if carried and (stretches and stretches[0].start < 0):
            joined = f"{carried.text}\n{stretches[0].text}"
            carried = replace(carried, last=index, stop=stretches[0].stop, text=joined, closed=stretches[0].closed)
            if carried.closed:
                found.append(carried)
                carried = None
            stretches = stretches[1:]
        elif carried:
            found.append(carried)
            carried = None
        if stretches and not stretches[-1].closed and _goes_on(paragraphs, index):
            carried, stretches = stretches[-1], stretches[:-1]
        found += stretches
    return tuple(found + ([carried] if carried else []))


def _goes_on(paragraphs: tuple[str, ...], index: int) -> bool:
    """Whether a stretch open at a paragraph's end goes on in the next: the first mark closes, or opens it anew."""
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else ""
    first = _marks().search(following)
    return first is not None and (first.start() == 0 or _closes(following, first))


def _marks() -> re.Pattern[str]:
    marks = speech()["marks"]
    return re.compile(f",,(?=[A-Z])|''|‘‘|’’|``|[{re.escape(marks['open'] + marks['close'] + marks['straight'])}]")


def _left(paragraph: str, mark: re.Match[str]) -> bool:
    return mark.start() == 0 or paragraph[mark.start() - 1] in _LEFT


def _right(paragraph: str, mark: re.Match[str]) -> bool:
    return mark.end() == len(paragraph) or paragraph[mark.end()] in _RIGHT


def _opens(paragraph: str, mark: re.Match[str]) -> bool:
    left, right = _left(paragraph, mark), _right(paragraph, mark)
    if left == right:
        return mark[0] not in speech()["marks"]["close"]
    return left


def _closes(paragraph: str, mark: re.Match[str]) -> bool:
    left, right = _left(paragraph, mark), _right(paragraph, mark)
    if left == right:
        return mark[0] not in speech()["marks"]["open"]
    return right


def _in_paragraph(index: int, paragraph: str, inside: bool) -> list[Stretch]:
    """The stretches of one paragraph; where one came in from the paragraph before, the first begins at -1."""
    marks = list(_marks().finditer(paragraph))
    found: list[Stretch] = []
    opened: int | None = None
    begin = 0
    if inside:
        opened, begin = -1, marks[0].end() if marks and marks[0].start() == 0 else 0
        marks = marks[1:] if begin else marks
    depth = 0
    for position, mark in enumerate(marks):
        if opened is None:
            if _opens(paragraph, mark):
                opened, begin, depth = mark.start(), mark.end(), 0
            elif cue_behind(paragraph, mark.end()):
                start = found[-1].stop if found else 0
                found.append(Stretch(index, start, index, mark.end(), paragraph[start : mark.start()].strip()))
            continue
        if (
            _left(paragraph, mark)
            and not _right(paragraph, mark)
            and _closers_left(paragraph, marks[position + 1 :]) > depth + 1
        ):
            depth += 1
        elif _closes(paragraph, mark) or mark[0] in speech()["marks"]["close"]:
            if depth:
                depth -= 1
                continue
            found.append(Stretch(index, opened, index, mark.end(), paragraph[begin : mark.start()].strip()))
            opened = None
    if opened is not None:
        found.append(_unclosed(index, paragraph, opened, begin))
    return found or _single(index, paragraph)


def _unclosed(index: int, paragraph: str, opened: int, begin: int) -> Stretch:
    """A stretch without closing mark: up to the words that tell who spoke ("…, kata Budi."), else to the end."""
    told = [match for match in _TOLD.finditer(paragraph, begin) if cue_behind(paragraph, match.start() + 1)]
    if told:
        stop = told[-1].start() + 1
        return Stretch(index, opened, index, stop, paragraph[begin:stop].strip())
    return Stretch(index, opened, index, len(paragraph), paragraph[begin:].strip(), closed=False)


def _closers_left(paragraph: str, marks: list[re.Match[str]]) -> int:
    """How many marks close before the next one that opens a new stretch at this level (nested ones are counted out)."""
    closers = 0
    for mark in marks:
        if _left(paragraph, mark) and not _right(paragraph, mark):
            break
        closers += 1
    return closers


def _single(index: int, paragraph: str) -> list[Stretch]:
    """Speech between single marks, where the paragraph has no double ones."""
    return [
        Stretch(index, match.start(), index, match.end(), match[1].strip()) for match in _SINGLE.finditer(paragraph)
    ]
