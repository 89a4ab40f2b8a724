"""The bundled world answers as real sites do, counts what it is asked, and changes and fails on demand."""

import gzip
import http.client
import re
import socket
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape, unescape
from pathlib import Path

import orjson
import pytest

from crawler.demo.clock import DAYS
from crawler.demo.model import Item
from crawler.demo.world import World, WorldError, running_world
from crawler.sources import load_sources
from tests.demo.conftest import Ask

LATER = datetime(2025, 6, 1, 3, 0, tzinfo=UTC)


def item_on(world: World, slug: str, release: str = "") -> Item:
    return next(item for item in world.items if item.site == slug and release in ("", item.truth.release))


def test_every_item_is_served_with_its_title_and_first_words(world: World, ask: Ask) -> None:
    for item in world.items:
        reply = ask(item.site, item.path)
        page = reply.body.decode(world.sites[item.site].charset)
        assert reply.status == 200, item.path
        assert escape(item.title, quote=False) in page
        assert escape(item.paragraphs[0][:60], quote=False) in page


def test_the_host_name_decides_and_unknown_hosts_are_refused(world: World, ask: Ask) -> None:
    assert ask("kabarpesisir", "/", Host="lain.test").status == 404


def test_pages_link_only_to_the_own_world(world: World, ask: Ask) -> None:
    assert f"http://kabarpesisir.test:{world.port}/" in ask("kabarpesisir", "/").text


@pytest.mark.parametrize("slug", ["kabarpesisir", "nusantarakini", "metrobintang"])
def test_an_unchanged_page_is_not_sent_again(world: World, ask: Ask, slug: str) -> None:
    item = item_on(world, slug)
    tag = ask(slug, item.path).headers["ETag"]
    again = ask(slug, item.path, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    world.edit(item, LATER, title="Judul yang diperbaiki")
    assert ask(slug, item.path, If_None_Match=tag).status == 200


def test_last_modified_alone_is_enough_for_a_304(world: World, ask: Ask) -> None:
    item = item_on(world, "suaralembah")
    stamp = ask("suaralembah", item.path).headers["Last-Modified"]
    assert ask("suaralembah", item.path, If_Modified_Since=stamp).status == 304
    world.edit(item, LATER, paragraphs=("Teks baru.",))
    assert ask("suaralembah", item.path, If_Modified_Since=stamp).status == 200


def test_pages_are_compressed_only_for_those_who_ask(world: World, ask: Ask) -> None:
    plain, packed = ask("kabarpesisir", "/"), ask("kabarpesisir", "/", Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert ask("kanwilpas-jateng", "/", Accept_Encoding="gzip").headers["Content-Encoding"] is None


def test_the_log_counts_every_request(world: World, ask: Ask) -> None:
    ask("kabarpesisir", "/feed/", User_Agent="penguji/1")
    ask("kabarpesisir", "/tidak-ada/", If_None_Match='"x"')
    seen = world.requests("kabarpesisir")
    assert [(entry.path, entry.status, entry.conditional) for entry in seen] == [
        ("/feed/", 200, False),
        ("/tidak-ada/", 404, True),
    ]
    assert seen[0].agent == "penguji/1"
    assert seen[0].at <= seen[1].at
    world.forget_log()
    assert world.log == []


def test_articles_come_and_go_while_it_runs(world: World, ask: Ask) -> None:
    story = {"id": "baru", "title": "Warga Bersihkan Saluran Air", "paragraphs": ["Warga bergotong royong."]}
    item = world.publish(story, {"site": "kabarpesisir", "published": LATER})
    assert item.path in ask("kabarpesisir", "/feed/").text
    assert ask("kabarpesisir", item.path).status == 200
    world.remove(item)
    assert ask("kabarpesisir", item.path).status == 410
    assert item.path not in ask("kabarpesisir", "/feed/").text


@pytest.mark.parametrize(("how", "status"), [("503", 503), ("captcha", 403), ("challenge", 200), ("empty", 200)])
def test_a_site_fails_as_often_as_told(world: World, ask: Ask, how: str, status: int) -> None:
    healthy = ask("radarhulu", "/daerah").body
    world.fail("radarhulu", how, path="/daerah*", times=2)
    broken = [ask("radarhulu", "/daerah") for _ in range(2)]
    assert [reply.status for reply in broken] == [status, status]
    assert all(reply.body != healthy for reply in broken)
    assert ask("radarhulu", "/daerah").body == healthy


def test_too_many_requests_says_when_to_come_again(world: World, ask: Ask) -> None:
    world.fail("metrobintang", "429", retry_after="7")
    assert ask("metrobintang", "/atom.xml").headers["Retry-After"] == "7"
    world.heal()
    assert ask("metrobintang", "/atom.xml").status == 200


def test_a_truncated_body_promises_more_than_it_sends(world: World, ask: Ask) -> None:
    world.fail("kabarpesisir", "truncated", times=1)
    with pytest.raises(http.client.IncompleteRead):
        ask("kabarpesisir", "/")


def test_a_reset_ends_the_connection_without_an_answer(world: World, ask: Ask) -> None:
    world.fail("kabarpesisir", "reset", times=1)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        ask("kabarpesisir", "/")
    assert world.log[-1].status == 0


def test_an_unknown_failure_is_refused_with_the_known_ones(world: World) -> None:
    with pytest.raises(ValueError, match="truncated"):
        world.fail("kabarpesisir", "meteor")


def test_the_wordpress_interface_pages_and_counts(world: World, ask: Ask) -> None:
    total = sum(item.site == "kabarpesisir" for item in world.items)
    first = ask("kabarpesisir", "/wp-json/wp/v2/posts?per_page=2&_fields=id,link")
    assert first.headers["X-WP-Total"] == str(total)
    assert first.headers["X-WP-TotalPages"] == str(-(-total // 2))
    assert [set(post) for post in orjson.loads(first.body)] == [{"id", "link"}] * 2
    assert ask("kabarpesisir", "/wp-json/wp/v2/posts?per_page=2&page=99").status == 400
    assert ask("kabarpesisir", "/wp-json/wp/v2/posts?per_page=500").status == 400


def test_the_wordpress_interface_embeds_only_for_those_who_ask(world: World, ask: Ask) -> None:
    plain = orjson.loads(ask("kabarpesisir", "/wp-json/wp/v2/posts?per_page=1").body)[0]
    full = orjson.loads(ask("kabarpesisir", "/wp-json/wp/v2/posts?per_page=1&_embed=author").body)[0]
    assert "_embedded" not in plain
    assert full["_embedded"]["author"][0]["name"] == "Galuh Prameswati"


def test_every_link_of_a_page_s_frame_leads_somewhere(world: World, ask: Ask) -> None:
    for slug, site in world.sites.items():
        page = ask(slug, "/").body.decode(site.charset)
        for target in set(re.findall(rf"""href=["']{re.escape(world.base(slug))}([^"']*)""", page)):
            assert ask(slug, unescape(target)).status == 200, (slug, target)


def test_the_wordpress_interface_searches_and_looks_at_changes(world: World, ask: Ask) -> None:
    found = orjson.loads(ask("kabarpesisir", "/wp-json/wp/v2/posts?search=bawang%20brebes").body)
    assert found
    assert all("bawang" in post["content"]["rendered"].lower() for post in found)
    item = item_on(world, "kabarpesisir")
    world.edit(item, LATER)
    changed = orjson.loads(ask("kabarpesisir", "/wp-json/wp/v2/posts?modified_after=2025-05-31T00:00:00").body)
    assert [post["id"] for post in changed] == [item.number]


def test_source_files_are_valid_and_carry_the_port(world: World, tmp_path: Path) -> None:
    sources = load_sources(world.write_sources(tmp_path / "sources"))
    for slug, site in world.sites.items():
        assert sources[slug].url == f"http://{site.host}:{world.port}"
        assert sources[slug].name == site.name


def test_printed_weekdays_agree_with_their_dates_but_for_two_deliberate_ones(world: World) -> None:
    printed = [
        (item.site, date(int(year), int(month), int(day)), weekday)
        for item in world.items
        for weekday, day, month, year in re.findall(r"(\w+) \((\d+)/(\d+)/(\d{4})\)", " ".join(item.paragraphs))
    ]
    assert [(site, day) for site, day, weekday in printed if DAYS[day.weekday()] != weekday] == [
        ("nusantarakini", date(2025, 3, 4)),
        ("wartapulau", date(2025, 3, 20)),
    ]


def test_a_third_of_the_items_is_on_topic_and_releases_have_two_to_five_copies(world: World) -> None:
    assert 0.3 <= len(world.on_topic()) / len(world.items) <= 0.4
    copies = Counter(item.truth.release for item in world.on_topic())
    assert len(world.items) >= 60
    assert sum(count > 1 for count in copies.values()) >= 6
    assert max(copies.values()) == 5


def test_every_copy_of_a_release_differs_from_the_others(world: World) -> None:
    texts = [
        (item.truth.release, item.title, item.paragraphs, item.caption, item.dateline) for item in world.on_topic()
    ]
    assert len(texts) == len(set(texts))


def test_a_taken_port_is_told(world: World) -> None:
    with pytest.raises(WorldError, match=str(world.port)), running_world(world.port):
        pass


def test_the_world_leaves_nothing_behind() -> None:
    with running_world() as world:
        port, address = world.port, world.sites["kabarpesisir"].address
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address, port), timeout=2)


def test_items_are_the_same_in_every_world() -> None:
    with running_world() as first, running_world() as second:
        assert [replace(item) for item in first.items] == second.items
