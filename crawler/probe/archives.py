"""Lists of one day or month: the forms that ask for a day, and the links that name one, as templates. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from lxml import etree

from crawler.discovery.links import absolute, on_site
from crawler.discovery.markup import nodes, strings, words
from crawler.sources import Source

ISO = "{year}-{month}-{day}"
_GET = "//form[not(@method) or translate(@method,'GET','get')='get']"
_FIELDS = ".//input[@name] | .//select[@name]"
_YEAR, _MONTH, _DAY = r"20\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_FORMS = {  # of what stands at the end of a path or of a parameter
    "{{year}}{0}{{month}}{0}{{day}}": rf"{_YEAR}([-/]){_MONTH}(?:\2){_DAY}",
    "{{day}}{0}{{month}}{0}{{year}}": rf"{_DAY}([-/]){_MONTH}(?:\2){_YEAR}",
    "{{month}}{0}{{day}}{0}{{year}}": rf"{_MONTH}([-/])(?:1[3-9]|2\d|3[01])(?:\2){_YEAR}",
    "{{year}}{0}{{month}}": rf"{_YEAR}([-/]){_MONTH}",
}
_PATTERNS = {form: re.compile(rf"(?<=[/=])({written})(?=/?$|&)") for form, written in _FORMS.items()}


def dated_templates(tree: etree._Element, url: str, source: Source) -> tuple[str, ...]:
    """The addresses of lists by day that a page leads to, with `{year}`, `{month}`, `{day}`: those of its forms first,
    those by month last."""
    linked = Counter(_of_links(tree, url, source))
    found = dict.fromkeys((*_of_forms(tree, url, source), *(template for template, _ in linked.most_common())))
    return tuple(sorted(found, key=lambda template: "{day}" not in template))


def _of_forms(tree: etree._Element, url: str, source: Source) -> Iterator[str]:
    for form in nodes(tree, _GET):
        action = absolute(form.get("action", ""), url) or url
        told = [(field.get("name", ""), _value(field)) for field in nodes(form, _FIELDS)]
        query = urlencode([(name, value) for name, value in told if value], safe="{}/")
        if on_site(action, source) and "{year}" in query:
            yield f"{action.partition('?')[0]}?{query}"


def _value(field: etree._Element) -> str:
    """What a form sends for a field: its own value, or the day, or the part of the day, that it asks for."""
    name, kind = field.get("name", "").lower(), field.get("type", "").lower()
    shown = field.get("value") or field.get("placeholder") or ""
    if field.tag == "select":
        return next((f"{{{part}}}" for part in ("day", "month", "year") if name in words(f"{part}_fields")), "")
    if kind == "date" or (kind in ("", "text") and name in words("date_fields")):
        written = _template_of(f"={shown}").lstrip("=")
        return written if kind != "date" and "{" in written else ISO
    return shown if kind == "hidden" else ""


def _of_links(tree: etree._Element, url: str, source: Source) -> Iterator[str]:
    for href in strings(tree, "//a/@href"):
        address = absolute(href, url)
        if address and on_site(address, source):
            parts = urlsplit(address)
            path, query = _template_of(parts.path), _template_of(parts.query)
            if "{" in path + query:
                yield f"{parts.scheme}://{parts.netloc}{path}{'?' if query else ''}{query}"


def _template_of(text: str) -> str:
    """A path or query with the day or month at its end as a template; the same where there is none."""
    for form, pattern in _PATTERNS.items():
        if found := pattern.search(text):
            return text[: found.start()] + form.format(found[2]) + text[found.end() :]
    return text
