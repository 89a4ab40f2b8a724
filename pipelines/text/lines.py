"""An element of the page becomes lines of text, each with what its markup tells of it."""

from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.text.parts import caption_part, is_slight, removed_part
from pipelines.text.tree import BLOCKS, text_of, tidy

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "svg",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "template",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "head",
        "amp-ad",
        "amp-audio",
        "amp-embed",
        "amp-iframe",
        "amp-sidebar",
        "amp-social-share",
        "amp-sticky-ad",
        "amp-user-notification",
        "amp-video",
    ]
)
LARGEST_PART = 0.4
LARGEST_TOP = 0.3
LONGEST_CAPTION = 170
_BOLD = ("b", "strong")
_PICTURES = ("img", "amp-img", "picture")
_PICTURE_BLOCKS = ("p", "div", "center", "table", "blockquote")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `links` are character spans, `glued` tells that only a line break stands before it.

    `pictured` tells that a picture stands right above, `slight` that the line is set small, slanted or centred,
    `marked` how many characters at its start are bold.
    """

    text: str
    links: tuple[tuple[int, int], ...] = ()
    tag: str = "p"
    glued: bool = False
    pictured: bool = False
    slight: bool = False
    marked: int = 0

    @property
    def unlinked(self) -> str:
        """The text outside links."""
        ends = [0, *(end for _, end in self.links)]
        starts = [*(start for start, _ in self.links), len(self.text)]
        return " ".join(self.text[end:start] for end, start in zip(ends, starts, strict=True)).strip()

    @property
    def linked(self) -> float:
        """The share of the characters that are link text."""
        return sum(end - start for start, end in self.links) / len(self.text) if self.text else 0.0


@dataclass(slots=True)
class Reading:
    """The lines of an element, and the parts that were left out on the way."""

    lines: list[Line] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Gathering:
    """The line that is being read: its pieces, each with whether it is in a link and bold; the tags around it."""

    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)
    tags: list[str] = field(default_factory=lambda: ["div"])
    links: int = 0
    bold: int = 0
    glued: bool = False
    pictured: bool = False
    slight: int = 0
    plain: bool = False

    def add(self, text: str | None) -> None:
        """One more piece of text."""
        if text:
            self.pieces.append((text, self.links > 0, self.bold > 0))
            self.plain = self.plain or (self.slight == 0 and bool(text.strip()))


def read_lines(container: HtmlElement, headline: HtmlElement | None = None) -> Reading:
    """The lines below `container` in order; captions and parts such as share buttons are put aside.

    Where the container holds the headline too, that is no line, and the few lines above are put aside as well.
    """
    reading, current = Reading(), _Gathering()
    whole = len(text_of(container))
    left_out: set[HtmlElement] = set()
    walker = iterwalk(container, events=("start", "end"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            if element not in left_out:
                _leave(element, name, current, reading)
            if element is not container:
                current.add(element.tail)
        elif headline is not None and element is headline:
            _finish(current, reading)
            _put_top_aside(reading, whole)
            walker.skip_subtree()
            left_out.add(element)
        elif element is not container and _left_out(element, name, whole, reading):
            walker.skip_subtree()
            left_out.add(element)
            if name in BLOCKS:
                _finish(current, reading)
        else:
            _enter(element, name, current, reading)
            current.add(element.text)
    _finish(current, reading)
    return reading


def _put_top_aside(reading: Reading, whole: int) -> None:
    if sum(len(line.text) for line in reading.lines) <= LARGEST_TOP * whole:
        reading.parts += [(line.text, "above-headline") for line in reading.lines]
        reading.lines = []


def _enter(element: HtmlElement, name: str, current: _Gathering, reading: Reading) -> None:
    if name in BLOCKS:
        _finish(current, reading)
        current.tags.append(name)
    elif name == "br":
        _finish(current, reading, glued=True)
    current.links += name == "a"
    current.bold += name in _BOLD
    current.slight += is_slight(element)
    current.pictured = current.pictured or name in _PICTURES


def _leave(element: HtmlElement, name: str, current: _Gathering, reading: Reading) -> None:
    if name in BLOCKS:
        _finish(current, reading)
        current.tags.pop()
    current.links -= name == "a"
    current.bold -= name in _BOLD
    current.slight -= is_slight(element)


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text without the blank ones; a line right below another is glued to it."""
    lines: list[Line] = []
    gap = True
    for raw in text.split("\n"):
        line = tidy(raw)
        if line:
            lines.append(Line(line, glued=not gap))
        gap = not line
    return lines


def _left_out(element: HtmlElement, name: str, whole: int, reading: Reading) -> bool:
    """Whether the element is no running text; what it says is put aside with the name of its part."""
    if name in _SKIPPED or not name:
        return True
    if name in ("figcaption", "figure") or caption_part(element) or _is_picture_with_words(element, name):
        return _put_aside(element, whole, reading, None)
    part = removed_part(element)
    return part is not None and _put_aside(element, whole, reading, part)


def _is_picture_with_words(element: HtmlElement, name: str) -> bool:
    """Whether a small block holds a picture and few words: its caption."""
    if name not in _PICTURE_BLOCKS or next(element.iter(*_PICTURES), None) is None:
        return False
    return 0 < len(text_of(element)) <= LONGEST_CAPTION


def _put_aside(element: HtmlElement, whole: int, reading: Reading, part: str | None) -> bool:
    text = text_of(element)
    if len(text) > LARGEST_PART * whole and len(text) > 200:
        return False
    if text and part is None:
        reading.captions.append(text)
    elif text and part is not None:
        reading.parts.append((text, part))
    return True


def _finish(current: _Gathering, reading: Reading, glued: bool = False) -> None:
    """Ends the line; a line break glues the next one to it."""
    line = _line(current)
    if line:
        reading.lines.append(line)
        current.pictured = False
    current.pieces, current.plain = [], False
    current.glued = glued and line is not None


def _line(current: _Gathering) -> Line | None:
    text, links, marked = "", [], 0
    leading, was_linked = True, False
    for piece, linked, bold in current.pieces:
        words = tidy(f"x{piece}x")[1:-1]
        if text.endswith(" ") or not text:
            words = words.lstrip(" ")
        if linked != was_linked and text[-1:].islower() and words[:1].isupper():
            text += " "
        was_linked = linked
        if linked and words.strip():
            links.append((len(text) + len(words) - len(words.lstrip()), len(text) + len(words.rstrip())))
        text += words
        leading = leading and (bold or not words.strip())
        marked = len(text) if leading else marked
    text = text.rstrip()
    if not text:
        return None
    return Line(text, tuple(links), current.tags[-1], current.glued, current.pictured, not current.plain, marked)
