"""The anchors of an article: publication, address, fetch; captions and title as evidence."""

from dataclasses import replace
from datetime import datetime

from pipelines.dates import date_article
from pipelines.records import Published, Removed, SourceFacts, Text

FETCHED = datetime.fromisoformat("2025-03-14T10:00:00+07:00")


def article(
    *paragraphs: str,
    at: str | None = None,
    url: str = "https://kabar.test/berita/razia",
    captions: tuple[str, ...] = (),
) -> Text:
    published = Published(datetime.fromisoformat(at), "minute", "json-ld") if at else Published()
    return Text(url, url, "Razia di Sukamaju", (), None, "id", None, paragraphs, (), published, captions)


def test_the_publication_counts_in_the_zone_of_the_source() -> None:
    late = article("Lapas digeledah hari ini.", at="2025-03-12T18:30:00+00:00")
    assert date_article(late, SourceFacts(timezone="Asia/Jakarta"))[1].date == "2025-03-13"
    assert date_article(late, SourceFacts(timezone="UTC"))[1].date == "2025-03-12"


def test_the_address_is_the_next_anchor() -> None:
    text = article("Lapas digeledah, Rabu (12/3).", url="https://kabar.test/2025/03/13/razia/")
    mentions, event = date_article(text, SourceFacts(), FETCHED)
    assert (event.date, mentions[0].anchor.source, mentions[0].anchor.value) == ("2025-03-12", "url", "2025-03-13")


def test_an_address_may_hold_the_day_in_one_number() -> None:
    text = article("Lapas digeledah, Rabu (12/3).", url="https://kabar.test/nasional/20250313091500-12-998/razia")
    assert date_article(text, SourceFacts(), FETCHED)[0][0].anchor.value == "2025-03-13"


def test_a_page_that_tells_the_day_alone_tells_it_in_its_own_zone() -> None:
    told = article("Lapas digeledah hari ini.", at="2025-03-12T00:00:00+08:00")
    day_alone = replace(told, published=replace(told.published, precision="day"))
    assert date_article(day_alone, SourceFacts(timezone="Asia/Jakarta"))[1].date == "2025-03-12"


def test_the_title_tells_the_day_where_the_body_does_not() -> None:
    text = replace(article("Lapas digeledah.", at="2025-03-13T08:00:00+07:00"), title="Razia Lapas, Rabu (12/3)")
    _, event = date_article(text, SourceFacts())
    assert (event.date, event.issues) == ("2025-03-12", ("told-by-title",)) and event.confidence < 0.8


def test_a_title_with_another_day_makes_the_day_less_sure() -> None:
    text = article("Lapas digeledah, Rabu (12/3).", at="2025-03-13T08:00:00+07:00")
    _, event = date_article(replace(text, title="Razia Selasa (11/3), Lapas Aman"), SourceFacts())
    assert (event.date, event.issues) == ("2025-03-12", ("title-disagrees",)) and event.confidence < 0.8


def test_the_fetch_bounds_the_text_from_above() -> None:
    mentions, event = date_article(article("Lapas digeledah, Rabu (12/3)."), SourceFacts(), FETCHED)
    assert (event.date, mentions[0].anchor.source) == ("2025-03-12", "fetched")
    assert mentions[0].confidence < 0.95
    assert date_article(article("Lapas digeledah, Rabu."), SourceFacts(), FETCHED)[1].date is None


def test_without_any_anchor_nothing_is_guessed() -> None:
    mentions, event = date_article(article("Lapas digeledah, Rabu (12/3)."), SourceFacts())
    assert event.date is None and event.issues == ("undecidable",)
    assert mentions[0].value is None and "2025-03-12" in mentions[0].alternatives


def test_a_caption_settles_a_conflict() -> None:
    paragraph = "Lapas digeledah, Kamis malam (14/3/2025)."
    told = article(
        paragraph, at="2025-03-15T08:00:00+07:00", captions=("Petugas di blok hunian, Jumat (14/3/2025) malam.",)
    )
    mentions, event = date_article(told, SourceFacts())
    assert event.date == "2025-03-14" and event.confidence <= 0.5
    assert "weekday-disagrees" in mentions[0].issues and mentions[0].alternatives[0] == "2025-03-13"
    assert date_article(article(paragraph, at="2025-03-15T08:00:00+07:00"), SourceFacts())[1].date is None


def test_mentions_know_their_paragraph_and_offsets() -> None:
    text = article("Lapas dijaga.", "Apel digelar Sel\u200basa (11/3) pagi.", at="2025-03-12T08:00:00+07:00")
    (mention,), event = date_article(text, SourceFacts())
    assert mention.paragraph == 1
    assert text.paragraphs[1][mention.start : mention.end] == mention.text == event.text == "Sel\u200basa (11/3) pagi"


def test_the_proof_is_told() -> None:
    text = article("Lapas digeledah, Rabu (12/3) sekitar pukul 20.00-22.30 Wita.", at="2025-03-13T08:00:00+07:00")
    (mention,), _ = date_article(text, SourceFacts())
    assert mention.time is not None and (mention.time.start, mention.time.end, mention.zone) == (
        "20:00",
        "22:30",
        "WITA",
    )
    assert mention.weekday is not None and (mention.weekday.stated, mention.weekday.agrees) == ("Rabu", True)
    assert (mention.anchor.value, mention.anchor.source, mention.method) == ("2025-03-13", "json-ld", "nearest-year")


def test_a_day_in_the_dateline_counts() -> None:
    text = article("Lapas Sukamaju dan polisi merazia kamar.", at="2025-06-24T09:00:00+07:00")
    told = replace(text, dateline="SUKAMAJU", removed=(Removed("SUKAMAJU (23/06) –", "dateline/1"),))
    mentions, event = date_article(told, SourceFacts())
    assert event.date == "2025-06-23" and mentions == ()


def test_a_day_of_the_fetch_settles_no_contradiction() -> None:
    assert date_article(article("Lapas digeledah, Senin (12/3)."), SourceFacts(), FETCHED)[1].date is None
