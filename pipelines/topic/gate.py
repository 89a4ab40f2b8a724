"""The cheap look at a whole page before its text is extracted (about a millisecond).

A scan of all bytes alone passes nearly every page of a news site, for menus and sidebars hold the words too; so
the headline and the paragraphs are read as well. The gate must not turn away what `judge` would accept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from pipelines.records import PLAIN_TEXT, Document, Rejected, rejected
from pipelines.tables import toml_table
from pipelines.topic.words import any_of

_READABLE = 600
"""Characters of headline and paragraphs from which on they may be taken for the article."""
_MOST_READ = 3
"""So many times its own length is read of a page before it is left to the full reading."""
_PARAGRAPH, _BLOCK = 40, 80
"""Shorter paragraphs and blocks are menus, labels and headlines of other articles (characters)."""
_INVISIBLE_MARKS = (
    *"\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff",
    *("&shy;", "&#173;", "&#8203;", "&ZeroWidthSpace;", "&zwnj;", "&zwj;"),
)
_INVISIBLE = re.compile("|".join(_INVISIBLE_MARKS))
_INVISIBLE_BYTES = tuple(mark.encode() for mark in _INVISIBLE_MARKS)
_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"')


def may_be_ours(body: bytes) -> bool:
    """Whether the bytes of a page can hold the words of both sides; never wrong where it says no.

    The very first look at millions of pages (20 µs each): it needs neither characters nor a tree.
    """
    folded = body.lower()
    if b"\x00" in body[:200] or _has_marks(body):
        return True  # two bytes a character, or marks within words: the characters have to be looked at
    return all(stems.any_in_bytes(body, folded) for stems in _stems().values())


def _has_marks(body: bytes) -> bool:
    return any(mark in body for mark in _INVISIBLE_BYTES) or (b"\xad" in body and not _is_utf8(body))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def gate(document: Document) -> Rejected | None:
    """A rejection where the page cannot be on topic, else None."""
    missing = _missing(_visible(document.markup))
    if missing is None and document.media_type != PLAIN_TEXT:
        missing = _missing_in_text(document)
    return rejected(document.page, "off-topic", f"no words of the {missing} side") if missing else None


def _visible(markup: str) -> str:
    """The text without the invisible characters that some sites put into words."""
    return _INVISIBLE.sub("", markup) if any(mark in markup for mark in _INVISIBLE_MARKS) else markup


def _missing(markup: str) -> str | None:
    """The side of which not even a stem stands anywhere in the page."""
    folded = markup.casefold()
    return next((side for side, stems in _stems().items() if not stems.any_in(markup, folded)), None)


def _has_stem(text: str, side: str) -> bool:
    """Whether it is worth to look for the words of a side: a look for stems costs far less."""
    return _stems()[side].any_in(text, text.casefold())


def _missing_in_text(document: Document) -> str | None:
    """The side that headline and paragraphs leave out, where the page has readable paragraphs at all.

    Stops as soon as both sides are seen, or more was read than a page can hold (blocks inside of blocks).
    """
    unseen, read = dict(_patterns()), 0
    for passage in _passages(document):
        read += len(passage)
        text = _visible(passage)
        for side in [side for side in unseen if _has_stem(text, side) and unseen[side].search(text)]:
            del unseen[side]
        if not unseen or read > _MOST_READ * len(document.markup):
            return None
    return next(iter(unseen)) if read >= _READABLE else None


def _passages(document: Document) -> Iterator[str]:
    """Headline, paragraphs, and blocks that hold text of their own, as in pages that part lines by <br>."""
    hints = document.page.hints
    yield from filter(None, (hints.title, hints.summary))
    yield from _ARTICLE_BODY.findall(document.markup)
    tree = LexborHTMLParser(document.markup)
    for node in tree.css("title, h1, h2"):
        yield node.text(separator=" ")
    for node in tree.css("p, blockquote"):
        if len(text := node.text(separator=" ")) > _PARAGRAPH:
            yield text
    for node in tree.css("div, td, li, dd, span, section, article, main, center, font, pre, body, strong, em"):
        if len(node.text(deep=False).strip()) > _BLOCK:
            yield node.text(separator=" ")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The words of each side, strong and weak ones."""
    table = toml_table("topic.toml")
    police = [*table["police"]["offices"], *table["police"]["weak"]]
    return {"prison": any_of(table["prison"]["offices"]), "police": any_of(police)}


@dataclass(frozen=True, slots=True)
class _Stems:
    """The longest word of each phrase of a side, without those that hold another one; capitals alone stay capitals."""

    folded: tuple[str, ...]
    capitals: tuple[str, ...]

    def any_in(self, text: str, folded: str) -> bool:
        """Whether one of them stands in the text, given also without capitals."""
        return any(stem in folded for stem in self.folded) or any(stem in text for stem in self.capitals)

    def any_in_bytes(self, body: bytes, folded: bytes) -> bool:
        """The same for bytes, given also in small letters."""
        return any(stem.encode() in folded for stem in self.folded) or any(
            stem.encode() in body for stem in self.capitals
        )


@cache
def _stems() -> dict[str, _Stems]:
    """For each side the beginnings of its words; a page without any of them needs no parsing."""
    table = toml_table("topic.toml")
    police = [*table["police"]["offices"], *table["police"]["weak"]]
    return {"prison": _stems_of(table["prison"]["offices"]), "police": _stems_of(police)}


def _stems_of(known: list[str]) -> _Stems:
    longest = {max(phrase.rstrip("*").split(), key=len) for phrase in known if not phrase.isupper()}
    folded = sorted({word.casefold() for word in longest}, key=len)
    shortest = tuple(stem for stem in folded if not any(other in stem for other in folded if other != stem))
    return _Stems(shortest, tuple(phrase for phrase in known if phrase.isupper()))
