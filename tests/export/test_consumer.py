"""A reader that follows the cursor holds, after every step, exactly what a whole export tells."""

import hashlib
import multiprocessing
import os
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from pipelines.export import files
from pipelines.export.release import export, manifest_path
from pipelines.export.selection import Selection, Where
from pipelines.records import Article
from pipelines.store.engine import open_engine, upgrade, writing
from pipelines.store.forget import forget
from pipelines.store.models import AppearanceRow, ReleaseRow
from pipelines.store.overruling import merge, split
from tests.export.articles import START, article, store, withdraw
from tests.support.postgres import Server

Json = dict[str, Any]
STEPS = 200
NUMBERS = 12
HALF = 0.5
SITES = ("satu.test", "dua.test", "tiga.test")


class World:
    """Articles by address, as their sites show them now."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now: dict[str, Article] = {}
        self.versions: dict[str, list[Article]] = {}
        self.clock = START + timedelta(days=400)
        self.edits = 0

    def step(self, engine: Engine) -> None:
        """One addition, copy, edit, move to another release (which joins or splits), removal, or word of a person."""
        choices: list[Callable[[Session], None]] = [self._add, self._add]
        if self.now:
            choices += [self._edit, self._move, self._remove, self._overrule]
        if len(self.now) > NUMBERS:
            choices.append(self._forget)
        self.clock += timedelta(hours=1)
        with writing(engine) as session:
            self.random.choice(choices)(session)

    def _store(self, session: Session, told: Article) -> None:
        told = replace(told, fetched_at=self.clock)
        if store(session, told).what == "rejected":  # taken down before
            return
        self.now[told.url] = told
        self.versions.setdefault(told.url, []).append(told)

    def _any(self) -> Article:
        return self.now[self.random.choice(sorted(self.now))]

    def _add(self, session: Session) -> None:
        number, site = self.random.randrange(NUMBERS), self.random.choice(SITES)
        url = f"https://{site}/berita/{number}-{self.random.randrange(10**6)}"
        self._store(session, article(number, site, url=url))

    def _edit(self, session: Session) -> None:
        self.edits += 1
        known = self._any()
        title, ending = f"{known.title} (ralat {self.edits})", f"Ralat {self.edits}."
        self._store(session, replace(known, title=title, paragraphs=(*known.paragraphs, ending)))

    def _move(self, session: Session) -> None:
        known = self._any()
        self._store(session, article(self.random.randrange(NUMBERS), known.url.split("/")[2], url=known.url))

    def _remove(self, session: Session) -> None:
        url = self._any().url
        del self.now[url]
        for version in self.versions.pop(url):
            withdraw(session, version)

    def _overrule(self, session: Session) -> None:
        """Splits a release off its copies, or joins it with another one."""
        rows = session.execute(select(AppearanceRow.url, ReleaseRow.key).join(ReleaseRow))
        homes: dict[str, str] = {row.url: row.key for row in rows}
        url = self.random.choice(sorted(homes))
        mates = [other for other, key in homes.items() if key == homes[url]]
        others = sorted(set(homes.values()) - {homes[url]})
        if len(mates) > 1 and self.random.random() < HALF:
            split(session, homes[url], url, "dua naskah")
        elif others:
            merge(session, homes[url], self.random.choice(others), "satu naskah")

    def _forget(self, session: Session) -> None:
        """Takes down a page, with the other addresses of its appearance."""
        url = self._any().url
        for gone in forget(session, url, "diminta").urls:
            self.now.pop(gone, None)
            self.versions.pop(gone, None)


class Reader:
    """Follows the feed as the documentation says: apply a file only when its manifest fits it and the cursor."""

    def __init__(self, out: Path) -> None:
        self.out, self.cursor = out, 0
        self.held: dict[str, Json] = {}

    def take(self) -> bool:
        """Applies the file that lies there; False when there is none for this reader."""
        beside = manifest_path(self.out)
        if not beside.exists():
            return False
        manifest = orjson.loads(beside.read_bytes())
        content = self.out.read_bytes()
        assert manifest["sha256"] == hashlib.sha256(content).hexdigest(), "a manifest that does not fit its file"
        if manifest["since"] != self.cursor:
            return False
        for line in content.splitlines():
            self._apply(orjson.loads(line))
        self.cursor = manifest["cursor"]
        return True

    def _apply(self, row: Json) -> None:
        assert row["seq"] > self.cursor
        if row["op"] == "DEL":
            assert row["id"] in self.held, "a removal of what the reader never had"
            del self.held[row["id"]]
            return
        assert (row["op"] == "MOD") == (row["id"] in self.held)
        self.held[row["id"]] = row


def dying_export(url: str, out: Path, since: int, point: int) -> None:
    """Runs in a process of its own: exports, and is killed at the given write, sync, rename or removal."""
    left = [point]

    def deadly(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **kwargs)

        return call

    files.Measured.write = deadly(files.Measured.write)  # type: ignore[method-assign]
    os.fsync = deadly(os.fsync)
    Path.replace = deadly(Path.replace)  # type: ignore[method-assign]
    Path.unlink = deadly(Path.unlink)  # type: ignore[method-assign]
    export(open_engine(url), "jsonl", out, since)


def killed_export(engine: Engine, out: Path, since: int, point: int) -> bool:
    """Whether the exporter died before it was done."""
    process = multiprocessing.get_context("fork").Process(
        target=dying_export, args=(engine.url.render_as_string(False), out, since, point)
    )
    process.start()
    process.join(30)
    return process.exitcode == -signal.SIGKILL


def whole(engine: Engine, tmp_path: Path) -> dict[str, Json]:
    export(engine, "jsonl", tmp_path / "whole.jsonl")
    lines = map(orjson.loads, (tmp_path / "whole.jsonl").read_bytes().splitlines())
    return {row["id"]: row for row in lines}


def told(rows: dict[str, Json]) -> dict[str, Json]:
    """The rows without the operation, which says what was new to whom."""
    return {key: {name: value for name, value in row.items() if name != "op"} for key, row in rows.items()}


def follow(engine: Engine, tmp_path: Path, seed: int, steps: int = STEPS) -> int:
    """Follows the cursor through many changes, compares now and then; gives how many exporters died."""
    world, reader = World(seed), Reader(tmp_path / "delta.jsonl")
    deaths = 0
    for step in range(steps):
        world.step(engine)
        if world.random.random() < 0.1:
            deaths += killed_export(engine, reader.out, reader.cursor, world.random.randrange(8))
            reader.take()
        if world.random.random() < 0.3:
            export(engine, "jsonl", reader.out, reader.cursor)
            assert reader.take()
        if step % 25 == 24:
            export(engine, "jsonl", reader.out, reader.cursor)
            assert reader.take()
            assert told(reader.held) == told(whole(engine, tmp_path))
    return deaths


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 8))])
def test_replayed_deltas_equal_the_whole_export(engine: Engine, tmp_path: Path, seed: int) -> None:
    assert follow(engine, tmp_path, seed) >= 5
    assert not list(tmp_path.glob(".delta.jsonl.part"))


def test_the_same_on_postgresql(server: Server, tmp_path: Path) -> None:
    engine = open_engine(server.database())
    upgrade(engine)
    try:
        assert follow(engine, tmp_path, 8, 75) >= 1
    finally:
        engine.dispose()


def test_a_filtered_reader_ends_with_the_filtered_whole(engine: Engine, tmp_path: Path) -> None:
    world, chosen = World(3), Selection(Where(source=("satu",)))
    held: dict[str, Json] = {}
    cursor = 0
    for step in range(80):
        world.step(engine)
        if step % 8 == 7:
            manifest = export(engine, "jsonl", tmp_path / "delta.jsonl", cursor, chosen)
            for row in map(orjson.loads, (tmp_path / "delta.jsonl").read_bytes().splitlines()):
                held.pop(row["id"], None)
                if row["op"] != "DEL":
                    held[row["id"]] = row
            cursor = manifest.cursor
    expected = {
        key: row for key, row in whole(engine, tmp_path).items() if "satu" in {c["source"] for c in row["appearances"]}
    }
    assert told(held) == told(expected)


@pytest.mark.parametrize("point", range(8))
def test_a_killed_export_leaves_the_old_file_or_the_new_one(filled: Engine, tmp_path: Path, point: int) -> None:
    out = tmp_path / "out.jsonl"
    export(filled, "jsonl", out)
    old = out.read_bytes()
    with writing(filled) as session:
        store(session, article(8))
    killed_export(filled, out, 0, point)
    new = orjson.dumps(None)
    if out.read_bytes() != old:
        export(filled, "jsonl", tmp_path / "again.jsonl")
        new = (tmp_path / "again.jsonl").read_bytes()
    assert out.read_bytes() in (old, new)
    if manifest_path(out).exists():
        manifest = orjson.loads(manifest_path(out).read_bytes())
        assert manifest["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
