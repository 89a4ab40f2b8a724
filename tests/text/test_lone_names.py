"""Names of writers that no label, class or metadata marks, and what is no name."""

import pytest

from pipelines.text.credits import lone_person, profiled_person
from tests.text.pages import PARAGRAPHS, markup, paragraphs, text_of_page

DAY = "<span>Senin, 3 Februari 2025 14:25 WIB</span>"


@pytest.mark.parametrize(
    "near",
    [
        f"<div><span>Sinta Lestari</span><span>•</span>{DAY}</div>",
        f"<p>{DAY}</p><p>Sinta Lestari</p>",
        '<div><a href="/penulis/31/sinta"><img></a><p><a href="/penulis/31/sinta">Sinta Lestari</a></p></div>',
    ],
)
def test_a_name_beside_the_day_or_linked_to_a_profile(near: str) -> None:
    assert text_of_page(markup(near=near)).authors == ("Sinta Lestari",)


@pytest.mark.parametrize("near", [f"<p>Hukum Kriminal</p>{DAY}", f"<p>Surya Kota</p>{DAY}", "<p>Sinta Lestari</p>"])
def test_rubrics_and_names_far_from_a_day_are_no_writers(near: str) -> None:
    assert text_of_page(markup(near=near)).authors == ()


@pytest.mark.parametrize("lines", [("Sinta Lestari", *PARAGRAPHS), (*PARAGRAPHS, "Sinta Lestari")])
def test_a_name_alone_at_either_end_of_the_text(lines: tuple[str, ...]) -> None:
    text = text_of_page(markup(paragraphs(*lines)))
    assert (text.authors, text.paragraphs) == (("Sinta Lestari",), PARAGRAPHS)


def test_what_stands_behind_a_sign_off_is_of_the_site() -> None:
    text = text_of_page(markup(paragraphs(*PARAGRAPHS, "(sl/wk)", "Warta Kita, dari Sukamaju untuk semua.")))
    assert text.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "text", ["Hukum Kriminal", "Jawa Timur", "Sinta", "Berita Utama", "Sinta Lestari Dan Rudi Hartono"]
)
def test_no_lone_person(text: str) -> None:
    assert lone_person(text) is None


def test_a_profile_is_told_by_its_address() -> None:
    assert profiled_person("Marlo Quist", "https://wartakita.com/author/marlo") == "Marlo Quist"
    assert profiled_person("Marlo Quist", "https://wartakita.com/daerah/marlo") is None
    assert profiled_person("Hukum", "https://wartakita.com/author/hukum") is None
