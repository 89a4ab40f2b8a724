"""Reads the world's data: `sites.toml` and the stories under `articles/`, with the edits each site made to its copy."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template
from typing import Any

from crawler.demo.model import Item, Site, Truth

Toml = dict[str, Any]
FIRST_NUMBER = 1041


def demo_file(*path: str) -> Traversable:
    """The file or folder `path` of this package."""
    return files("crawler.demo").joinpath(*path)


@cache
def sites() -> dict[str, Site]:
    """All sites of the world by slug."""
    table = tomllib.loads(demo_file("sites.toml").read_text(encoding="utf-8"))
    return {slug: Site(slug=slug, **entry) for slug, entry in table.items()}


def items() -> tuple[Item, ...]:
    """Everything that the sites publish at the start of the world, oldest first."""
    drafts = sorted(_drafts(), key=lambda draft: (draft[1]["published"], draft[1]["site"]))
    return tuple(item_of(story, copy, number) for number, (story, copy) in enumerate(drafts, FIRST_NUMBER))


def _drafts() -> Iterator[tuple[Toml, Toml]]:
    for file in sorted(demo_file("articles").iterdir(), key=lambda file: file.name):
        for story in tomllib.loads(file.read_text(encoding="utf-8"))["story"]:
            for copy in story["carried"]:
                yield story, copy


def item_of(story: Toml, copy: Toml, number: int) -> Item:
    """The copy of a story that one site carries: the story's text with the site's edits.

    `copy` may give `title`, `lead` (instead of the first paragraph), `drop` (numbers of paragraphs, from 1),
    `replace` (words to words, everywhere), `close` (one more paragraph), `dateline`, `promos` (number to line), `path`.
    """
    title: str = copy.get("title") or story["title"]
    site = sites()[copy["site"]]
    published: datetime = copy["published"]
    return Item(
        site=site.slug,
        number=number,
        path=copy.get("path") or _path(site, slug_of(title), published, number),
        title=title,
        dateline=copy.get("dateline") or story.get("dateline", ""),
        paragraphs=_edited(tuple(story["paragraphs"]), copy),
        published=published,
        modified=copy.get("modified", published),
        author=copy.get("author", ""),
        category=copy.get("category", "Daerah"),
        truth=_truth(story),
        editor=copy.get("editor"),
        caption=copy.get("caption"),
        promos=tuple((int(after), line) for after, line in copy.get("promos", {}).items()),
        tags=tuple(copy.get("tags", ())),
    )


def slug_of(title: str) -> str:
    """A title as sites write it into addresses."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _path(site: Site, slug: str, published: datetime, number: int) -> str:
    return Template(site.path).substitute(
        slug=slug, number=number, year=published.year, month=f"{published:%m}", day=f"{published:%d}"
    )


def _edited(paragraphs: tuple[str, ...], copy: Toml) -> tuple[str, ...]:
    dropped = set(copy.get("drop", ()))
    kept = [text for number, text in enumerate(paragraphs, 1) if number not in dropped]
    if lead := copy.get("lead"):
        kept[0] = lead
    if close := copy.get("close"):
        kept.append(close)
    for old, new in copy.get("replace", {}).items():
        kept = [text.replace(old, new) for text in kept]
    return tuple(kept)


def _truth(story: Toml) -> Truth:
    known = {field.name for field in fields(Truth)}
    told: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in story.items() if key in known
    }
    return Truth(release=story["id"], on_topic="event" in story, **told)
