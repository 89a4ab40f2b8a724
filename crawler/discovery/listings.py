"""Listing pages (tags, categories, searches, indeks, archives): article links by their structure, and the next page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree, html

from crawler.discovery.asks import Aim, Answer, Ask, Found
from crawler.discovery.cards import date_beside, title_of
from crawler.discovery.instants import instant
from crawler.discovery.links import Link, absolute, fold, is_article_like, is_numbered, on_site
from crawler.discovery.markup import UnreadableError, nodes, strings, words, words_in
from pipelines.text.charset import characters

LARGEST_PAGE = 5 << 20
MOST_DAYS = 4000  # of a listing with a day in its address
FIRST_DAYS = timedelta(days=30)  # of such a listing in the first run
_FEWEST_SLUG_WORDS = 3
_FEWEST_TITLE_WORDS = 4
_POST = r"(?:^|&)p=\d"
_CHROME = "ancestor::nav or ancestor::footer or ancestor::*[@role='navigation']"


def asks(template: str, aim: Aim) -> Iterator[Ask]:
    """The first addresses of a listing; `{word}`, `{year}`, `{month}`, `{day}` and `{page}` in it are filled in."""
    dated, worded = "{year}" in template, "{word}" in template
    for filled in _with_days(template, aim) if dated else (template,):
        for word in aim.search_words if worded else ("",):
            address = filled.replace("{word}", quote(word, safe=""))
            pages = address if "{page}" in address else None
            yield Ask("listing", address.replace("{page}", "1"), template=pages, may_be_empty=dated or worded)


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
        if words_in(anchor).isdecimal():
            continue  # the number of a page
        title = title_of(anchor)
        if _looks_like_article(url, title):
            day = instant(date_beside(anchor), aim.source.timezone, aim.now)
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
    """A slug of several words or a long number in the address; with a headline as its label a shorter one counts."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    slug = re.sub(r"^index$|\.\w+$", "", re.sub(r"^index\.\w+$", "", last))
    slug_words = [word for word in re.split(r"[-_]", slug) if word.isalpha()]
    title_words = len((title or "").split())
    if len(slug_words) >= _FEWEST_SLUG_WORDS or re.search(r"\d{4,}", parts.path) or re.search(_POST, parts.query):
        return True
    if is_numbered(parts.query):
        return title_words == 0 or title_words >= _FEWEST_SLUG_WORDS
    return title_words >= _FEWEST_TITLE_WORDS and bool(slug_words or slug.isdecimal())


def with_day(template: str, day: date) -> str:
    """A template with its day filled in."""
    return template.replace("{year}", f"{day:%Y}").replace("{month}", f"{day:%m}").replace("{day}", f"{day:%d}")


def today(aim: Aim) -> date:
    """The day by the site's own clock."""
    return aim.now.astimezone(ZoneInfo(aim.source.timezone)).date()


def _with_days(template: str, aim: Aim) -> Iterable[str]:
    """The template for each day, newest first, back to the day looked for (routine: that of the last run)."""
    start = aim.since or (aim.last_run.date() if aim.last_run else today(aim) - FIRST_DAYS)
    days = range(min((today(aim) - start).days + 1, MOST_DAYS))
    return dict.fromkeys(with_day(template, today(aim) - timedelta(days=back)) for back in days)
