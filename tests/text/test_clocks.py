"""The site's own clock above the headline is never the publication."""

import pytest

from tests.text.pages import PARAGRAPHS, TITLE, markup, paragraphs, text_of_page

TODAY = "Senin, 10 Februari 2025"


def page(top, near="", head="", together=False):
    body = f'<div class="entry-content">{paragraphs(*PARAGRAPHS)}</div>'
    inner = f"<h1>{TITLE}</h1>{near}{body}"
    inner = f"<div>{top}{inner}</div>" if together else f"{top}<div><div>{inner}</div></div>"
    return f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body>{inner}</body></html>"


@pytest.mark.parametrize(
    ("html", "published"),
    [
        (page(f'<div class="date">{TODAY}</div>'), None),
        (page(f'<div class="date">{TODAY} | 09:58:12 WIB</div>'), None),
        (
            page(f'<div class="date">{TODAY} 09:58 WIB</div>', "<span>08-02-2025 14:32</span>"),
            "2025-02-08T14:32:00+07:00",
        ),
        (
            page(f'<div class="date">{TODAY} 09:58 WIB</div>', "<span>10-02-2025 07:32</span>"),
            "2025-02-10T07:32:00+07:00",
        ),
        (
            page(
                f'<div class="date">{TODAY} 09:58 WIB</div>',
                head='<meta property="article:published_time" content="2025-02-08T14:32:00+07:00">',
            ),
            "2025-02-08T14:32:00+07:00",
        ),
        (page(f'<div class="date">{TODAY} 07:58 WIB</div>', together=True), "2025-02-10T07:58:00+07:00"),
        (page(f'<div class="date">Diterbitkan: {TODAY} 07:58 WIB</div>'), "2025-02-10T07:58:00+07:00"),
        (page('<div class="date">Sabtu, 8 Februari 2025 07:58 WIB</div>'), "2025-02-08T07:58:00+07:00"),
        (page(f'<div id="jam-digital" class="date">{TODAY} 07:58</div>', together=True), None),
    ],
)
def test_the_clock_is_told_from_the_publication(html, published):
    at = text_of_page(html).published.at
    assert (at.isoformat() if at else None) == published


def test_themes_that_call_the_publication_updated_are_read():
    near = '<time class="entry-date updated td-module-date" datetime="2025-02-08T14:32:10+07:00">8 Februari 2025</time>'
    at = text_of_page(markup(near=near)).published.at
    assert at is not None
    assert at.isoformat() == "2025-02-08T14:32:10+07:00"
