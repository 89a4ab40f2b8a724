"""`lapaswire url`: what goes wrong with a single page is told in plain words, one line each, with its exit code."""

import pytest

from crawler.demo.world import World, running_world
from tests.support.command import lapaswire

SITE = "metrobintang"
FAULTS = {
    "not-html": "content-type",
    "empty": "empty",
    "big": "size",
    "challenge": "challenge",
    "404": "http-404",
    "moved": "off-site",
}


def told_of(
    world: World, tmp_path_factory: pytest.TempPathFactory, *urls: str
) -> tuple[int, dict[str, tuple[str, str]]]:
    environment = world.environment(tmp_path_factory.mktemp("url"))
    done = lapaswire("url", *urls, "--json", environment=environment)
    return done.exit_code, {row["url"]: (row["status"], row["reason"]) for row in done.json_lines()}


def test_every_fault_has_its_reason(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_world() as world:
        items = [item for item in world.items if item.site == SITE]
        expected = {}
        for item, (how, reason) in zip(items, FAULTS.items(), strict=False):
            world.fail(SITE, how, path=item.path)
            expected[world.url(item)] = reason
        expected[world.base("dinamikatimur") + "/rahasia/a"] = "robots"
        expected["http://tidakada.test/a"] = "unknown-host"
        exit_code, told = told_of(world, tmp_path_factory, *expected)
    assert exit_code == 1
    assert {url: reason for url, (_, reason) in told.items()} == expected


def test_a_page_off_topic_is_no_failure(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_world() as world:
        item = next(item for item in world.items if item.site == SITE and not item.truth.on_topic)
        exit_code, told = told_of(world, tmp_path_factory, world.url(item))
    assert (exit_code, told) == (0, {world.url(item): ("rejected", "off-topic")})
