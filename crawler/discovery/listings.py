"""Listing pages (tags, categories, searches, indeks, archives): article links by their structure, and the next page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote, urlsplit

from lxml import etree, html

from crawler.discovery.asks import Aim, Answer, Ask, Found
from crawler.discovery.instants import instant
from crawler.discovery.links import Link, absolute, fold, is_article_like, on_site
from crawler.discovery.markup import UnreadableError, nodes, strings, words, words_in
from pipelines.text.charset import characters

LARGEST_PAGE = 5 << 20
MOST_DAYS = 400  # of a listing with a day in its address
_FEWEST_SLUG_WORDS = 3
_FEWEST_TITLE_WORDS = 4
_CONTAINER_STEPS = 5
_DATE_CLASS = "contains(@class,'date') or contains(@class,'tanggal') or contains(@class,'time')"
_CHROME = "ancestor::nav or ancestor::footer or ancestor::*[@role='navigation']"


def asks(template: str, aim: Aim) -> Iterator[Ask]:
    """The first addresses of a listing; `{word}`, `{year}`, `{month}`, `{day}` and `{page}` in it are filled in."""
    for filled in _with_days(template, aim) if "{day}" in template else (template,):
        for word in aim.search_words if "{word}" in filled else ("",):
            address = filled.replace("{word}", quote(word, safe=""))
            yield Ask("listing", address.replace("{page}", "1"), template=address if "{page}" in address else None)


def read(ask: Ask, answer: Answer, aim: Aim) -> Found:
    """The article links of a listing page and the address of the next page. Raises UnreadableError where it is none."""
    tree = parse(answer)
    links = fold(article_links(tree, answer, aim, "listing"))
    return Found(links, more=page_after(tree, ask, answer, aim) if links else ())


def parse(answer: Answer) -> etree._Element:
    """The tree of an HTML page. Raises UnreadableError where it is none."""
    if len(answer.body) > LARGEST_PAGE:
        raise UnreadableError(f"more than {LARGEST_PAGE >> 20} MB")
    text, _ = characters(answer.body, answer.headers)
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text.replace("\x00", ""))
    if "<" not in text:
        raise UnreadableError("no HTML page")
    try:
        tree: etree._Element = html.document_fromstring(text)
    except etree.LxmlError as error:
        raise UnreadableError("no HTML page") from error
    return tree


def article_links(tree: etree._Element, answer: Answer, aim: Aim, way: str) -> Iterator[Link]:
    """The links of a page that look like articles of this site, with what stands beside them, in their order."""
    base = next(iter(strings(tree, "//base/@href")), "")
    root = absolute(base, answer.url) or answer.url
    for anchor in nodes(tree, f"//a[@href][not({_CHROME})]"):
        url = absolute(anchor.get("href", ""), root)
        if url is None or not on_site(url, aim.source) or not is_article_like(url):
            continue
        title = _title(anchor)
        if title and title.isdecimal():
            continue  # the number of a page
        if _looks_like_article(url, title):
            day = instant(_date_beside(anchor), aim.source.timezone, aim.now)
            yield Link(url, title if title and len(title.split()) > 1 else None, day, way=way)


def page_after(tree: etree._Element, ask: Ask, answer: Answer, aim: Aim) -> tuple[Ask, ...]:
    """The ask for the next page: as the source file writes its address, else as the page links it; none at the end."""
    number = ask.page + 1
    if ask.template:
        return (replace(ask, url=ask.template.replace("{page}", str(number)), page=number),)
    following = next_page(tree, ask, answer, aim)
    return (Ask("listing", following, number, ask.depth),) if following else ()


def next_page(tree: etree._Element, ask: Ask, answer: Answer, aim: Aim) -> str | None:
    """The address of the next page: as the page declares it, labels it or numbers it; never the same again."""
    number = ask.page + 1
    declared = strings(tree, "//link[@rel='next']/@href | //a[contains(concat(' ', @rel, ' '), ' next ')]/@href")
    numbered, labelled = [], []
    for anchor in nodes(tree, "//a[@href]"):
        label = (words_in(anchor) or anchor.get("aria-label", "")).lower()
        if label == str(number):
            numbered.append(anchor.get("href", ""))
        elif _is_next(label, anchor):
            labelled.append(anchor.get("href", ""))
    usable = [url for href in (*declared, *numbered, *labelled) if (url := absolute(href, answer.url))]
    usable = [url for url in usable if on_site(url, aim.source) and url not in (ask.url, answer.url)]
    return usable[0] if usable else None


def _is_next(label: str, anchor: etree._Element) -> bool:
    """A word that says so, or a bare arrow in a block that is about pages."""
    if label.strip(" ›»→>") in words("next_labels") or "older" in (anchor.get("class") or ""):
        return True
    block = " ".join(filter(None, (each.get("class") for each in (anchor, *anchor.iterancestors()))))
    return label in words("next_labels") and re.search(r"(?i)pag(?:e|ing|ination)|halaman|next", block) is not None


def _looks_like_article(url: str, title: str | None) -> bool:
    """A slug of several words or a long number in the address; a short slug counts with a headline as its label."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    slug = re.sub(r"^index$|\.\w+$", "", re.sub(r"^index\.\w+$", "", last))
    slug_words = [word for word in re.split(r"[-_]", slug) if word.isalpha()]
    is_numbered = (
        re.search(r"\d{4,}", parts.path) is not None or re.search(r"(?:^|&)(?:p|id)=\d", parts.query) is not None
    )
    headline = len((title or "").split()) >= _FEWEST_TITLE_WORDS
    return len(slug_words) >= _FEWEST_SLUG_WORDS or bool(is_numbered) or (headline and bool(slug_words))


def _title(anchor: etree._Element) -> str | None:
    """The longest of: the words of the link, its title attribute, the description of its picture."""
    for heading in nodes(anchor, ".//h1|.//h2|.//h3|.//h4"):
        return words_in(heading)[:300] or None
    candidates = [words_in(anchor), anchor.get("title", ""), *strings(anchor, ".//img/@alt")]
    return max(candidates, key=len)[:300] or None


def _date_beside(anchor: etree._Element) -> str | None:
    """The date in the block around a link, as long as the block holds no other article's date."""
    block = anchor
    for _ in range(_CONTAINER_STEPS):
        dates = strings(block, ".//time/@datetime") or _marked_dates(block)
        if dates:
            return dates[0] if len(set(dates)) == 1 else None
        parent = block.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return None
        block = parent
    return None


def _marked_dates(block: etree._Element) -> list[str]:
    texts = (words_in(each) for each in nodes(block, f".//time | .//*[{_DATE_CLASS}]"))
    return [text for text in texts if re.search(r"\d", text) and len(text) < 60]


def _with_days(template: str, aim: Aim) -> Iterable[str]:
    """The template for each day from today back to the day looked for (routine: to the last run, at most a week)."""
    today = aim.now.date()
    start = aim.since or max(aim.last_run.date() if aim.last_run else date.min, today - timedelta(days=7))
    for back in range(min((today - start).days + 1, MOST_DAYS)):
        day = today - timedelta(days=back)
        yield (template.replace("{year}", f"{day:%Y}").replace("{month}", f"{day:%m}").replace("{day}", f"{day:%d}"))
