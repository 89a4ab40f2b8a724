"""Who wrote and who edited: bylines in the text first, then JSON-LD, the line near the headline, and meta elements."""

import re

from lxml.html import HtmlElement

from pipelines.tables import toml_table
from pipelines.text.credits import TABLE, Credit, credits_of, lone_person, persons, profiled_person
from pipelines.text.metadata import Metadata, names_in
from pipelines.text.stamps import parse_stamp
from pipelines.text.tree import names_of, text_of, tidy

_NAMES = (
    "author",
    "byline",
    "penulis",
    "reporter",
    "namerep",
    "writer",
    "fn",
    "jurnalis",
    "wartawan",
    "credit",
    "au",
    "createdby",
    "contributor",
    "pewarta",
)
_BY = ("oleh", "by")
NEAR = 160
_WEEKDAY = re.compile(r"(?i)[\s,]+(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)$")
FEW = 4
FEW_WORDS = 60
INNER = 40


def bylines_of(
    metadata: Metadata,
    headline: HtmlElement | None,
    container: HtmlElement,
    credits: list[Credit],
    names: tuple[str, ...],
) -> tuple[tuple[str, ...], str | None]:
    """The writers, without offices and accounts, and the editor; the surest place that names a person decides.

    `credits` are the bylines that were taken out of the text, `names` the site's own names.
    """
    around = _around(headline, container)
    near = _credits_near(around)
    editors = (
        *_named(credits, "editor", names),
        *_named(near, "editor", names),
        *_persons_of(metadata.article.get("editor"), names),
    )
    editor = editors[0] if editors else None
    stated = _named(credits, "author", names)
    if stated:
        return stated, editor
    told = (
        _named(near, "author", names),
        _persons_of(metadata.article.get("author"), names),
        _near(around, names),
        _unlabelled(around),
        _persons_of([value for name, value in metadata.metas if _is_author_meta(name)], names),
    )
    left = (tuple(name for name in found if name != editor) for found in told)
    return next((found for found in left if found), ()), editor


def _is_author_meta(name: str) -> bool:
    return name in ("author", "dc.creator", "parsely-author") or name.endswith(":author")


def _named(credits: list[Credit], role: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for told, found in credits if told == role for one in found for name in persons(one, names))
    )


def _persons_of(value: object, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for name in names_in(value) for person in persons(name, names)))


def _around(headline: HtmlElement | None, container: HtmlElement) -> list[HtmlElement]:
    """The elements between the headline and the body (or right below a headline in it), and those behind the body."""
    root = container.getroottree().getroot()
    order = list(root.iter())
    start = order.index(headline) if headline is not None else 0
    end = order.index(container)
    inside = sum(1 for _ in container.iter())
    inner = headline is not None and end < start < end + inside
    before = (
        order[start:end] if start < end else order[start : start + INNER] if inner else order[max(0, end - 80) : end]
    )
    return [
        element
        for element in (*before[-200:], *order[end + inside : end + inside + 25])
        if isinstance(element.tag, str)
    ]


def _credits_near(around: list[HtmlElement]) -> list[Credit]:
    found: list[Credit] = []
    for element in around:
        lines = _lines(element)
        for line in lines:
            found += credits_of(line)
    return found


def _lines(element: HtmlElement) -> list[str]:
    """The own lines of a small element, parted by line breaks."""
    whole = text_of(element)
    if not whole or len(whole) > NEAR or len(element) > 12:
        return []
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("")
        else:
            parts[-1] += text_of(child)
        parts[-1] += child.tail or ""
    return [tidy(part) for part in parts if part.strip()]


def _near(around: list[HtmlElement], names: tuple[str, ...]) -> tuple[str, ...]:
    """Names near the headline: in elements named for authors, else in lines that tell a writer by their words."""
    texts = [(element, text_of(element)) for element in around]
    short = [(element, text) for element, text in texts if 0 < len(text) <= NEAR]
    marked = sorted((one for one in short if _is_marked(one[0])), key=lambda one: _holds_marked(one[0]))
    worded = [(element, text) for element, text in short if len(element) <= FEW and _tells_a_writer(text)]
    for element, text in (*marked, *worded):
        own = tidy(element.text or "") if len(element) else text
        found = persons(_bare(own), names) or persons(_bare(text), names)
        if found:
            return found
    return ()


def _unlabelled(around: list[HtmlElement]) -> tuple[str, ...]:
    """Names between headline and body that nothing labels: linked to a writer's page, or beside the written instant."""
    texts = [text_of(element) for element in around]
    for element, text in zip(around, texts, strict=True):
        person = profiled_person(text, element.get("href") or "") if element.tag == "a" else None
        if person:
            return (person,)
    dated = [place for place, text in enumerate(texts) if 0 < len(text) <= FEW_WORDS and parse_stamp(text)]
    for place, text in enumerate(texts):
        person = lone_person(text) if any(abs(place - other) <= FEW for other in dated) else None
        if person:
            return (person,)
    return ()


def _is_marked(element: HtmlElement) -> bool:
    told = "author" in (element.get("rel"), element.get("itemprop"))
    return told or bool(set(re.split(r"[\s_-]+", names_of(element))) & set(_NAMES))


def _holds_marked(element: HtmlElement) -> bool:
    """Whether a smaller element inside is named for authors too: the inner one is read first."""
    return any(_is_marked(inner) for inner in element.iterdescendants() if isinstance(inner.tag, str))


def _tells_a_writer(text: str) -> bool:
    """Whether the words of a line name a writer: "Oleh Ani Wijaya", "Ani Wijaya - 4 Februari 2025"."""
    told = (word for word in toml_table(TABLE)["author"] if word.endswith(_BY) or word in ("penulis", "reporter"))
    if text.lower().startswith(tuple(f"{word} " for word in told)):
        return True
    return re.match(r"[^\d,|]{3,40} [-–|] ", text) is not None and parse_stamp(text) is not None


def _bare(text: str) -> str:
    """A name without "Oleh", "By" before it and without the instant or the dash behind it."""
    lowered = text.lower()
    for word in sorted(toml_table(TABLE)["author"], key=len, reverse=True):
        if lowered.startswith((f"{word} ", f"{word}:")):
            text = text[len(word) :].lstrip(" :")
            break
    stamp = parse_stamp(text)
    text = text.split(stamp.text)[0] if stamp else text
    return _WEEKDAY.sub("", re.split(r"\s[-–|]\s|,|\s(?:pada|on)(?:\s|$)", text)[0]).strip(" -–|")
