"""Coming back to a site: nothing twice, but what was edited, taken down, or missed while the site was ill."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from crawler.demo.model import Item
from crawler.demo.world import World, running_world
from pipelines.store.models import AppearanceRow, PageRow
from tests.support.command import lapaswire

EMPTY_LIST = 30  # bytes: `[]`, packed


def soak(*values: str) -> list[Any]:
    return [pytest.param(value, marks=pytest.mark.soak) for value in values]


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


def crawled(world: World, data: Path, *slugs: str, exit_code: int = 0) -> dict[str, Any]:
    """The run record of a crawl, by source."""
    done = lapaswire("crawl", *(slugs or world.sites), "--json", environment=world.environment(data))
    assert done.exit_code == exit_code, done.err
    return {run["source"]: run for run in done.json()["sources"]}


def session_of(data: Path) -> Session:
    return Session(create_engine(f"sqlite:///{data / 'lapaswire.db'}"))


def taken(data: Path) -> set[str]:
    """The addresses of all appearances."""
    with session_of(data) as session:
        return set(session.scalars(select(AppearanceRow.url)))


def versions(data: Path, url: str) -> list[PageRow]:
    with session_of(data) as session:
        return list(session.scalars(select(PageRow).where(PageRow.url == url).order_by(PageRow.id)))


def let_pass(data: Path, time: timedelta) -> None:
    """Makes all pages older, as if this time had passed since they were fetched."""
    with session_of(data) as session:
        for row in session.scalars(select(PageRow)):
            row.fetched_at -= time
            row.seen_at -= time
        session.commit()


def changes(world: World, data: Path, cursor: int = 0) -> list[dict[str, Any]]:
    out = data / f"changes-{cursor}.jsonl"
    done = lapaswire("export", "jsonl", out, "--since", cursor, environment=world.environment(data))
    assert done.exit_code == 0, done.err
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def on(world: World, slug: str) -> list[Item]:
    """The on-topic items of a site, newest first."""
    mine = [item for item in world.on_topic() if item.site == slug]
    return sorted(mine, key=lambda item: item.published, reverse=True)


def asked_for(world: World, item: Item) -> int:
    return sum((seen.site, seen.path) == (item.site, item.path) for seen in world.log)


def without_part(path: str) -> str:
    """The path of an article of which a further page was asked for."""
    return re.sub(r"\?page=(?:all|\d+)$", "", path)


def test_an_unchanged_world_is_asked_for_no_article_and_sends_nothing(world: World, tmp_path: Path) -> None:
    crawled(world, tmp_path)
    articles = {(item.site, item.path) for item in world.items}
    for _ in range(2):
        world.forget_log()
        crawled(world, tmp_path)
        assert not [seen for seen in world.log if (seen.site, without_part(seen.path)) in articles]
        quiet = [seen for seen in world.log if seen.status == 304 or seen.size <= EMPTY_LIST]
        assert len(quiet) >= 0.9 * len(world.log), [seen for seen in world.log if seen not in quiet]
    assert {seen.site for seen in world.log if seen not in quiet} == {"kanwilpas-jateng"}  # counts its visitors


@pytest.mark.parametrize("slug", ["kabarpesisir", *soak("wartapulau", "metrobintang", "jurnalselatan")])
def test_an_edit_that_the_site_tells_of_is_a_new_version(world: World, tmp_path: Path, slug: str) -> None:
    crawled(world, tmp_path, slug)
    item = on(world, slug)[0]
    (before,) = versions(tmp_path, world.url(item))
    closing = "Kegiatan ditutup dengan doa bersama di halaman lapas."
    world.edit(item, datetime.now(UTC), paragraphs=(*item.paragraphs, closing))
    world.forget_log()
    run = crawled(world, tmp_path, slug)[slug]
    assert (run["edited"], run["new"], run["joined"]) == (1, 0, 0)
    assert sum(asked_for(world, other) for other in world.items) == asked_for(world, item) <= 1
    old, new = versions(tmp_path, world.url(item))
    assert old.digest == before.digest != new.digest
    world.forget_log()
    assert crawled(world, tmp_path, slug)[slug]["accepted"] == 0


def test_a_young_article_is_looked_at_again_after_one_and_after_seven_days(world: World, tmp_path: Path) -> None:
    slug = "suaralembah"  # its feed tells no changes
    crawled(world, tmp_path, slug)
    item = on(world, slug)[0]
    looks = []
    for hours in (12, 13, 12, 5 * 24, 10, 2, 20 * 24):  # the seventh day ends with hour 168
        let_pass(tmp_path, timedelta(hours=hours))
        world.forget_log()
        run = crawled(world, tmp_path, slug)[slug]
        looks.append(asked_for(world, item))
        assert run["edited"] == 0
    assert looks == [0, 1, 0, 0, 0, 1, 0]


def test_an_edit_that_no_list_tells_of_is_found_by_another_look(world: World, tmp_path: Path) -> None:
    slug = "suaralembah"
    crawled(world, tmp_path, slug)
    item = on(world, slug)[0]
    world.edit(item, datetime.now(UTC), title=f"{item.title} (Diperbarui)")
    assert crawled(world, tmp_path, slug)[slug]["edited"] == 0
    let_pass(tmp_path, timedelta(hours=25))
    assert crawled(world, tmp_path, slug)[slug]["edited"] == 1
    assert len(versions(tmp_path, world.url(item))) == 2


def test_an_article_taken_down_is_kept_and_told(world: World, tmp_path: Path) -> None:
    slug = "suaralembah"
    crawled(world, tmp_path, slug)
    cursor = max(change["seq"] for change in changes(world, tmp_path))
    item = on(world, slug)[0]
    world.remove(item)
    let_pass(tmp_path, timedelta(hours=25))
    run = crawled(world, tmp_path, slug)[slug]
    assert (run["gone"], run["failed"]) == (1, {})
    (row,) = versions(tmp_path, world.url(item))
    assert row.gone_at and row.outcome == "accepted"
    assert world.url(item) in taken(tmp_path)
    (told,) = changes(world, tmp_path, cursor)
    assert told["op"] == "MOD"  # the release stays, one of its places is gone
    (appearance,) = [each for each in told["appearances"] if each["url"] == world.url(item)]
    assert appearance["gone_at"]


def test_what_is_published_between_two_runs_is_new(world: World, tmp_path: Path) -> None:
    slug = "radarhulu"
    crawled(world, tmp_path, slug)
    story = {
        "id": "apel-baru",
        "title": "Kalapas Temui Kapolres Bahas Razia Bersama",
        "event": "apel-baru",
        "paragraphs": [
            "Kepala Lapas Kelas IIB Ngawi, Darmo Sasongko, menemui Kapolres Ngawi pada Selasa (11/3/2025) pagi.",
            "Keduanya sepakat menggeledah kamar hunian Lapas Ngawi bersama anggota Polres Ngawi setiap bulan.",
            "Kapolres menyatakan siap menurunkan personel untuk membantu penggeledahan tersebut kapan saja diminta.",
        ],
    }
    item = world.publish(story, {"site": slug, "published": datetime.now(UTC).replace(microsecond=0)})
    world.forget_log()
    run = crawled(world, tmp_path, slug)[slug]
    assert (run["fetched"], run["new"], asked_for(world, item)) == (1, 1, 1)


@pytest.mark.parametrize("how", ["reset", "challenge", *soak("truncated", "500", "503", "empty")])
def test_an_article_that_fails_once_is_had_by_the_next_run(world: World, tmp_path: Path, how: str) -> None:
    slug = "wartapulau"
    lame = on(world, slug)[0]
    world.fail(slug, how, path=lame.path)
    crawled(world, tmp_path, slug, exit_code=0 if how in ("empty", "challenge") else 1)
    assert world.url(lame) not in taken(tmp_path)
    world.heal()
    world.forget_log()
    crawled(world, tmp_path, slug)
    assert taken(tmp_path) == {world.url(item) for item in on(world, slug)}
    assert {seen.path for seen in world.log if seen.path.endswith(".html")} == {lame.path}
    world.forget_log()
    assert crawled(world, tmp_path, slug)[slug]["fetched"] == 0


@pytest.mark.parametrize("how", ["500", *soak("reset", "truncated", "challenge")])
def test_a_list_that_fails_once_hides_nothing_from_the_next_run(world: World, tmp_path: Path, how: str) -> None:
    slug = "wartapulau"  # the index answers, its children fail
    world.fail(slug, how, path="/sitemap-2025*")
    crawled(world, tmp_path, slug, exit_code=1)
    world.heal()
    crawled(world, tmp_path, slug)
    assert taken(tmp_path) == {world.url(item) for item in on(world, slug)}


@pytest.mark.soak
def test_an_article_that_always_fails_is_given_up(world: World, tmp_path: Path) -> None:
    slug = "metrobintang"
    lame = on(world, slug)[0]
    world.fail(slug, "404", path=lame.path)
    crawled(world, tmp_path, slug, exit_code=1)
    world.heal()
    world.fail(slug, "reset", path=lame.path)
    world.forget_log()
    for _ in range(2):
        crawled(world, tmp_path, slug)
    assert not asked_for(world, lame)  # a page that is not there is no passing failure


def test_a_slow_site_is_given_up_and_taken_up_again(world: World, tmp_path: Path) -> None:
    slug = "wartapulau"
    environment = world.environment(tmp_path) | {"LAPASWIRE_TIMEOUT": "1"}
    world.fail(slug, "slow", path=on(world, slug)[0].path, seconds=20)
    done = lapaswire("crawl", slug, "--json", environment=environment)
    assert done.exit_code == 1 and done.json()["sources"][0]["failed"] == {"time": 1}
    world.heal()
    crawled(world, tmp_path, slug)
    assert taken(tmp_path) == {world.url(item) for item in on(world, slug)}
