"""Pages that break readers: odd markup, huge pages, hostile pages; each gets its text or a reason, in bounded time."""

import time

import pytest

from pipelines.records import Rejected
from tests.text.pages import FIRST, PARAGRAPHS, SECOND, THIRD, TITLE, markup, outcome_of, paragraphs, text_of_page

BULK = "<p>Lorem ipsum dolor sit amet yang dan di.</p>"
LINK = '<a href="/x/y">Judul berita lain yang panjang</a> '
SECONDS = 5.0

BODIES = {
    "line breaks": f"{FIRST}<br/><br/>{SECOND}<br><br>{THIRD}",
    "single breaks": f"{FIRST}<br>{SECOND}<br>{THIRD}",
    "divs": f"<div>{FIRST}</div><div><br></div><div>{SECOND}</div><div>{THIRD}</div>",
    "spans": "".join(f'<p><span style="x"><span>{line[:20]}</span>{line[20:]}</span></p>' for line in PARAGRAPHS),
    "layout table": "<table><tr><td>" + paragraphs(*PARAGRAPHS) + "</td></tr></table>",
    "unclosed paragraphs": "".join(f"<p>{line}" for line in PARAGRAPHS),
    "nested paragraphs": f"<p><p>{FIRST}</p><p><p>{SECOND}</p></p>{THIRD}</p>",
    "nbsp and zero width": paragraphs(
        FIRST.replace(" ", "&nbsp;"), SECOND.replace("hun", "hu\u200bn"), THIRD + "\ufeff"
    ),
    "lazy pictures": f'<p><img data-src="a.jpg" src="data:image/gif;base64,AA"></p><noscript><img></noscript>{paragraphs(*PARAGRAPHS)}',  # noqa: E501
    "wrapped sentence": paragraphs(FIRST, SECOND.replace("menjelang", "<br>menjelang"), THIRD),
    "bare text": f"{FIRST}<p>{SECOND}</p>{THIRD}",
    "inline links": paragraphs(FIRST.replace("Kapolres", '<a href="/tag/kapolres">Kapolres</a>'), SECOND, THIRD),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_odd_markup_loses_nothing(body):
    assert text_of_page(markup(body)).paragraphs == PARAGRAPHS


def test_a_second_article_below_is_not_the_article():
    other = (
        "<article><h2>Berita lain</h2><div class='entry-content'>"
        + paragraphs(*[f"Kabar lain nomor {i} dari desa yang jauh sekali di sana." for i in range(9)])
        + "</div></article>"
    )
    assert text_of_page(markup(after=other)).paragraphs == PARAGRAPHS


def test_a_body_without_any_known_name_is_found():
    html = markup().replace('class="entry-content"', 'class="css-1x2"').replace("article>", "div>")
    menu = "".join(f'<li><a href="/{i}">Kabar Nomor {i} Hari Ini</a></li>' for i in range(30))
    assert text_of_page(html.replace("<body>", f"<body><ul>{menu}</ul>")).paragraphs == PARAGRAPHS


@pytest.mark.parametrize("wrap", ["amp", "print"])
def test_variants_give_the_same_text(wrap):
    attributes = {"amp": "<html ⚡ amp>", "print": "<html>"}[wrap]
    assert text_of_page(markup().replace("<html>", attributes)).paragraphs == PARAGRAPHS


HOSTILE = {
    "10 MB of paragraphs behind": markup(after=BULK * 200_000),
    "10 MB of paragraphs": f"<html><body><h1>{TITLE}</h1>{BULK * 200_000}",
    "10 MB of links": markup(after=LINK * 180_000),
    "200,000 breaks": markup("<br>" * 200_000 + paragraphs(*PARAGRAPHS)),
    "200,000 lines": markup(f"{SECOND}<br>" * 200_000),
    "50,000 nested": "<html><body>" + "<div>" * 50_000 + markup() + "</div>" * 50_000,
    "10 MB text node": markup(top="<p>" + "x " * 6_000_000 + "</p>"),
    "10 MB script": markup(top="<script>var a='" + "x" * 11_000_000 + "'</script>"),
    "200,000 attributes": markup(top="<div " + " ".join(f'a{i}="1"' for i in range(200_000)) + ">"),
    "3,000 tables": markup(top="<table><tr><td>" * 3_000),
    "open brackets": markup(paragraphs("[irp (" * 50_000, *PARAGRAPHS)),
    "labels": markup(paragraphs("Baca juga: " * 30_000, *PARAGRAPHS)),
    "class names": markup(top='<div class="' + "a-b " * 500_000 + '"></div>'),
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_is_answered_in_time(html):
    begun = time.process_time()
    outcome = outcome_of(html)
    assert time.process_time() - begun < SECONDS
    assert isinstance(outcome, Rejected) or set(PARAGRAPHS) <= set(outcome.paragraphs)


@pytest.mark.parametrize(
    "name", ["50,000 nested", "10 MB text node", "10 MB script", "200,000 breaks", "10 MB of paragraphs behind"]
)
def test_text_behind_the_hostile_part_is_found(name):
    outcome = outcome_of(HOSTILE[name])
    assert not isinstance(outcome, Rejected)
    assert set(PARAGRAPHS) <= set(outcome.paragraphs)


def test_a_text_beyond_all_measure_is_left_out_and_told():
    bulk = "kata " * 60_000
    text = text_of_page(markup(paragraphs(PARAGRAPHS[0], bulk, *PARAGRAPHS[1:])))
    assert text.paragraphs == PARAGRAPHS
    assert any("300,000 characters" in issue for issue in text.issues)


def test_a_page_of_nothing_else_says_so():
    outcome = outcome_of(markup(paragraphs("kata " * 60_000)))
    assert isinstance(outcome, Rejected)
    assert "characters in single texts" in outcome.detail
