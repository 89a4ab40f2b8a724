"""An element of the page becomes lines of text, each with what its markup tells of it."""

from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from pipelines.text.parts import caption_part, removed_part
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
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong", "em", "i"))
LARGEST_PART = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `links` are character spans, `glued` tells that only a line break stands before it."""

    text: str
    links: tuple[tuple[int, int], ...] = ()
    tag: str = "p"
    bold: bool = False
    glued: bool = False
    after_image: bool = False

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
    """The pieces of the line that is being read: text, whether in a link, whether bold."""

    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)
    glued: bool = False
    after_image: bool = False


def read_lines(container: HtmlElement) -> Reading:
    """The lines below `container` in order; captions and parts such as share buttons are put aside."""
    reading, current = Reading(), _Gathering()
    whole = len(text_of(container))
    links = bold = 0
    tags: list[str] = ["div"]
    walker = iterwalk(container, events=("start", "end"))
    for event, element in walker:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if element is not container and _left_out(element, name, whole, reading):
                walker.skip_subtree()
                if name in BLOCKS:
                    _finish(current, reading, tags[-1])
                element.set("data-left-out", "1")
                continue
            if name in BLOCKS:
                _finish(current, reading, tags[-1])
                tags.append(name)
            links += name == "a"
            bold += name in _BOLD
            if name == "br":
                _finish(current, reading, tags[-1], glued=True)
            elif name in ("img", "picture", "amp-img"):
                current.after_image = True
            _add(current, element.text, links, bold)
            continue
        if element.get("data-left-out") is None:
            if name in BLOCKS:
                _finish(current, reading, tags.pop() if len(tags) > 1 else "div")
            links -= name == "a"
            bold -= name in _BOLD
        if element is not container:
            _add(current, element.tail, links, bold)
    _finish(current, reading, tags[-1])
    return reading


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text, blank lines left out; a line is glued to the one before where no blank line is between."""
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
    if name in ("figcaption", "figure") or caption_part(element):
        return _put_aside(element, whole, reading, None)
    part = removed_part(element)
    return part is not None and _put_aside(element, whole, reading, part)


def _put_aside(element: HtmlElement, whole: int, reading: Reading, part: str | None) -> bool:
    text = text_of(element)
    if len(text) > LARGEST_PART * whole and len(text) > 200:
        return False
    if text and part is None:
        reading.captions.append(text)
    elif text and part is not None:
        reading.parts.append((text, part))
    return True


def _add(current: _Gathering, text: str | None, links: int, bold: int) -> None:
    if text:
        current.pieces.append((text, links > 0, bold > 0))


def _finish(current: _Gathering, reading: Reading, tag: str, glued: bool = False) -> None:
    """Ends the line; a line break glues the next one to it."""
    line = _line(current, tag)
    if line:
        reading.lines.append(line)
        current.after_image = False
    current.pieces = []
    current.glued = glued if line or not glued else False


def _line(current: _Gathering, tag: str) -> Line | None:
    text, links, plain = "", [], 0
    for piece, linked, bold in current.pieces:
        words = tidy(f"x{piece}x")[1:-1]
        if text.endswith(" ") or not text:
            words = words.lstrip(" ")
        if linked and words.strip():
            start = len(text) + len(words) - len(words.lstrip())
            links.append((start, len(text) + len(words.rstrip())))
        plain += 0 if bold else len(words.strip())
        text += words
    text = text.rstrip()
    if not text:
        return None
    return Line(text, tuple(links), tag, plain == 0, current.glued, current.after_image)
