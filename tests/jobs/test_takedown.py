"""What was taken down stays away: from the archive, the database, exports, later crawls, imports and reprocessing."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.demo.model import Item
from crawler.demo.world import World, running_world
from tests.jobs.test_returns import changes, crawled, taken
from tests.support.command import Done, lapaswire

STORY, SITES = "sabu-jambi", ("radarhulu", "jurnalselatan", "metrobintang")


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


def kept_bytes(data: Path) -> bytes:
    """All that lies in the data folder, archives unpacked."""
    found = []
    for path in sorted(data.rglob("*")):
        if path.is_file() and path.suffix != ".jsonl":
            whole = path.read_bytes()
            found.append(gzip.decompress(whole) if path.suffix == ".gz" else whole)
    return b"\0".join(found)


def copied(world: World) -> list[Item]:
    """One story as each of the sites carries it."""
    return [item for item in world.on_topic() if item.truth.release == STORY]


def sentence_of(item: Item) -> bytes:
    """Words by which the text is known in any file; the lead stands in lists too."""
    return max(item.paragraphs[1:], key=len)[20:80].encode()


def ask(world: World, data: Path, *arguments: object, exit_code: int = 0) -> Done:
    done = lapaswire(*arguments, environment=world.environment(data))
    assert done.exit_code == exit_code, done.err
    return done


@pytest.mark.timeout(200)
def test_a_release_taken_down_never_comes_back(world: World, tmp_path: Path) -> None:
    data = tmp_path / "data"
    items = copied(world)
    words = sentence_of(items[0])
    crawled(world, data, *SITES)
    before = changes(world, data)
    [release] = [row for row in before if world.url(items[0]) in {copy["url"] for copy in row["appearances"]}]
    assert words in kept_bytes(data)
    ask(world, data, "forget", release["id"], "--why", "a court's order")
    assert words not in kept_bytes(data)
    assert [(row["op"], row["id"]) for row in changes(world, data, max(row["seq"] for row in before))] == [
        ("DEL", release["id"])
    ]
    rest = taken(data)
    for item in items:
        world.edit(item, datetime.now(UTC) - timedelta(seconds=1), title=f"{item.title} (Diperbarui)")
    world.forget_log()
    crawled(world, data, *SITES)
    assert not {(seen.site, seen.path) for seen in world.log} & {(item.site, item.path) for item in items}
    told = ask(world, data, "url", world.url(items[0]))
    assert "taken down" in told.out
    saved = tmp_path / "saved.txt"
    saved.write_text("\n\n".join((items[0].title, *items[0].paragraphs)), encoding="utf-8")
    (tmp_path / "list.jsonl").write_text(
        json.dumps({"file": str(saved), "url": "https://lain.test/1", "fetched_at": "2025-06-01T09:00:00+07:00"})
    )
    assert "1 forgotten" in ask(world, data, "import", tmp_path / "list.jsonl").out
    ask(world, data, "reprocess")
    assert taken(data) == rest
    assert words not in kept_bytes(data)
