"""A person's split, merge and takedown hold, also when everything is processed again."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from pipelines.records import ArchiveRef, Rejected
from pipelines.store.changes import changes_since, cursor
from pipelines.store.engine import reading, write
from pipelines.store.errors import DatabaseError
from pipelines.store.forget import forget
from pipelines.store.models import ArticleRow, PageRow, ReleaseRow
from pipelines.store.outcomes import save_outcome
from pipelines.store.overruling import merge, split
from pipelines.store.pages import save_page
from pipelines.store.search import search
from pipelines.store.stats import check
from tests.store.conftest import Store
from tests.store.test_grouping import groups
from tests.support.articles import MONDAY, article, edited, page, text

ONE, TWO, THREE = "https://kabar-a.test/satu", "https://warta-b.test/dua", "https://harian-c.test/tiga"


def test_a_split_copy_stays_out(engine: Engine, store: Store) -> None:
    whole = store(article(ONE, text(1)))
    store(article(TWO, edited(text(1), 2)))
    now = write(engine, lambda session: split(session, whole.release or "", TWO, "two statements"))
    assert now == store(article(TWO, edited(text(1), 2))).release != whole.release
    assert groups(engine)[0] == {frozenset({ONE}), frozenset({TWO})}
    store(article(TWO, edited(text(1), 2), version="2", kind="visit"))
    assert len(groups(engine)[0]) == 2
    store(article(THREE, text(1)))
    assert len(groups(engine)[0]) == 2
    assert check(engine) == []


def test_merged_releases_stay_joined(engine: Engine, store: Store) -> None:
    older = store(article(ONE, text(1)))
    newer = store(article(TWO, text(2), place="Wanasari", day=MONDAY + timedelta(days=9)))
    with reading(engine) as session:
        before = cursor(session)
    assert write(engine, lambda session: merge(session, newer.release or "", older.release or "", "one letter")) == (
        older.release
    )
    assert groups(engine)[0] == {frozenset({ONE, TWO})}
    with reading(engine) as session:
        told = {(change.op, change.id) for change in changes_since(session, before)}
        assert told == {("MOD", older.release), ("DEL", newer.release)}
    store(article(TWO, text(2), place="Wanasari", version="2", kind="visit"))
    assert groups(engine)[0] == {frozenset({ONE, TWO})}


def test_a_later_word_wins(engine: Engine, store: Store) -> None:
    whole = store(article(ONE, text(1)))
    store(article(TWO, text(1)))
    write(engine, lambda session: split(session, whole.release or "", TWO, "first thought"))
    parted = store(article(TWO, text(1)))
    write(engine, lambda session: merge(session, whole.release or "", parted.release or "", "second thought"))
    assert groups(engine)[0] == {frozenset({ONE, TWO})}


def test_events_are_split_and_merged_too(engine: Engine, store: Store) -> None:
    one = store(article(ONE, text(1)))
    two = store(article(TWO, text(2)))
    assert one.event == two.event
    now = write(engine, lambda session: split(session, one.event or "", two.release or "", "morning and evening"))
    assert now == store(article(TWO, text(2))).event != one.event
    assert len(groups(engine)[1]) == 2
    parted = store(article(TWO, text(2)))
    write(engine, lambda session: merge(session, one.event or "", parted.event or "", "after all"))
    assert len(groups(engine)[1]) == 1
    assert check(engine) == []


@pytest.mark.parametrize(("whole", "part"), [("r0", ONE), ("", ONE)])
def test_what_does_not_exist_cannot_be_split(engine: Engine, whole: str, part: str) -> None:
    with pytest.raises(DatabaseError, match="no release and no event"):
        write(engine, lambda session: split(session, whole, part, "?"))


def test_a_copy_that_is_no_part_cannot_be_split_off(engine: Engine, store: Store) -> None:
    whole = store(article(ONE, text(1)))
    store(article(TWO, text(2), place="Wanasari"))
    with pytest.raises(DatabaseError, match="is no part"):
        write(engine, lambda session: split(session, whole.release or "", TWO, "?"))
    with pytest.raises(DatabaseError, match="is no part"):
        write(engine, lambda session: split(session, whole.release or "", "https://nowhere.test/", "?"))
    with pytest.raises(DatabaseError, match="all that it has"):
        write(engine, lambda session: split(session, whole.release or "", ONE, "?"))


def test_a_forgotten_page_goes_and_never_comes_back(engine: Engine, store: Store) -> None:
    told = article(ONE, text(1))
    ref = ArchiveRef("pages.warc.gz", 7, 900, "sha256:00")
    page_id = write(engine, lambda session: save_page(session, page(told), ref))
    saved = write(engine, lambda session: save_outcome(session, page_id, told))
    store(article(TWO, text(1)))
    with reading(engine) as session:
        before = cursor(session)
    taken = write(engine, lambda session: forget(session, ONE, "a court's order"))
    assert (taken.urls, taken.refs) == ((ONE,), (ref,))
    assert groups(engine)[0] == {frozenset({TWO})}
    with reading(engine) as session:
        assert [c.op for c in changes_since(session, before)] == ["MOD"]
        row = session.get_one(PageRow, page_id)
        assert (row.outcome, row.reason, row.title, row.file) == ("rejected", "forgotten", None, None)
    again = store(article(ONE + "?utm_source=x", text(1)))
    assert (again.what, again.reason) == ("rejected", "forgotten")
    assert saved.release


def test_a_forgotten_release_takes_all_copies_and_like_texts_along(engine: Engine, store: Store) -> None:
    saved = store(article(ONE, text(1)))
    store(article(TWO, edited(text(1), 2)))
    with reading(engine) as session:
        before = cursor(session)
    write(engine, lambda session: forget(session, saved.release or "", "a minor's name"))
    with reading(engine) as session:
        assert [(c.op, c.id) for c in changes_since(session, before)] == [("DEL", saved.release)]
        assert session.scalar(select(func.count()).select_from(ArticleRow)) == 0
        assert session.scalar(select(func.count()).select_from(ReleaseRow)) == 0
        assert search(session, text(1)[0].split()[0]) == []
    assert store(article(THREE, edited(text(1), 3, 0.05))).reason == "forgotten"
    assert store(article(THREE + "/lain", text(9))).what == "new"
    assert check(engine) == []


def test_nothing_known_cannot_be_forgotten(engine: Engine) -> None:
    with pytest.raises(DatabaseError, match="nothing is known"):
        write(engine, lambda session: forget(session, "https://kabar-a.test/tak-ada", "?"))


def test_a_rejected_page_can_be_forgotten(engine: Engine, store: Store) -> None:
    told = article(ONE, text(1))
    store(told, Rejected(ONE, told.fetched_at, "off-topic", title="Judul"))
    assert write(engine, lambda session: forget(session, ONE, "asked for")).urls == (ONE,)
