"""`add` on sites of other kinds than the bundled ones: the drafted file leads to every article."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from aiohttp import web

from crawler.discovery.plan import aim_of
from crawler.probe.draft import toml_of
from crawler.probe.look import look
from crawler.probe.show import verdict_of
from crawler.sources import read_source
from pipelines.urls import canonical
from tests.fetch.servers import running
from tests.probe.kinds import TITLES, Kind, by_day, drawn_by_scripts, kinds
from tests.probe.kit import NOW, SITE, judge
from tests.support.fetching import discover
from tests.world.kit import command, stored

MOST_REQUESTS = 40


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_a_drafted_file_leads_to_every_article_and_to_nothing_else(kind: Kind) -> None:
    log: list[str] = []
    report = look(SITE, kind.fetch(log), judge, NOW)
    assert len(log) <= MOST_REQUESTS
    assert {verdict_of(sample) for sample in report.samples} == {"accepted"}
    assert report.doubts == ()
    source = read_source(toml_of(report.source), "contoh", "contoh.toml")
    found = {link.key for link in discover(aim_of(source, NOW), kind.fetch())}
    assert found == {canonical(SITE + path) for path in kind.articles}, toml_of(source)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_its_links_have_the_headlines_of_the_articles(kind: Kind) -> None:
    report = look(SITE, kind.fetch(), judge, NOW)
    titles = {sample.link.title for sample in report.samples}
    assert "Kalapas Cilegon Temui Kapolres" in {(title or "").partition(" –")[0] for title in titles}


def test_a_list_that_shows_the_same_for_every_day_is_no_archive() -> None:
    form = "<form action='/indeks'><input type='date' name='date'></form>"
    kind = by_day("deaf", form, lambda at: f"/tanpa/{at}")
    kind.pages |= {f"/indeks?date={day}": kind.pages["/indeks"] for day in ("2025-05-28", "2025-04-18")}
    report = look(SITE, kind.fetch(), judge, NOW)
    (deaf,) = [trial for trial in report.trials if "{year}" in trial.template]
    assert deaf.issue == "shows the same for every day" and deaf not in report.chosen


def test_a_site_that_scripts_draw_is_told_as_such() -> None:
    report = look(SITE, drawn_by_scripts().fetch(), judge, NOW)
    assert report.chosen == ()
    told = "\n".join(report.doubts)
    assert "drawn by scripts" in told and "no way in" in told and "soft-404" in told


def test_a_site_behind_a_challenge_is_told_as_such() -> None:
    page = "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>"
    report = look(SITE, Kind("guarded", {"*": page}, ()).fetch(), judge, NOW)
    assert report.chosen == () and any("no robots" in doubt for doubt in report.doubts)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_it_is_added_and_crawled_by_the_commands(kind: Kind, tmp_path: Path) -> None:
    async def answer(request: web.Request) -> web.Response:
        body = kind.answer(unquote(request.path_qs))
        return web.Response(status=404 if body is None else 200, body=body or b"", content_type="text/html")

    with running({"/robots.txt": (404, {}, ""), "*": answer}, "127.0.9.8") as server:
        added = command(tmp_path, "add", server.url("/"), "--yes", "--json")
        assert added.exit_code == 0, added.err
        since = ("--since", "2025-05-20") if "{year}" in added.json()["source_file"] else ()  # today is long after
        crawled = command(tmp_path, "crawl", added.json()["slug"], *since, "--json")
        assert crawled.exit_code == 0, crawled.err
    accepted = {canonical(url) for url, outcome in stored(tmp_path).items() if outcome == "accepted"}
    ours = [path for path, title in zip(kind.articles, TITLES, strict=True) if "Lapas" in title or "Kalapas" in title]
    assert {canonical(server.url(path)) for path in ours} <= accepted
