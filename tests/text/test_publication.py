"""The publication instant: the witnesses of a page, and which of them is believed."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.records import Hints, SourceFacts
from pipelines.text.stamps import is_stamp_line, parse_stamp
from tests.text.pages import SOURCE, URL, markup, text_of_page

WITA_SITE = SourceFacts("wita", "Warta Kita", timezone="Asia/Makassar")
WIT_SITE = SourceFacts("wit", "Warta Kita", timezone="Asia/Jayapura")


def meta(content, name="article:published_time"):
    return f'<meta property="{name}" content="{content}">'


def json_ld(published):
    facts = f'"@type":"NewsArticle","headline":"x","datePublished":"{published}"'
    return f'<script type="application/ld+json">{{{facts}}}</script>'


CASES = [
    ("meta+07", {"head": meta("2025-02-04T15:20:00+07:00")}, "2025-02-04T15:20:00+07:00"),
    ("utc near midnight", {"head": meta("2025-02-04T18:30:00Z")}, "2025-02-05T01:30:00+07:00"),
    ("utc in WIT", {"head": meta("2025-02-04T18:30:00+00:00"), "src": WIT_SITE}, "2025-02-05T03:30:00+09:00"),
    (
        "vis jumat",
        {"near": "<span>Jum'at, 21 Februari 2025 | 14:05 WIB</span>", "at": "2025-02-22T10:00:00+07:00"},
        "2025-02-21T14:05:00+07:00",
    ),
    ("vis jumat’", {"near": "<span>Jum’at, 07 Feb 2025 – 14.05 Wib</span>"}, "2025-02-07T14:05:00+07:00"),
    (
        "vis WITA num",
        {"near": '<div class="date">04/02/2025 14:05 WITA</div>', "src": WITA_SITE},
        "2025-02-04T14:05:00+08:00",
    ),
    (
        "vis WITA zone other source",
        {"near": '<div class="date">04/02/2025 14:05 WITA</div>'},
        "2025-02-04T13:05:00+07:00",
    ),
    ("lalu", {"near": '<span class="date">2 jam lalu</span>'}, "2025-02-10T08:00:00+07:00"),
    ("lalu yang", {"near": '<span class="date">30 menit yang lalu</span>'}, "2025-02-10T09:30:00+07:00"),
    ("english month first", {"near": "<span>February 4, 2025 2:05 pm</span>"}, "2025-02-04T14:05:00+07:00"),
    ("id month first", {"near": "<span>Februari 4, 2025</span>"}, "2025-02-04T00:00:00+07:00"),
    (
        "masthead only",
        {"top": '<header><div class="top-date">Senin, 10 Februari 2025</div></header><nav>a b c</nav>'},
        None,
    ),
    (
        "masthead plain div",
        {"top": '<div>Senin, 10 Februari 2025</div><div class="menu"><a href=/>Beranda</a></div>'},
        None,
    ),
    ("modified only", {"head": meta("2025-02-06T10:00:00+07:00", "article:modified_time")}, None),
    ("updated visible", {"near": "<span>Diperbarui: Kamis, 6 Februari 2025 10:00 WIB</span>"}, None),
    (
        "published & updated visible",
        {
            "near": "<div><span>Terbit: Selasa, 4 Februari 2025 09:00 WIB</span> <span>Diperbarui: Kamis, 6 Februari 2025 10:00 WIB</span></div>"  # noqa: E501
        },
        "2025-02-04T09:00:00+07:00",
    ),
    (
        "published & updated one line",
        {"near": "<div>Selasa, 4 Februari 2025 09:00 WIB | Update: Kamis, 6 Februari 2025 10:00 WIB</div>"},
        "2025-02-04T09:00:00+07:00",
    ),
    (
        "update first one line",
        {"near": "<div>Update: Kamis, 6 Februari 2025 10:00 WIB | Terbit: Selasa, 4 Februari 2025 09:00 WIB</div>"},
        "2025-02-04T09:00:00+07:00",
    ),
    ("copyright", {"after": "<footer>© 2025 Warta Kita 10 Februari 2025</footer>"}, None),
    ("url day", {"url": "https://wartakita.com/2025/02/04/kalapas-kapolres"}, "2025-02-04T00:00:00+07:00"),
    (
        "url day and clock visible disagree",
        {
            "url": "https://wartakita.com/2025/02/04/kalapas-kapolres",
            "near": "<time>Selasa, 4 Februari 2025 - 21:00 WIB</time>",
        },
        "2025-02-04T21:00:00+07:00",
    ),
    ("jsonld prose", {"head": json_ld("Selasa 04 Februari 2025 07:26 WIB")}, "2025-02-04T07:26:00+07:00"),
    (
        "jsonld broken",
        {
            "head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"a "b" c",\n"datePublished":"2025-02-04T15:20:00+07:00",}</script>'  # noqa: E501
        },
        "2025-02-04T15:20:00+07:00",
    ),
    (
        "Z lie",
        {"head": meta("2025-02-04T15:20:00Z"), "near": "<span>Selasa, 4 Februari 2025 15:20 WIB</span>"},
        "2025-02-04T15:20:00+07:00",
    ),
    ("minus seven", {"head": meta("2025-02-04T15:20:00-07:00")}, "2025-02-04T15:20:00+07:00"),
    (
        "detik T",
        {
            "head": meta("2025-02-04 T15:20:01Z", "dateCreated") + meta("2025-02-04 T15:32:01Z", "pubdate"),
            "near": "<span>Selasa 04 Feb 2025, 15:32 WIB</span>",
        },
        "2025-02-04T15:32:01+07:00",
    ),
    ("slash", {"head": meta("2025/02/04 20:59:53", "dtk:publishdate")}, "2025-02-04T20:59:53+07:00"),
    (
        "microsec",
        {"head": '<span itemprop="datePublished" content="2025-02-04T20:07:27.8200000"></span>'},
        "2025-02-04T20:07:27+07:00",
    ),
    (
        "itemprop time",
        {"near": '<time itemprop="datePublished" datetime="2025-02-04T20:07:27+07:00">4 Feb</time>'},
        "2025-02-04T20:07:27+07:00",
    ),
    (
        "updated time el",
        {
            "near": '<time class="entry-date published" datetime="2025-02-04T20:07:27+07:00">x</time><time class="updated" datetime="2025-02-06T20:07:27+07:00">y</time>'  # noqa: E501
        },
        "2025-02-04T20:07:27+07:00",
    ),
    (
        "jsonld = modified, visible earlier, meta agrees visible",
        {
            "head": json_ld("2025-02-06T09:00:00+07:00") + meta("2025-02-04T09:00:00+07:00"),
            "near": "<span>Selasa, 4 Februari 2025 09:00 WIB</span>",
        },
        "2025-02-04T09:00:00+07:00",
    ),
    ("only event in body", {}, None),
    (
        "feed",
        {"hints": Hints(way="feed", published_at=datetime.fromisoformat("2025-02-04T02:00:00+00:00"))},
        "2025-02-04T09:00:00+07:00",
    ),
    (
        "related list dates",
        {"after": '<div class="related"><a href=x>Judul</a><span>Rabu, 5 Februari 2025 10:00 WIB</span></div>'},
        None,
    ),
    ("two digit", {"near": "<span>04/02/25 14:05 WIB</span>"}, "2025-02-04T14:05:00+07:00"),
    ("dotted", {"near": "<span>04.02.2025 14.05</span>"}, "2025-02-04T14:05:00+07:00"),
    (
        "pukul",
        {"near": "<span>Selasa, 4 Februari 2025 pukul 14.05 WITA</span>", "src": WITA_SITE},
        "2025-02-04T14:05:00+08:00",
    ),
    ("slash sep", {"near": "<p>Selasa, 4 Februari 2025 / 14:05 WIB</p>"}, "2025-02-04T14:05:00+07:00"),
    ("by - date", {"near": "<div>Rina Wati - Selasa, 4 Februari 2025 | 14:05 WIB</div>"}, "2025-02-04T14:05:00+07:00"),
    (
        "WITA site, Z meta",
        {"head": meta("2025-02-04T16:20:00Z"), "near": "<span>5 Feb 2025 00:20 WITA</span>", "src": WITA_SITE},
        "2025-02-05T00:20:00+08:00",
    ),
    (
        "future meta",
        {"head": meta("2026-02-04T16:20:00+07:00"), "near": "<span>4 Februari 2025</span>"},
        "2025-02-04T00:00:00+07:00",
    ),
    (
        "before title",
        {"top": '<main><div class="date">Selasa, 4 Februari 2025 10:15 WIB</div>'},
        "2025-02-04T10:15:00+07:00",
    ),
    ("AM/PM WIB", {"near": "<span>4 Februari 2025, 9:15 am</span>"}, "2025-02-04T09:15:00+07:00"),
    ("hari lalu", {"near": '<span class="date">3 hari yang lalu</span>'}, "2025-02-07T00:00:00+07:00"),
    ("kemarin", {"near": "<span>Kemarin, 14:05 WIB</span>"}, "2025-02-09T14:05:00+07:00"),
    ("hari ini", {"near": "<span>Hari ini, 08.05 WIB</span>"}, "2025-02-10T08:05:00+07:00"),
    ("unix", {"head": meta("1738665000000", "publishdateunix")}, "2025-02-04T17:30:00+07:00"),
    ("sign turned, day month turned", {"near": "<span>Tue, 02/04/2025 - 09:15</span>"}, "2025-02-04T09:15:00+07:00"),
    ("hour 24", {"near": "<span>Selasa, 4 Februari 2025 24:05 WIB</span>"}, None),
]


NO_PUBLICATION = {
    "a change told behind the day": {"near": "<span>3 Februari 2025 10:00 WIB (diperbarui)</span>"},
    "an updated element": {"near": '<time class="updated" datetime="2025-02-03T10:00:00+07:00">3 Februari 2025</time>'},
    "the clock of the site above the article": {
        "top": "<div>Senin, 10 Februari 2025 08:00:12</div><a href=/>Depan</a>"
    },
    "an agenda beside the text": {"after": "<aside><time datetime=2025-02-01>1 Februari 2025</time></aside>"},
    "the zero of a clock": {"head": meta("1970-01-01T00:00:00Z")},
    "a day of printing": {"near": "<div>Dicetak pada 9 Februari 2025 15:00</div>"},
    "a copyright line": {"after": "<footer>© 9 Februari 2025 Warta Kita</footer>"},
    "a comment": {"after": '<div class="komentar"><span class="date">9 Februari 2025 10:00</span></div>'},
    "the day of the event": {"near": "<p>Kalapas menerima Kapolres di aula pada Senin (3/2/2025).</p>"},
    "months ago": {"near": "<span>1 bulan yang lalu</span>"},
}


@pytest.mark.parametrize("name", NO_PUBLICATION)
def test_without_evidence_there_is_no_instant(name: str) -> None:
    assert text_of_page(markup(**NO_PUBLICATION[name])).published.at is None


@pytest.mark.parametrize("written", ["Z", "+00:00"])
def test_the_day_that_a_page_shows_bears_out_a_clock_without_its_zone(written: str) -> None:
    stamp = f"2025-02-04T22:30:00{written}"
    page = text_of_page(markup(head=meta(stamp), near=f'<time datetime="{stamp}">4 Februari 2025</time>'))
    assert page.published.at is not None
    assert page.published.at.isoformat() == "2025-02-04T22:30:00+07:00"
    assert any("wrong offset" in issue for issue in page.published.issues)


def test_the_day_that_a_page_shows_bears_out_a_stamp_in_utc() -> None:
    page = text_of_page(markup(head=meta("2025-02-04T22:30:00Z"), near="<span>5 Februari 2025</span>"))
    assert page.published.at is not None
    assert page.published.at.isoformat() == "2025-02-05T05:30:00+07:00"


@pytest.mark.parametrize(("name", "parts", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_instant_is_right_or_not_told(name, parts, expected):
    parts = dict(parts)
    more = {"source": parts.pop("src", SOURCE), "url": parts.pop("url", URL), "hints": parts.pop("hints", Hints())}
    more |= {"fetched_at": parts.pop("at")} if "at" in parts else {}
    published = text_of_page(markup(**parts), **more).published
    assert (published.at.isoformat() if published.at else None) == expected
    assert published.at is None or (published.precision and published.source and published.witnesses)


def test_witnesses_that_disagree_are_told():
    head = json_ld("2025-02-06T09:00:00+07:00") + meta("2025-02-04T09:00:00+07:00")
    published = text_of_page(markup(head=head, near="<span>Selasa, 4 Februari 2025 09:00 WIB</span>")).published
    assert published.at is not None
    assert published.at.day == 4
    assert any("json-ld" in issue and "2025-02-06" in issue for issue in published.issues)


def test_json_ld_of_another_article_does_not_count_for_this_one():
    other = json_ld("2025-01-01T09:00:00+07:00").replace('"x"', '"Kabar lain tentang panen raya di lereng gunung"')
    own = json_ld("2025-02-04T09:00:00+07:00").replace('"x"', '"Kalapas dan Kapolres Bahas Keamanan"')
    published = text_of_page(markup(head=other + own)).published
    assert published.at is not None
    assert published.at.isoformat() == "2025-02-04T09:00:00+07:00"


def test_a_wrong_offset_is_told():
    published = text_of_page(markup(head=meta("2025-02-04T15:20:00-07:00"))).published
    assert any("wrong offset" in issue for issue in published.issues)


@pytest.mark.parametrize(
    "line",
    [
        "Selasa, 4 Februari 2025 | 15:20 WIB",
        "Diterbitkan: 04/02/2025 15:20",
        "2 jam yang lalu",
        "4 Februari 2025 admin 321 kali",
        "Oleh Redaksi, 4 Februari 2025 (dibaca 12 kali)",
    ],
)
def test_a_line_that_is_only_an_instant(line):
    assert is_stamp_line(line)


@pytest.mark.parametrize(
    "line",
    ["Pada 4 Februari 2025 petugas merazia blok.", "Pasal 112 ayat (2)", "Rabu", "4 Februari 2025, 12 kali razia"],
)
def test_a_line_that_says_more(line):
    assert not is_stamp_line(line)


@given(st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1)), st.sampled_from(["Januari", "Agustus", "Desember"]))
def test_every_written_day_comes_back(at, month):
    number = {"Januari": 1, "Agustus": 8, "Desember": 12}[month]
    stamp = parse_stamp(f"Senin, {at.day} {month} {at.year} | {at.hour:02}:{at.minute:02} WIB")
    assert stamp is not None
    assert (stamp.clock.year, stamp.clock.month, stamp.clock.day) == (at.year, number, at.day)
    assert (stamp.clock.hour, stamp.clock.minute) == (at.hour, at.minute)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    parse_stamp(text)
    is_stamp_line(text)
