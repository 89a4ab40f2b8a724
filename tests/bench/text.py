"""Quality of the body and milliseconds a page, beside the extractors that others use, on the same pages in one run."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any

from pipelines.records import HTML, Page, Rejected, SourceFacts
from pipelines.text import decode, read
from tests.bench.environments import CannotRunError, answers

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "gold" / "pages-dev"
PAGES = 60
TOOLS = {
    "trafilatura": (
        "trafilatura lxml_html_clean",
        "import trafilatura\ndef body(html): return trafilatura.extract(html, include_comments=False)",
    ),
    "newspaper4k": (
        "newspaper4k lxml_html_clean",
        "import newspaper\ndef body(html):\n    a = newspaper.article('https://x.invalid/', language='id', input_html=html); return a.text",  # noqa: E501
    ),
    "readability-lxml": (
        "readability-lxml lxml_html_clean",
        "import lxml.html\nfrom readability import Document\ndef body(html): return lxml.html.fromstring(Document(html).summary()).text_content()",  # noqa: E501
    ),
    "news-please": (
        "news-please lxml_html_clean",
        # Without `fetch_images=False` it waits twenty seconds a page for pictures of an address that does not exist.
        "from newsplease import NewsPlease\ndef body(html):\n    return NewsPlease.from_html(html, url='https://x.invalid/', fetch_images=False).maintext",  # noqa: E501
    ),
}
DRIVER = """
import json, sys, time
{code}
for line in sys.stdin:
    html = json.loads(line)
    begun = time.process_time()
    try:
        text = body(html) or ""
    except Exception:
        text = ""
    print(json.dumps([text, time.process_time() - begun]), flush=True)
"""
Answer = tuple[str, float]


def report() -> str:
    """A section of Markdown: paragraphs kept, promos gone, true characters and milliseconds a page for each tool."""
    if not (FOLDER / "gold.jsonl").is_file():
        return "## Body of the article\n\nNot measured: the gold pages are not here."
    golds = [gold for gold in map(json.loads, (FOLDER / "gold.jsonl").open(encoding="utf-8")) if gold["on_topic"]][
        :PAGES
    ]
    pages = [_markup(gold) for gold in golds]
    rows = [_row("lapaswire (body, names, dateline, instant)", golds, [_ours(gold) for gold in golds])]
    rows += [_measured(name, golds, pages) for name in TOOLS]
    head = (
        f"## Body of the article\n\n{len(golds)} pages of the development set, each tool in its own environment, "
        "processor time\nof one process. Other tools were run with their defaults for a page that is already there.\n\n"
        "| | paragraphs kept | promos gone | characters true | ms a page |\n|---|---|---|---|---|\n"
    )
    return head + "\n".join(rows)


def _markup(gold: dict[str, Any]) -> str:
    document = decode(_page(gold))
    return "" if isinstance(document, Rejected) else document.markup


def _page(gold: dict[str, Any]) -> Page:
    body = (FOLDER / gold["file"]).read_bytes()
    return Page(gold["url"], body, datetime.fromisoformat(gold["fetched_at"]), HTML)


def _ours(gold: dict[str, Any]) -> Answer:
    page = _page(gold)
    begun = process_time()
    document = decode(page)
    text = document if isinstance(document, Rejected) else read(document, SourceFacts())
    took = process_time() - begun
    return ("", took) if isinstance(text, Rejected) else ("\n".join(text.paragraphs), took)


def _measured(name: str, golds: list[dict[str, Any]], pages: list[str]) -> str:
    packages, code = TOOLS[name]
    print(f"  {name}", flush=True)
    try:
        lines = answers(packages, DRIVER.format(code=code), map(json.dumps, pages))
    except CannotRunError as error:
        return f"| {name} | could not be run: {error} | | | |"
    return _row(name, golds, [json.loads(line) for line in lines if line.startswith("[")])


def _row(name: str, golds: list[dict[str, Any]], answers: Iterable[Answer]) -> str:
    kept = promos = true = total_kept = total_promos = 0.0
    times = []
    for gold, (text, took) in zip(golds, answers, strict=True):
        times.append(took * 1000)
        body, own = _squeezed(text), [_squeezed(line) for line in gold["paragraphs"]]
        kept += sum(line in body for line in own)
        total_kept += len(own)
        strips = [
            strip for strip in map(_squeezed, gold["boilerplate"]) if len(strip) >= 4 and strip not in "".join(own)
        ]
        promos += sum(strip not in body for strip in strips)
        total_promos += len(strips)
        left = body
        for line in sorted(own, key=len, reverse=True):
            left = left.replace(line, "", 1)
        true += 1 - len(left) / len(body) if body else 0
    middle = sorted(times)[len(times) // 2]
    return (
        f"| {name} | {kept / total_kept:.3f} | {promos / total_promos:.3f} | {true / len(times):.3f} | {middle:.1f} |"
    )


def _squeezed(text: str) -> str:
    plain = text.translate(str.maketrans("“”„‘’–—", '"""\'\'--'))
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff\u00ad\u00a0]+", "", plain).casefold()
