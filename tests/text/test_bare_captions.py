"""Captions inside the body that neither an element nor a credit marks."""

import pytest

from tests.text.pages import FIRST, SECOND, THIRD, markup, text_of_page

CAPTION = "Kapolres dan Kalapas meninjau pos jaga timur"


@pytest.mark.parametrize(
    "caption",
    [
        f"<p>{CAPTION}</p>",
        f'<p style="text-align: center"><em>{CAPTION}.</em></p>',
        f'<div class="text-xs">{CAPTION}.</div>',
        f'<p align="center"><font size="1">{CAPTION}.</font></p>',
        "<p>Kapolres (kiri) dan Kalapas meninjau pos jaga timur pada siang itu.</p>",
    ],
)
def test_a_caption_below_a_picture(caption: str) -> None:
    text = text_of_page(markup(f"<p>{FIRST}</p><p><img></p>{caption}<p>{SECOND}</p><p>{THIRD}</p>"))
    assert text.paragraphs == (FIRST, SECOND, THIRD)
    assert len(text.captions) == 1


@pytest.mark.parametrize(
    "line",
    [
        "<p>Kapolres meninjau pos jaga timur pada siang itu.</p>",
        "<p>Acara ditutup dengan foto bersama.</p>",
        "<p>Tampak hadir dalam acara itu para pejabat kedua instansi.</p>",
        "<h2>Kapolres Tinjau Pos Jaga</h2>",
        "<p>Berikut barang yang disita petugas pada malam itu:</p>",
    ],
)
def test_a_paragraph_below_a_picture_stays(line: str) -> None:
    text = text_of_page(markup(f"<p>{FIRST}</p><p><img></p>{line}<p>{SECOND}</p><p>{THIRD}</p>"))
    assert len(text.paragraphs) == 4


def test_a_wrapped_paragraph_below_a_picture_stays() -> None:
    wrapped = FIRST.replace(" pada ", "<br>\npada ")
    assert text_of_page(markup(f"<img><br>{wrapped}<p>{SECOND}</p>")).paragraphs == (FIRST, SECOND)


def test_a_body_set_in_the_middle_is_no_caption() -> None:
    centred = "".join(f"<p><img></p><p>{line}</p>" for line in (FIRST, SECOND, THIRD))
    assert text_of_page(markup(f"<div align=center>{centred}</div>")).paragraphs == (FIRST, SECOND, THIRD)


def test_a_byline_below_a_picture_is_a_byline() -> None:
    text = text_of_page(markup(f"<p>{FIRST}</p><p>{SECOND}</p><img><p>Penulis: Sinta Lestari</p>"))
    assert (text.authors, text.captions) == (("Sinta Lestari",), ())
