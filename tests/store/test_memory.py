"""What is remembered of sources, fetches and pages."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from pipelines.records import ArchiveRef, Hints, Page
from pipelines.store.engine import reading, write
from pipelines.store.errors import DatabaseError
from pipelines.store.fetches import Fetch, last_fetch, save_fetch
from pipelines.store.pages import known_pages, pending_pages, save_page, stored_pages
from pipelines.store.search import search
from pipelines.store.sources import SourceState, save_source_state, source_state, source_states
from tests.store.conftest import Store
from tests.support.articles import MONDAY, article

URL = "https://kabar-a.test/satu"


def test_a_source_is_remembered(engine: Engine) -> None:
    with reading(engine) as session:
        assert source_state(session, "kabar-a") == SourceState("kabar-a")
    state = SourceState(
        "kabar-a", {"https://kabar-a.test/feed": {"etag": 'W/"7"'}}, MONDAY, 2, {"hours": 6}, {"state": "fine"}
    )
    write(engine, lambda session: save_source_state(session, state))
    write(engine, lambda session: save_source_state(session, state))
    with reading(engine) as session:
        assert source_state(session, "kabar-a") == state
        assert list(source_states(session)) == [state]


def test_the_newest_fetch_is_remembered(engine: Engine) -> None:
    ref = ArchiveRef("pages.warc.gz", 12, 340, "sha256:aa")
    write(engine, lambda session: save_fetch(session, Fetch(URL, MONDAY, 200, '"1"', None, ref)))
    later = Fetch(URL, MONDAY + timedelta(hours=1), 200, None, "Mon", ref)
    write(engine, lambda session: save_fetch(session, later))
    with reading(engine) as session:
        found = last_fetch(session, URL)
        assert found == Fetch(URL, MONDAY + timedelta(hours=1), 200, None, "Mon", ref, "sha256:aa")
        assert last_fetch(session, URL + "/lain") is None


def test_pending_pages_are_found_again(engine: Engine) -> None:
    hints = Hints("feed", "Judul", MONDAY, None, "Ringkasan")
    told = Page(URL, b"<p>", MONDAY, requested_url=URL + "?utm_source=x", source="kabar-a", hints=hints)
    ref = ArchiveRef("pages.warc.gz", 0, 99, "sha256:bb")
    number = write(engine, lambda session: save_page(session, told, ref))
    with reading(engine) as session:
        [page] = pending_pages(session, "kabar-a")
        assert (page.id, page.url, page.ref, page.hints) == (number, URL, ref, hints)
        assert list(pending_pages(session, "warta-b")) == []
        assert [page.id for page in stored_pages(session, MONDAY)] == [number]
        assert list(stored_pages(session, MONDAY + timedelta(days=1))) == []


def test_a_page_is_known_under_the_address_that_was_asked_for(engine: Engine) -> None:
    asked = "https://kabar-a.test/?p=7"
    write(
        engine,
        lambda session: save_page(session, Page(URL, b"<p>", MONDAY, requested_url=asked, source="kabar-a"), None),
    )
    many = [f"https://kabar-a.test/{number}" for number in range(1000)]
    with reading(engine) as session:
        found = known_pages(session, "kabar-a", [asked, URL, *many])
        assert set(found) == {asked, URL}
        assert found[asked].outcome == "pending"
        assert known_pages(session, "warta-b", [asked]) == {}


def test_an_endless_address_is_refused(engine: Engine) -> None:
    with pytest.raises(DatabaseError, match="longer than 2048"):
        write(engine, lambda session: save_page(session, Page("https://kabar-a.test/" + "x" * 3000, b"", MONDAY), None))


def test_full_text_search(engine: Engine, store: Store) -> None:
    one = store(article(URL, ("Petugas menggeledah kamar hunian dan menemukan sendok besi.",)))
    store(article("https://warta-b.test/x", ("Kepala dinas membuka pasar murah.",), place="Wanasari"))
    with reading(engine) as session:
        [found] = search(session, "sendok kamar")
        assert found.id == one.release
        assert "[sendok]" in found.excerpt
        assert [hit.id for hit in search(session, '"sendok besi"')] == [one.release]
        assert search(session, "sendok pasar") == []
        assert search(session, '"') == search(session, "") == search(session, "' OR 1 NEAR(") == []


def test_an_edit_is_searched_by_its_new_words(engine: Engine, store: Store) -> None:
    store(article(URL, ("Petugas menemukan sendok besi di kamar.",)))
    store(article(URL, ("Petugas menemukan gunting di kamar.",), fetched_at=MONDAY + timedelta(days=2)))
    with reading(engine) as session:
        assert search(session, "sendok") == []
        assert len(search(session, "gunting")) == 1
