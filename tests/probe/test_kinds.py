"""`add` on sites of other kinds than the bundled ones: the drafted file leads to every article."""

import pytest

from crawler.discovery.plan import aim_of
from crawler.probe.draft import toml_of
from crawler.probe.look import look
from crawler.probe.show import verdict_of
from crawler.sources import read_source
from pipelines.urls import canonical
from tests.probe.kinds import Kind, by_day, drawn_by_scripts, kinds
from tests.probe.kit import NOW, SITE, judge
from tests.support.fetching import discover

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
