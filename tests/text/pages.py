"""Builds small pages of an invented site for the tests of the text stage."""

from datetime import datetime

from pipelines.records import HTML, Page, Rejected, SourceFacts, Text
from pipelines.text import decode, read

FIRST = "Kalapas Sukamaju menerima kunjungan Kapolres di aula utama pada Senin (3/2/2025) pagi untuk membahas keamanan."
SECOND = "Keduanya membahas pengamanan blok hunian menjelang hari raya dan rencana razia bersama."
THIRD = "“Kami siap membantu kapan pun,” kata Kapolres kepada wartawan di Sukamaju."
PARAGRAPHS = (FIRST, SECOND, THIRD)
TITLE = "Kalapas dan Kapolres Bahas Keamanan"
SOURCE = SourceFacts("wartakita", "Warta Kita")
FETCHED = "2025-02-10T10:00:00+07:00"
URL = "https://wartakita.com/kalapas-dan-kapolres-bahas-keamanan"


def paragraphs(*lines: str) -> str:
    """Lines as HTML paragraphs."""
    return "".join(f"<p>{line}</p>\n" for line in lines)


def markup(body: str | None = None, head: str = "", near: str = "", after: str = "", top: str = "") -> str:
    """A page with a headline; `near` stands below it, `top` above it, `after` below the body."""
    inner = paragraphs(*PARAGRAPHS) if body is None else body
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE} - Warta Kita</title>{head}</head><body>{top}<article>"
        f'<h1>{TITLE}</h1>{near}<div class="entry-content">{inner}</div>{after}</article></body></html>'
    )


def page_of(
    html: str | bytes, url: str = URL, fetched_at: str = FETCHED, media_type: str = HTML, **more: object
) -> Page:
    """The page as fetched."""
    body = html if isinstance(html, bytes) else html.encode()
    return Page(url, body, datetime.fromisoformat(fetched_at), media_type, **more)  # type: ignore[arg-type]


def outcome_of(html: str | bytes, source: SourceFacts = SOURCE, **more: object) -> Text | Rejected:
    """What the stage makes of a page."""
    document = decode(page_of(html, **more))  # type: ignore[arg-type]
    return document if isinstance(document, Rejected) else read(document, source)


def text_of_page(html: str | bytes, source: SourceFacts = SOURCE, **more: object) -> Text:
    """The text of a page that must not be rejected."""
    outcome = outcome_of(html, source, **more)
    assert isinstance(outcome, Text), outcome
    return outcome


def rejection_of(html: str | bytes, source: SourceFacts = SOURCE, **more: object) -> str:
    """The reason why a page is rejected."""
    outcome = outcome_of(html, source, **more)
    assert isinstance(outcome, Rejected), outcome
    return outcome.reason
