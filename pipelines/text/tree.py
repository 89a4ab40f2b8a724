"""Markup becomes a tree within bounded time and depth, so that no text is lost to the limits of the parser."""

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import iterwalk
from lxml.html import HtmlElement

DEEPEST = 240
LONGEST_TAG = 20_000
MOST_ATTRIBUTES = 200
LONGEST_WHOLE_TAG = 200_000
# No article has a paragraph of a tenth of this; the stages behind would take seconds for one.
LONGEST_TEXT = 60_000
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]*)\s[^<>]{{{LONGEST_TAG},}}>")
_BREAKS = re.compile(r"(?i)(?:<br\s*/?>\s*){3,}")
_BLANK = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "caption",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_SILENT = ("script", "style", "noscript")
_UNCLOSED = frozenset(
    ["p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "colgroup", "body", "html", "head"]
)


def parse(markup: str) -> HtmlElement | None:
    """The tree of a page without comments, or None where there is no element in it.

    Elements below `DEEPEST` levels become line breaks, tags with hundreds of attributes lose them: the parser would
    drop the text of the former without a word, and need minutes for the latter.
    """
    markup = _BREAKS.sub("<br><br>", _flat(_LONG_TAG.sub(_shortened, _CONTROL.sub("", markup))))
    if not markup.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (ValueError, html.etree.ParserError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def cut_bulky_texts(tree: HtmlElement) -> int:
    """Takes out single texts that no article has, and leaves what stands behind them; gives how many characters."""
    cut = 0
    for element in tree.iter():
        if element.text and len(element.text) > LONGEST_TEXT and element.tag not in _SILENT:
            cut += len(element.text)
            element.text = " "
        if element.tail and len(element.tail) > LONGEST_TEXT:
            cut += len(element.tail)
            element.tail = " "
    return cut


def tidy(text: str) -> str:
    """Text with single blanks and without invisible characters."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def text_of(element: HtmlElement) -> str:
    """All text of an element as one line; blocks and line breaks separate words."""
    if len(element) == 0:
        return tidy(element.text or "") if element.tag not in _SILENT else ""
    return tidy("".join(_pieces(element)))


def _pieces(element: HtmlElement) -> Iterator[str]:
    for event, node in iterwalk(element, events=("start", "end")):
        parts = node.tag in BLOCKS or node.tag == "br"
        if parts:
            yield " "
        if event == "start" and node.text and node.tag not in _SILENT:
            yield node.text
        elif event == "end" and node is not element and node.tail:
            yield node.tail


def names_of(element: HtmlElement) -> str:
    """Class and id of an element, lower case, with single blanks around each name."""
    return f" {element.get('class') or ''} {element.get('id') or ''} ".lower()


def _shortened(tag: re.Match[str]) -> str:
    usual = len(tag.group()) <= LONGEST_WHOLE_TAG and tag.group().count("=") <= MOST_ATTRIBUTES
    return tag.group() if usual else f"<{tag.group(1)}>"


def _flat(markup: str) -> str:
    """The markup with every element below the limit replaced by a line break (or by nothing, for inline elements)."""
    if markup.count("<") < DEEPEST or _depth(markup) <= DEEPEST:
        return markup
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        step = _step(match)
        inner = depth + max(step, 0)
        depth = max(0, depth + step)
        if inner <= DEEPEST - 40 or match.group(2).lower() in _VOID:
            return match.group()
        return "<br>" if match.group(2).lower() in BLOCKS else ""

    return _TAG.sub(keep, markup)


def _step(tag: re.Match[str]) -> int:
    """How many levels a tag leads down (or up): a table brings its body, row and cell along."""
    name = tag.group(2).lower()
    if name in _VOID or name in _UNCLOSED or tag.group(3).endswith("/"):
        return 0
    return (-1 if tag.group(1) else 1) * (3 if name == "table" else 1)


def _depth(markup: str) -> int:
    depth = deepest = 0
    for match in _TAG.finditer(markup):
        depth = max(0, depth + _step(match))
        deepest = max(deepest, depth)
    return deepest
