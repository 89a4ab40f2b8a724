"""A release's paragraphs with their evidence marked: dates and units, each with what it was resolved to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; `sort` is empty for plain text, else `date`, `prison` or `police`."""

    text: str
    sort: str = ""
    told: str = ""


def marked(release: Json) -> list[list[Piece]]:
    """The paragraphs in pieces, in order, complete."""
    spans = sorted({*_dates(release), *_units(release)})
    return [_pieces(paragraph, [span[1:] for span in spans if span[0] == number])
            for number, paragraph in enumerate(release["paragraphs"])]  # fmt: skip


def _dates(release: Json) -> Iterator[tuple[int, int, int, str, str]]:
    for mention in release["dates"]:
        if mention["paragraph"] is not None and mention["value"]:
            told = f"{mention['value']} ({mention['role']}, {mention['confidence']:.0%})"
            yield mention["paragraph"], mention["start"], mention["end"], "date", told


def _units(release: Json) -> Iterator[tuple[int, int, int, str, str]]:
    for side, sort in (("prisons", "prison"), ("police", "police")):
        for unit in release[side]:
            for span in unit["spans"]:
                if span["paragraph"] is not None:
                    yield span["paragraph"], span["start"], span["end"], sort, unit["id"] or unit["name"]


def _pieces(paragraph: str, spans: list[tuple[int, int, str, str]]) -> list[Piece]:
    pieces, end = [], 0
    for start, stop, sort, told in spans:
        if start < end or stop > len(paragraph):
            continue
        pieces += [Piece(paragraph[end:start]), Piece(paragraph[start:stop], sort, told)]
        end = stop
    return [piece for piece in (*pieces, Piece(paragraph[end:])) if piece.text]
