"""What becomes of pages: new releases, copies that join, edits, withdrawals, and nothing twice."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from pipelines.records import Rejected
from pipelines.store.changes import changes_since, cursor
from pipelines.store.engine import reading, write
from pipelines.store.models import AppearanceRow, ArticleRow, ReleaseRow, UnitRow
from pipelines.store.outcomes import save_outcome
from pipelines.store.pages import known_pages, mark_gone, save_page
from pipelines.store.records import find_release, release_ids
from pipelines.store.stats import check
from tests.store.conftest import Store
from tests.support.articles import MONDAY, article, edited, page, text


def releases(engine: Engine) -> list[dict[str, Any]]:
    with reading(engine) as session:
        found = [find_release(session, key) for key in list(release_ids(session))]
    return [release for release in found if release]


def count(engine: Engine, table: type) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_first_article_makes_a_release_and_an_event(engine: Engine, store: Store) -> None:
    saved = store(article("https://kabar-a.test/berita/satu", text(1), quote="tidak ada barang terlarang"))
    assert saved.what == "new"
    [release] = releases(engine)
    assert release["id"] == saved.release
    assert release["event_id"] == saved.event
    assert release["published_at"] == "2025-03-03T09:00:00+00:00"
    assert [a["url"] for a in release["appearances"]] == ["https://kabar-a.test/berita/satu"]
    assert release["quotes"][0]["speaker"] == "Wirya Satmoko"
    assert check(engine) == []


def test_edited_copy_on_another_site_joins(engine: Engine, store: Store) -> None:
    first = store(article("https://kabar-a.test/berita/satu", text(1)))
    copy = article("https://warta-b.test/x", edited(text(1), 2), published=MONDAY + timedelta(hours=5))
    joined = store(copy)
    assert (joined.what, joined.release) == ("joined", first.release)
    [release] = releases(engine)
    assert [a["url"] for a in release["appearances"]] == ["https://kabar-a.test/berita/satu", "https://warta-b.test/x"]
    assert release["appearances"][1]["similarity"] < 1
    assert release["paragraphs"] == list(text(1))
    assert release["provenance"]["first_url"] == "https://kabar-a.test/berita/satu"


def test_the_fullest_copy_takes_over_and_the_id_stays(engine: Engine, store: Store) -> None:
    first = store(article("https://kabar-a.test/satu", edited(text(1), 2), published=MONDAY + timedelta(hours=1)))
    store(article("https://warta-b.test/penuh", text(1), published=MONDAY + timedelta(hours=2)))
    [release] = releases(engine)
    assert release["id"] == first.release
    assert release["paragraphs"] == list(text(1))
    assert release["published_at"] == "2025-03-03T10:00:00+00:00"


def test_same_page_again_changes_nothing(engine: Engine, store: Store) -> None:
    told = article("https://kabar-a.test/berita/satu", text(1))
    first = store(told)
    with reading(engine) as session:
        before = cursor(session)
    again = store(told)
    assert (again.what, again.release) == ("unchanged", first.release)
    store(told, body=b"other bytes round the same text")
    with reading(engine) as session:
        assert cursor(session) == before
    assert count(engine, ArticleRow) == 1


def test_changed_text_is_an_edit_and_the_old_version_is_kept(engine: Engine, store: Store) -> None:
    store(article("https://kabar-a.test/satu", text(1)))
    later = article(
        "https://kabar-a.test/satu", (*text(1), "Berita ini telah dilengkapi."), fetched_at=MONDAY + timedelta(days=2)
    )
    assert store(later).what == "edited"
    [release] = releases(engine)
    assert release["paragraphs"][-1] == "Berita ini telah dilengkapi."
    with reading(engine) as session:
        versions = session.scalars(select(ArticleRow).order_by(ArticleRow.fetched_at)).all()
        assert [row.replaced_at is None for row in versions] == [False, True]
        assert versions[0].record["paragraphs"] == list(text(1))


def test_an_older_version_that_comes_late_does_not_take_over(engine: Engine, store: Store) -> None:
    newer = article("https://kabar-a.test/satu", (*text(1), "Tambahan."), fetched_at=MONDAY + timedelta(days=3))
    store(newer)
    store(article("https://kabar-a.test/satu", text(1)))
    [release] = releases(engine)
    assert release["paragraphs"][-1] == "Tambahan."


def test_a_former_version_that_comes_back_holds_again(engine: Engine, store: Store) -> None:
    url = "https://kabar-a.test/satu"
    store(article(url, text(1)), body=b"one")
    store(article(url, (*text(1), "Tambahan."), fetched_at=MONDAY + timedelta(days=3)), body=b"two")
    store(article(url, text(1), fetched_at=MONDAY + timedelta(days=5)), body=b"one")
    [release] = releases(engine)
    assert release["paragraphs"] == list(text(1))


@pytest.mark.parametrize(
    "other",
    [
        "https://kabar-a.test/berita/satu-hari/amp/",
        "https://www.kabar-a.test/berita/satu-hari",
        "https://m.kabar-a.test/berita/satu-hari?utm_source=x",
    ],
)
def test_other_addresses_of_a_site_are_one_appearance(engine: Engine, store: Store, other: str) -> None:
    store(article("https://kabar-a.test/berita/satu-hari", text(1)))
    assert store(article(other, text(1))).what == "joined"
    [release] = releases(engine)
    [appearance] = release["appearances"]
    assert appearance["url"] == "https://kabar-a.test/berita/satu-hari"
    assert appearance["other_urls"] == [other]


def test_a_split_article_is_one_appearance_with_its_fullest_text(engine: Engine, store: Store) -> None:
    whole = text(1)
    base = "https://kabar-a.test/berita/satu-hari-di-lapas"
    store(article(base, whole[:2]))
    store(article(f"{base}?page=2", whole[2:]))
    store(article(f"{base}?page=all", whole))
    [release] = releases(engine)
    assert release["paragraphs"] == list(whole)
    assert len(release["appearances"]) == 1


def test_a_wrong_canonical_link_joins_nothing(engine: Engine, store: Store) -> None:
    home = "https://kabar-a.test/"
    store(article("https://kabar-a.test/satu", text(1), canonical=home))
    store(
        article(
            "https://kabar-a.test/dua",
            text(2),
            canonical=home,
            day=MONDAY + timedelta(days=20),
            published=MONDAY + timedelta(days=20),
        )
    )
    assert len(releases(engine)) == 2


def test_two_addresses_with_one_canonical_meet_whoever_comes_first(engine: Engine, store: Store) -> None:
    main = "https://kabar-a.test/daerah/satu"
    store(article("https://kabar-a.test/cetak/77", text(1), canonical=main))
    store(article("https://kabar-a.test/baca/88", text(1)[:4], canonical=main))
    store(article(main, text(1)))
    [release] = releases(engine)
    assert len(release["appearances"]) == 1


def test_a_rejected_page_is_kept_with_its_reason(engine: Engine, store: Store) -> None:
    told = article("https://kabar-a.test/satu", text(1))
    saved = store(told, Rejected(told.url, told.fetched_at, "off-topic", "no police", title="Judul"))
    assert (saved.what, saved.reason) == ("rejected", "off-topic")
    with reading(engine) as session:
        assert known_pages(session, None, [told.url])[told.url].reason == "off-topic"
    assert releases(engine) == []


def test_the_pipeline_may_change_its_mind(engine: Engine, store: Store) -> None:
    told = article("https://kabar-a.test/satu", text(1))
    saved = store(told)
    with reading(engine) as session:
        before = cursor(session)
    store(told, Rejected(told.url, told.fetched_at, "off-topic"))
    assert releases(engine) == []
    with reading(engine) as session:
        assert list(changes_since(session)) == []
        assert [(c.op, c.id) for c in changes_since(session, before)] == [("DEL", saved.release)]
    assert store(told).what == "new"
    assert check(engine) == []


def test_an_edit_that_is_rejected_later_gives_way_to_the_version_before(engine: Engine, store: Store) -> None:
    url = "https://kabar-a.test/satu"
    first = store(article(url, text(1)))
    edits = [article(url, (*text(1), f"Ralat {day}."), fetched_at=MONDAY + timedelta(days=day)) for day in (2, 4)]
    for edit in edits:
        store(edit)
    for edit, last in zip(reversed(edits), ("Ralat 2.", text(1)[-1]), strict=True):
        assert store(edit, Rejected(url, edit.fetched_at, "off-topic")).what == "rejected"
        [release] = releases(engine)
        assert (release["id"], release["paragraphs"][-1]) == (first.release, last)
    assert check(engine) == []


def test_a_version_in_between_that_is_rejected_leaves_no_gap(engine: Engine, store: Store) -> None:
    url = "https://kabar-a.test/satu"
    days = (1, 2, 4)
    versions = [article(url, (*text(1), f"Ralat {day}."), fetched_at=MONDAY + timedelta(days=day)) for day in days]
    for version in versions:
        store(version)
    store(versions[1], Rejected(url, versions[1].fetched_at, "off-topic"))
    with reading(engine) as session:
        rows = session.scalars(select(ArticleRow).order_by(ArticleRow.fetched_at)).all()
        assert [row.replaced_at for row in rows] == [MONDAY + timedelta(days=4), None]


def test_a_newer_wall_does_not_take_the_article_away(engine: Engine, store: Store) -> None:
    told = article("https://kabar-a.test/satu", text(1))
    store(told)
    store(told, Rejected(told.url, told.fetched_at + timedelta(days=1), "no-text"), body=b"please log in")
    assert len(releases(engine)) == 1


def test_gone_pages_are_marked_and_told(engine: Engine, store: Store) -> None:
    told = article("https://kabar-a.test/satu", text(1))
    saved = store(told)
    with reading(engine) as session:
        before = cursor(session)
    assert write(engine, lambda session: mark_gone(session, told.url, MONDAY + timedelta(days=9)))
    assert not write(engine, lambda session: mark_gone(session, "https://kabar-a.test/lain", MONDAY))
    [release] = releases(engine)
    assert release["appearances"][0]["gone_at"] == "2025-03-12T09:00:00+00:00"
    with reading(engine) as session:
        assert [(c.op, c.id) for c in changes_since(session, before)] == [("MOD", saved.release)]
        assert known_pages(session, None, [told.url])[told.url].gone_at == MONDAY + timedelta(days=9)


def test_a_page_that_answers_again_is_not_gone(engine: Engine, store: Store) -> None:
    told = article("https://kabar-a.test/satu", text(1))
    store(told)
    write(engine, lambda session: mark_gone(session, told.url, MONDAY + timedelta(days=9)))
    store(article(told.url, text(1), fetched_at=MONDAY + timedelta(days=12)))
    [release] = releases(engine)
    assert release["appearances"][0]["gone_at"] is None


def test_an_edit_can_part_a_copy_from_its_release(engine: Engine, store: Store) -> None:
    first = store(article("https://kabar-a.test/satu", text(1)))
    store(article("https://warta-b.test/x", text(1)))
    parted = store(article("https://warta-b.test/x", text(7), fetched_at=MONDAY + timedelta(days=2)))
    assert parted.what == "edited"
    assert parted.release != first.release
    assert len(releases(engine)) == 2
    assert check(engine) == []


def test_a_third_copy_can_join_two_releases_and_the_older_id_stays(engine: Engine, store: Store) -> None:
    whole = text(1, 20)
    older = store(article("https://kabar-a.test/satu", whole[:5]))
    newer = store(article("https://warta-b.test/x", whole[5:]))
    assert older.release != newer.release
    with reading(engine) as session:
        before = cursor(session)
    bridge = store(article("https://harian-c.test/penuh", whole))
    assert bridge.release == older.release
    [release] = releases(engine)
    assert len(release["appearances"]) == 3
    with reading(engine) as session:
        told = {change.id: change.op for change in changes_since(session, before)}
    assert told == {older.release: "MOD", newer.release: "DEL"}


def test_units_are_rows_for_questions(engine: Engine, store: Store) -> None:
    store(article("https://kabar-a.test/satu", text(1)))
    store(article("https://warta-b.test/x", text(1)))
    with reading(engine) as session:
        rows = session.scalars(select(UnitRow).order_by(UnitRow.side)).all()
        assert [(row.side, row.unit) for row in rows] == [
            ("police", "polres-karangsari"),
            ("prison", "lapas-karangsari"),
        ]
        assert session.scalar(select(func.count()).select_from(AppearanceRow)) == 2
        assert session.scalar(select(ReleaseRow.kind)) == "search"


def test_unknown_page(engine: Engine) -> None:
    with pytest.raises(KeyError):
        write(engine, lambda session: save_outcome(session, 99, article("https://kabar-a.test/satu", text(1))))


def test_same_bytes_at_one_address_are_one_page(engine: Engine) -> None:
    told = page(article("https://kabar-a.test/satu", text(1)))
    first = write(engine, lambda session: save_page(session, told, None))
    assert write(engine, lambda session: save_page(session, told, None)) == first
