"""Pending pages whose archived record is lost are fetched again, and end well whatever comes."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, select

from pipelines.records import ArchiveRef, Page
from pipelines.store.engine import reading, write
from pipelines.store.models import PageRow
from pipelines.store.pages import LOST, archive_files, note_lost, pending_pages, save_page
from tests.store.conftest import Store
from tests.support.articles import MONDAY, article, page, text

URL = "https://kabar-a.test/satu"
LOST_REF, NEW_REF = (ArchiveRef(f"2026/11/{name}.warc.gz", 0, 9, "sha256:0") for name in ("hilang", "baru"))
PAGE = Page(URL, b"<p>satu</p>", MONDAY)


def kept(engine: Engine, of: Page, ref: ArchiveRef | None) -> int:
    return write(engine, lambda session: save_page(session, of, ref))


def row(engine: Engine, number: int) -> PageRow:
    with reading(engine) as session:
        return session.scalars(select(PageRow).where(PageRow.id == number)).one()


def test_the_same_bytes_bring_their_new_record(engine: Engine) -> None:
    number = kept(engine, PAGE, LOST_REF)
    assert kept(engine, replace(PAGE, fetched_at=MONDAY + timedelta(hours=1)), NEW_REF) == number
    assert row(engine, number).file == NEW_REF.file
    with reading(engine) as session:
        assert archive_files(session) == {NEW_REF.file: 1}


def test_other_bytes_leave_the_old_row_rejected(engine: Engine) -> None:
    number = kept(engine, PAGE, LOST_REF)
    kept(engine, replace(PAGE, body=b"<p>dua</p>"), NEW_REF)
    write(engine, lambda session: note_lost(session, number))
    old = row(engine, number)
    assert (old.outcome, old.reason, old.file) == ("rejected", LOST, None)
    with reading(engine) as session:
        assert [each.ref for each in pending_pages(session)] == [NEW_REF]


def test_a_page_with_its_outcome_keeps_its_record(engine: Engine, store: Store) -> None:
    told = article(URL, text(1))
    store(told)
    number = kept(engine, page(told), LOST_REF)
    write(engine, lambda session: note_lost(session, number))
    assert (row(engine, number).outcome, row(engine, number).file) == ("accepted", LOST_REF.file)


def test_a_former_version_that_comes_back_keeps_its_article(engine: Engine, store: Store) -> None:
    first = article(URL, text(1))
    store(first)
    second = article(URL, text(2), fetched_at=first.fetched_at + timedelta(days=1))
    store(second)
    number = kept(engine, replace(page(first), fetched_at=first.fetched_at + timedelta(days=2)), LOST_REF)
    assert row(engine, number).outcome == "pending"
    write(engine, lambda session: note_lost(session, number))
    assert (row(engine, number).outcome, row(engine, number).file) == ("accepted", None)
