"""The zone of sites that have no source file."""

import pytest

from pipelines.records import SourceFacts
from tests.text.pages import markup, text_of_page

CLOCK = "<span>4 Februari 2025 14:05</span>"
NOWHERE = "https://beritakita.com/kalapas-dan-kapolres"


def published_of(html: str, url: str) -> tuple[str, tuple[str, ...]]:
    published = text_of_page(html.replace("Warta Kita", "Berita"), SourceFacts(), url=url).published
    return (published.at.isoformat() if published.at else "", published.issues)


@pytest.mark.parametrize(
    ("host", "offset"),
    [
        ("mamujupos.com", "+08:00"),
        ("www.kabarsorong.com", "+09:00"),
        ("wartapapua.id", "+09:00"),
        ("tabanankini.com", "+08:00"),
    ],
)
def test_a_place_in_the_name_of_the_site(host: str, offset: str) -> None:
    assert published_of(markup(near=CLOCK), f"https://{host}/a-b") == (f"2025-02-04T14:05:00{offset}", ())


def test_an_indonesian_offset_of_the_metadata() -> None:
    head = '<meta property="article:modified_time" content="2025-02-05T09:00:00+08:00">'
    assert published_of(markup(near=CLOCK, head=head), NOWHERE) == ("2025-02-04T14:05:00+08:00", ())


def test_without_evidence_it_is_western_time_and_told_so() -> None:
    at, issues = published_of(markup(near=CLOCK), NOWHERE)
    assert at == "2025-02-04T14:05:00+07:00"
    assert issues == ("published: no zone is told, read in Asia/Jakarta",)


def test_a_told_offset_needs_no_zone_of_the_site() -> None:
    assert published_of(markup(near=CLOCK.replace("14:05", "14:05 WITA")), NOWHERE)[1] == ()


def test_the_clock_shown_for_an_instant_in_utc_tells_the_zone() -> None:
    head = '<meta property="article:published_time" content="2025-02-04T18:05:20+00:00">'
    shown = "<span>5 Februari 2025 02:05</span>"
    assert published_of(markup(near=shown, head=head), NOWHERE)[0] == "2025-02-05T02:05:20+08:00"
