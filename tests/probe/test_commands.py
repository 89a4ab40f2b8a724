"""`lapaswire add` and `check`, as a user calls them, against the demo world."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.demo.world import World, running_world
from pipelines.urls import canonical
from tests.support.command import Done, lapaswire


@dataclass(frozen=True)
class Desk:
    """A user's folder, with no source file yet, beside the running world."""

    world: World
    folder: Path

    def run(self, *arguments: str) -> Done:
        environment = self.world.environment(self.folder / "data")
        environment["LAPASWIRE_SOURCES_DIR"] = str(self.sources)
        return lapaswire(*arguments, environment=environment, cwd=self.folder)

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    def accepted(self) -> set[str]:
        with sqlite3.connect(self.folder / "data" / "lapaswire.db") as database:
            rows = database.execute("SELECT url FROM pages WHERE outcome = 'accepted'").fetchall()
        return {canonical(url) for (url,) in rows}

    def on_topic(self, *slugs: str) -> set[str]:
        return {canonical(self.world.url(item)) for item in self.world.on_topic() if item.site in slugs}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running_world() as world:
        yield Desk(world, tmp_path)


def add_and_crawl(desk: Desk, *slugs: str) -> None:
    for slug in slugs:
        added = desk.run("add", desk.world.base(slug), "--yes", "--json")
        assert added.exit_code == 0, added.err
        assert added.json()["written"] and Path(added.json()["file"]).is_file()
    assert desk.run("crawl", *slugs, "--json").exit_code in (0, 1)
    assert desk.on_topic(*slugs) <= desk.accepted()


@pytest.mark.timeout(300)
def test_a_site_is_added_and_crawled_with_no_hand_edits(desk: Desk) -> None:
    add_and_crawl(desk, "radarhulu")
    again = desk.run("add", desk.world.base("radarhulu"), "--yes")
    assert again.exit_code == 1 and "followed already as radarhulu" in again.err
    checked = desk.run("check", "radarhulu", "--json")
    assert checked.json()["slug"] == "radarhulu" and checked.json()["ways"][0]["works"]


def test_without_agreement_nothing_is_written(desk: Desk) -> None:
    looked = desk.run("add", desk.world.base("suaralembah"), "--json")
    assert looked.exit_code == 0 and not looked.json()["written"]
    assert not desk.sources.exists()


def test_what_cannot_be_added_is_told(desk: Desk) -> None:
    wrong = desk.run("add", "ftp://kabarcontoh.id")
    assert wrong.exit_code == 2 and "no web address" in wrong.err
    region = desk.run("add", "kabarcontoh.test", "--region", "Atlantis")
    assert region.exit_code == 2 and "no such region: Atlantis" in region.err
    nobody = desk.run("add", "http://tidak-ada.test", "--yes")
    assert nobody.exit_code != 0 and "gives no answer" in nobody.err
    assert "Traceback" not in nobody.err


def test_an_update_writes_the_ways_found_and_nothing_else(desk: Desk) -> None:
    desk.sources.mkdir()
    file = desk.sources / "wartapulau.toml"
    file.write_text(f'# Situs pulau.\nname = "Warta Pulau"\nurl = "{desk.world.base("wartapulau")}"\n')
    assert desk.run("check", "wartapulau", "--update").exit_code in (0, 1)
    text = file.read_text()
    assert text.startswith("# Situs pulau.\n") and f'sitemaps = ["{desk.world.base("wartapulau")}/sitemap.xml"]' in text


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_every_demo_site_is_added_and_crawled_whole(desk: Desk) -> None:
    add_and_crawl(desk, *desk.world.sites)
