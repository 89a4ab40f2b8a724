"""Bytes become characters, and posts and feed items become pages."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import FEED_ITEM, WORDPRESS_POST, Document, Rejected
from pipelines.text import decode
from pipelines.text.charset import characters
from tests.text.pages import PARAGRAPHS, TITLE, markup, outcome_of, page_of, paragraphs, rejection_of, text_of_page

QUOTE = "“Aman – terkendali,” kata Kalapas."


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "windows-1252"),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("cp1252", "no-such-charset"),
        ("utf-16", "utf-8"),
    ],
)
@pytest.mark.parametrize("where", ["meta", "header"])
def test_a_lying_label_changes_no_character(encoding, label, where):
    head = f'<meta charset="{label}">' if where == "meta" else ""
    headers = (("Content-Type", f"text/html; charset={label}"),) if where == "header" else ()
    html = markup(paragraphs(*PARAGRAPHS, QUOTE), head=head)
    text = text_of_page(html.encode(encoding), headers=headers)
    assert text.paragraphs == (*PARAGRAPHS, QUOTE)


def test_mojibake_is_repaired_when_it_is_certain():
    broken = QUOTE.encode().decode("cp1252", "replace")
    assert "â€" in broken
    assert characters(broken.encode())[0].startswith("“Aman")


@pytest.mark.parametrize("text", ["Harga kopi di São Paulo naik.", "Café Âme dibuka.", "naïve – ÃO"])
def test_what_is_no_mojibake_stays(text):
    assert characters(text.encode())[0] == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_plain_utf8_comes_back(text):
    if "Ã" not in text and "Â" not in text and "â" not in text and "ï" not in text and not text.startswith("\ufeff"):
        assert characters(text.encode())[0] == text


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body):
    assert isinstance(decode(page_of(body)), Document | Rejected)


def test_nul_bytes_are_dropped():
    text = text_of_page(markup().replace("Kapolres", "Kapol\x00res"))
    assert text.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"", "empty"), (b"\x00\x00 \n", "empty"), (b"%PDF-1.7 x", "not-html"), (b"\x89PNG\r\n", "not-html")],
)
def test_what_is_no_page_is_rejected(body, reason):
    assert rejection_of(body) == reason


def post(**changes):
    facts = {
        "link": "https://wartakita.com/?p=77",
        "date_gmt": "2025-02-04T08:20:00",
        "modified_gmt": "2025-02-06T08:20:00",
        "title": {"rendered": f"{TITLE} &#8211; Lagi"},
        "content": {"rendered": paragraphs("SUKAMAJU – " + PARAGRAPHS[0], *PARAGRAPHS[1:]), "protected": False},
        "_embedded": {"author": [{"name": "Rina Wati"}]},
    }
    return orjson.dumps(facts | changes)


def test_a_wordpress_post_gives_the_article_of_its_page():
    text = text_of_page(post(), media_type=WORDPRESS_POST, url="https://wartakita.com/?p=77")
    assert text.title == f"{TITLE} – Lagi"
    assert text.paragraphs == PARAGRAPHS
    assert (text.authors, text.dateline) == (("Rina Wati",), "SUKAMAJU")
    assert text.published.at is not None
    assert text.published.at.isoformat() == "2025-02-04T15:20:00+07:00"
    assert text.canonical_url == "https://wartakita.com/?p=77"


def test_a_protected_post_is_a_paywall():
    assert rejection_of(post(content={"rendered": "", "protected": True}), media_type=WORDPRESS_POST) == "paywall"


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"'])
def test_broken_json_is_told(body):
    assert rejection_of(body, media_type=WORDPRESS_POST) == "broken"


def test_a_feed_item_gives_an_article():
    item = {
        "title": TITLE,
        "content": paragraphs(*PARAGRAPHS),
        "link": "https://wartakita.com/berita",
        "published": "Tue, 04 Feb 2025 15:20:00 +0700",
        "author": "Rina Wati",
    }
    text = text_of_page(orjson.dumps(item), media_type=FEED_ITEM)
    assert (text.title, text.paragraphs, text.authors) == (TITLE, PARAGRAPHS, ("Rina Wati",))
    assert text.published.at is not None
    assert text.published.at.isoformat() == "2025-02-04T15:20:00+07:00"


@given(st.binary(max_size=200))
def test_any_markup_gets_an_answer(body):
    assert outcome_of(b"<html><body>" + body) is not None
