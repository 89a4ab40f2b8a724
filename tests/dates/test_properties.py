"""What must hold for every day and every text."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dates import date_passage
from pipelines.dates.lexicon import (
    ROMAN,
    day_parts,
    month_names,
    months_beside_digits,
    weekday_names,
    weekdays_beside_digits,
)

QUICK = settings(max_examples=300, deadline=None)
FIRST, LAST = date(2010, 1, 1), date(2030, 12, 31)
DAYS = st.dates(FIRST, LAST)
AGE = st.integers(0, 6)
SENTENCE = "Petugas gabungan memeriksa blok hunian pada {} bersama polisi."
UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def in_words(number: int) -> str:
    """A number below 3000 as Indonesian writes it out."""
    if number >= 1000:
        return f"{UNITS[number // 1000]} ribu {in_words(number % 1000)}".strip()
    if number >= 20:
        return f"{UNITS[number // 10]} puluh {UNITS[number % 10]}".strip()
    if number in (10, 11):
        return ("sepuluh", "sebelas")[number - 10]
    return f"{UNITS[number - 10]} belas" if number > 11 else UNITS[number]


def weekday(day: date) -> str:
    return weekday_names()[day.weekday()].capitalize()


def month(day: date) -> str:
    return month_names()[day.month - 1].capitalize()


COMPLETE: dict[str, Callable[[date], str]] = {
    "weekday and digits": lambda d: f"{weekday(d)} ({d.day}/{d.month}/{d.year})",
    "weekday and padded digits": lambda d: f"{weekday(d)} ({d:%d/%m/%Y})",
    "weekday and two-digit year": lambda d: f"{weekday(d)} ({d.day}/{d.month}/{d:%y})",
    "weekday, dashes": lambda d: f"{weekday(d)}, {d:%d-%m-%Y}",
    "weekday, dots": lambda d: f"{weekday(d)} ({d:%d.%m.%Y})",
    "glued": lambda d: f"{weekday(d)}({d.day}/{d.month}/{d.year})",
    "broken brackets": lambda d: f"{weekday(d)}, ( {d.day}/{d.month}/{d.year}",
    "digits": lambda d: f"{d.day}/{d.month}/{d.year}",
    "long": lambda d: f"{d.day} {month(d)} {d.year}",
    "weekday and long": lambda d: f"{weekday(d)}, {d.day} {month(d)} {d.year}",
    "weekday, long, part of day": lambda d: f"{weekday(d)} malam, {d.day} {month(d)} {d.year}",
    "part of day behind": lambda d: f"{weekday(d)} ({d.day}/{d.month}/{d.year}) dini hari",
    "market day": lambda d: f"{weekday(d)} Kliwon ({d.day}/{d.month}/{d.year})",
    "clock": lambda d: f"{weekday(d)}, {d.day} {month(d)} {d.year} sekitar pukul 09.30 WIB",
    "roman": lambda d: f"{weekday(d)}, {d.day}-{ROMAN[d.month - 1].upper()}-{d.year}",
    "year first": lambda d: d.isoformat(),
    "words": lambda d: f"tanggal {in_words(d.day)} bulan {month(d)} tahun {in_words(d.year)}",
    "English": lambda d: d.strftime("%A, %B ") + f"{d.day}, {d.year}",
    "upper case": lambda d: f"{weekday(d)}, {d.day} {month(d)} {d.year}".upper(),
    "lower case": lambda d: f"{weekday(d)}, {d.day} {month(d)} {d.year}".lower(),
}
WITH_ANCHOR: dict[str, Callable[[date], str]] = {
    "weekday and day/month": lambda d: f"{weekday(d)} ({d.day}/{d.month})",
    "weekday and padded day/month": lambda d: f"{weekday(d)} ({d:%d/%m})",
    "weekday, part of day, day/month": lambda d: f"{weekday(d)} malam ({d.day}/{d.month})",
    "weekday, day and month": lambda d: f"{weekday(d)}, {d.day} {month(d)}",
    "day and month": lambda d: f"{d.day} {month(d)} lalu",
    "weekday": weekday,
    "weekday and part of day": lambda d: f"{weekday(d)} malam",
    "slip in the year": lambda d: f"{weekday(d)} ({d.day}/{d.month}/{d.year}5)",
}


def values(text: str, published: date | None) -> list[str | None]:
    return [mention.value for mention in date_passage(text, published, "WIB")[0]]


@QUICK
@given(DAYS, AGE, st.sampled_from(sorted(COMPLETE)))
def test_a_complete_day_is_itself(day: date, age: int, form: str) -> None:
    text = SENTENCE.format(COMPLETE[form](day))
    assert values(text, None) == [day.isoformat()]
    assert values(text, day + timedelta(days=age)) == [day.isoformat()]


@QUICK
@given(DAYS, AGE, st.sampled_from(sorted(WITH_ANCHOR)))
def test_a_day_without_a_year_is_itself_up_to_six_days_later(day: date, age: int, form: str) -> None:
    text = SENTENCE.format(WITH_ANCHOR[form](day))
    assert values(text, day + timedelta(days=age)) == [day.isoformat()]


@QUICK
@given(DAYS, st.sampled_from(sorted(months_beside_digits())))
def test_every_spelling_of_a_month(day: date, spelling: str) -> None:
    day = day.replace(day=min(day.day, 28), month=months_beside_digits()[spelling])
    assert values(SENTENCE.format(f"{day.day} {spelling.capitalize()} {day.year}"), None) == [day.isoformat()]


@QUICK
@given(DAYS, st.sampled_from(sorted(weekdays_beside_digits())), st.sampled_from(sorted(day_parts())))
def test_every_spelling_of_a_weekday(day: date, spelling: str, part: str) -> None:
    day += timedelta(days=(weekdays_beside_digits()[spelling] - day.weekday()) % 7)
    assert values(SENTENCE.format(f"{spelling.capitalize()} ({day.day}/{day.month}/{day.year}) {part}"), None) == [
        day.isoformat()
    ]


@QUICK
@given(DAYS, st.integers(1, 20), AGE)
def test_a_range_is_itself(day: date, length: int, age: int) -> None:
    end = day + timedelta(days=length)
    expected = [f"{day.isoformat()}/{end.isoformat()}"]
    long = f"{day.day} {month(day)} {day.year} hingga {end.day} {month(end)} {end.year}"
    assert values(SENTENCE.format(long), None) == expected
    short = f"{weekday(day)} ({day.day}/{day.month}) hingga {weekday(end)} ({end.day}/{end.month})"
    assert values(SENTENCE.format(short), end + timedelta(days=age)) == expected


WORDS = [
    "25/2",
    "(25/2/2025)",
    "3-5",
    "2025",
    "25",
    "WIB",
    "kemarin",
    "lalu",
    "pekan",
    "minggu",
    "tahun",
    "tanggal",
    "bulan",
    "tadi",
    "-",
    "(",
    ")",
    ",",
    ".",
    "“",
    "kata",
    "dan",
    "s.d.",
    "/",
    "31/2",
    "99/99/9999",
    "00/00/0000",
    "ke-80",
    "0303",
    "12-II-2025",
    "2025-02-30T99:99:99Z",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+09:00",
    "Oktober hingga 12 Desember",
    "tiga bulan lalu",
    "hari itu",
    "akhir pekan ini",
    "2 hari lagi",
    "H-3",
    "10-12/6",
    "dibaca",
    "Redaksi",
    "antara 10 dan 12 Mei",
]
PHRASES = ["pukul 09.30", "hari ini", "\n", '"', " ", "dua puluh", "1446 H", "selama dua hari,", "\u200b", "İ"]
PIECES_OF_DATES = [*weekday_names(), *month_names(), *day_parts(), *WORDS, *PHRASES]
PIECES = st.sampled_from(PIECES_OF_DATES)
NOISE = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)
)


def reads_anything(text: str, published: date | None) -> None:
    mentions, event = date_passage(text, published, "WITA")
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert 0 <= mention.confidence <= 1
        assert (mention.value is None) == (mention.precision is None)
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    assert event.date is not None or event.issues


@QUICK
@given(NOISE, st.one_of(st.none(), DAYS))
def test_any_text_is_read(text: str, published: date | None) -> None:
    reads_anything(text, published)


@pytest.mark.soak
@pytest.mark.parametrize("form", sorted(COMPLETE))
def test_every_day_in_every_form(form: str) -> None:
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        assert values(SENTENCE.format(COMPLETE[form](day)), None) == [day.isoformat()]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1/",
        "(",
        "25/2 ",
        "Senin ",
        "dua ",
        "tanggal ",
        "Senin (1/1) dan ",
        "a, ",
        '"',
        "kata ",
        "1, ",
        "surat nomor tanggal ",
    ],
)
def test_a_long_text_takes_bounded_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = time.perf_counter()
    date_passage(text, date(2025, 2, 25), None)
    assert time.perf_counter() - began < 4
