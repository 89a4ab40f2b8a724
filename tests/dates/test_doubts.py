"""Days that are in doubt: conflicts, slips, broken clocks and words that push a day away are never told as sure."""

from datetime import date

import pytest

from pipelines.dates import date_passage

PUSHED = [
    ("Kabar itu beredar sejak Selasa (11/3).", "2025-03-12"),
    ("Penghuni lapas tidak menerima kunjungan hingga Senin (10/3).", "2025-03-12"),
]


@pytest.mark.parametrize(("text", "published"), PUSHED)
def test_a_day_that_the_words_push_away_is_never_a_sure_one(text: str, published: str) -> None:
    assert date_passage(text, date.fromisoformat(published), "WIB")[1].confidence < 0.8


CONFLICTS = [
    # the publication tells the year, the month, the day
    ("Apel digelar Senin, 24 Februari 2024.", "2025-02-25", "2025-02-24"),
    ("Apel digelar Selasa (30/12/2026).", "2026-01-02", "2025-12-30"),
    ("Apel digelar Jumat (16/6).", "2025-05-16", "2025-05-16"),
    ("Apel digelar Selasa (25/2/20255).", "2025-02-26", "2025-02-25"),
    ("Apel digelar Selasa (25/2/205).", "2025-02-26", "2025-02-25"),
    ("Apel digelar Selasa (25/022025).", "2025-02-26", "2025-02-25"),
    ("Apel digelar Selasa (25//22025).", "2025-02-26", "2025-02-25"),
    ("Apel digelar Selasa, 25 Februari 20255.", "2025-02-26", "2025-02-25"),
    ("Apel digelar Selasa (2/25/2025).", "2025-02-26", "2025-02-25"),
    ("Apel digelar Sabtu (3.11.2108).", "2018-11-03", "2018-11-03"),
    ("Apel digelar Senin (5/9/2061).", "2016-09-06", "2016-09-05"),
    ("Apel digelar Minggu (30/3/52).", "2025-03-31", "2025-03-30"),
    # other words of the text decide
    ("Apel digelar Senin (25/6/2017). Pada Senin (26/6/2017) pagi halaman penuh.", "2017-06-26", "2017-06-26"),
    # nothing decides
    ("Apel digelar Rabu (10/4/2025).", "2025-04-10", None),
    ("Apel digelar Selasa (32/2).", None, None),
    ("Apel digelar Kamis (20/19/202).", None, None),
    ("Apel digelar Senin, 11 Februari 2025.", None, None),
    ("Apel digelar Selasa (18/2).", None, None),
    ("Apel digelar Jumat malam.", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), CONFLICTS)
def test_a_conflict_is_settled_with_evidence_or_left_open(
    text: str, published: str | None, expected: str | None
) -> None:
    mentions, event = date_passage(text, date.fromisoformat(published) if published else None, "WIB")
    assert event.date == expected
    if expected and len(mentions) == 1:
        assert mentions[0].confidence <= 0.5 and mentions[0].issues


def test_a_range_that_ends_before_it_starts_is_left_open() -> None:
    (mention,), event = date_passage("Apel akan digelar 12 Maret 2025 hingga 1 Juli.", date(2024, 2, 26), "WIB")
    assert mention.value is None and mention.issues == ("range-ends-before-it-starts",) and event.date is None


def test_a_longer_operation_that_holds_the_event_is_another() -> None:
    text = "Pengawasan berlaku 3-20 Maret 2025. Polsek membagikan masker di lapas, Senin (10/3/2025)."
    mentions, event = date_passage(text, date(2025, 3, 11), "WIB")
    assert event.date == "2025-03-10" and [mention.role for mention in mentions] == ["other", "event"]


def test_today_in_a_quote_of_a_statement_that_contradicts_itself_is_no_sure_day() -> None:
    text = "“Hari ini dua orang ditahan,” kata Kasi Intel saat dikonfirmasi, Senin (11/3/2025)."
    mentions, _ = date_passage(text, date(2025, 3, 13), "WIB")
    assert mentions[0].confidence <= 0.6


DOUBTS = [
    ("Apel digelar Senin (3/01/2022).", "2022-10-03", "a-slip-away-from-publication"),
    ("Apel digelar Minggu (3/10).", "2021-11-02", "a-slip-away-from-publication"),
    ("Apel digelar Kamis 2(3/01/2025).", "2025-01-26", "digits-before-the-day"),
    ("Apel digelar Jumat,1 8 November.", "2022-11-18", "digits-before-the-day"),
]


@pytest.mark.parametrize(("text", "published", "issue"), DOUBTS)
def test_a_day_that_may_be_a_slip_is_no_sure_one(text: str, published: str, issue: str) -> None:
    mentions, _ = date_passage(text, date.fromisoformat(published), "WIB")
    assert any(issue in mention.issues and mention.confidence <= 0.6 for mention in mentions)


def test_a_masthead_of_a_later_visit_is_read_as_it_stands() -> None:
    text = "Monday, January 20, 2025\nApel digelar, Jumat (17/3/2023)."
    mentions, event = date_passage(text, date(2023, 3, 18), "WIB")
    assert [mention.value for mention in mentions] == ["2025-01-20", "2023-03-17"] and event.date == "2023-03-17"


@pytest.mark.parametrize("text", ["Apel digelar Minggu, 110 Mei 2020.", "Apel digelar Jumat,  Juni 2023."])
def test_a_month_whose_day_is_broken_is_no_month(text: str) -> None:
    assert "2020-05" not in [mention.value for mention in date_passage(text, date(2020, 5, 13), "WIB")[0]]
    assert "2023-06" not in [mention.value for mention in date_passage(text, date(2023, 6, 10), "WIB")[0]]


def test_a_range_up_to_a_leap_day_is_not_moved_to_another_year() -> None:
    text = "Kunjungan dibuka 28 sampai 29 Februari 2024. Apel digelar Jumat (28/2/2025). Ada 28 Februari 2025."
    mentions, event = date_passage(text, date(2025, 3, 1), "WIB")
    assert mentions[0].value == "2024-02-28/2024-02-29" and event.date == "2025-02-28"


@pytest.mark.parametrize("zero", [date.min, date(1970, 1, 1), date.max])
def test_a_clock_that_stands_still_is_no_anchor(zero: date) -> None:
    text = "Apel digelar kemarin, Selasa (11/3). “Semalam ada tamu,” kata Kalapas, Rabu. Data Januari hingga Mei."
    mentions, event = date_passage(text, zero, "WIB")
    assert event.date is None and all(mention.value is None for mention in mentions)


@pytest.mark.parametrize("stamp", ["9999-12-31T23:59:00Z", "0001-01-01T00:00:00+09:00", "9999-12-31"])
def test_a_stamp_of_the_end_of_time_is_no_date(stamp: str) -> None:
    mentions, _ = date_passage(
        f"{stamp} Redaksi\nApel digelar Selasa (11/3), kata Budi, Rabu.", date(2025, 3, 13), "WIB"
    )
    assert [mention.value for mention in mentions if "-" in mention.text] == [None]
