"""The look at a site: its ways, its samples, what looks wrong, what has moved."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawler.demo.world import World, running_world
from crawler.discovery.plan import aim_of
from crawler.probe.draft import toml_of
from crawler.probe.look import ProbeError, known_as, look, look_again
from crawler.probe.records import Report
from crawler.probe.show import report_json, verdict_of
from crawler.sources import Source, read_source
from pipelines.urls import canonical
from tests.probe.kit import BODY, MORE, NOW, SITE, article, feed, home, judge, site
from tests.support.fetching import discover, fetch_from

LINKS = [f"/2025/05/kalapas-temui-kapolres-{number}/" for number in range(6)]
ARTICLES = {link: article(number) for number, link in enumerate(LINKS)}
DECLARED = "<link rel='alternate' type='application/rss+xml' href='/kabar.xml'>"
WHOLE = {"/": home(*LINKS, head=DECLARED), "/kabar.xml": feed(*LINKS), **ARTICLES}


def looked_at(pages: dict[str, object], url: str = SITE) -> Report:
    return look(url, site(pages), judge, NOW)  # type: ignore[arg-type]


def has_doubt(report: Report, words: str) -> bool:
    return any(words in doubt for doubt in report.doubts)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


def test_every_demo_site_gets_a_file_that_finds_all_that_is_ours(world: World) -> None:
    fetch = fetch_from(world)
    for slug in world.sites:
        report = look(f"{world.base(slug)}/", fetch, judge, datetime.now(UTC))
        source = read_source(toml_of(report.source), slug, f"{slug}.toml")
        found = {link.key for link in discover(aim_of(source, datetime.now(UTC)), fetch)}
        ours = {canonical(world.url(item)) for item in world.on_topic() if item.site == slug}
        assert ours <= found, f"{slug}: {toml_of(source)}"
        assert report.source.slug == slug
        assert any(verdict_of(sample) == "accepted" for sample in report.samples), slug


def test_the_ways_that_work_are_followed() -> None:
    report = looked_at(WHOLE)
    assert [(trial.ask.way, trial.template) for trial in report.chosen] == [("feed", f"{SITE}/kabar.xml")]
    assert toml_of(report.source).splitlines() == [
        'name = "Kabar Contoh"',
        f'url = "{SITE}"',
        'region = "Banten"',  # which the articles tell
        "",
        "[discover]",
        f'feeds = ["{SITE}/kabar.xml"]',
    ]
    assert len(report.samples) == 5
    assert report.doubts == ()


def test_samples_tell_what_the_stages_read() -> None:
    told = report_json(looked_at(WHOLE))
    sample = told["samples"][0]
    assert sample["accepted"] and sample["first_paragraph"].startswith("Kepala Lapas")
    assert sample["published_at"] == "2025-05-20T10:00:00+07:00"
    assert {way["way"] for way in told["ways"]} == {"feed", "sitemap", "listing"}


def test_a_site_that_gives_no_answer() -> None:
    with pytest.raises(ProbeError, match="HTTP 403"):
        looked_at({"/": 403})
    with pytest.raises(ProbeError, match="robots"):
        looked_at({"/": 0})


def test_a_site_without_a_way_in() -> None:
    report = looked_at({"/": "<html><body><div id=app></div><script src=a.js></script></body></html>"})
    assert report.chosen == () and has_doubt(report, "no way in")


def test_a_site_that_has_moved_is_told_and_followed_at_its_new_place() -> None:
    report = looked_at({"https://lama.id/": (f"{SITE}/", home(*LINKS)), **WHOLE}, "https://lama.id/")
    assert report.source.url == SITE
    assert report.notes == (f"moved: https://lama.id leads to {SITE}",)


def test_any_page_of_the_site_will_do() -> None:
    report = looked_at(WHOLE, f"{SITE}/2025/05/kalapas-temui-kapolres-1/")
    assert report.source.url == SITE and report.chosen and report.notes == ()


def test_the_zone_of_printed_dates_holds_where_the_region_is_open() -> None:
    def printed(number: int) -> str:
        text = f"Harga cabai di pasar induk turun pada pekan ke-{number} bulan ini. {'Pedagang menyambutnya. ' * 12}"
        head = f"<!doctype html><html lang='id'><head><title>Harga cabai turun {number}</title></head><body><article>"
        time = f"<time>Selasa, 20 Mei 2025 10:0{number} WITA</time>"
        return f"{head}<h1>Harga cabai turun {number}</h1>{time}<p>{text}</p></article></body></html>"

    report = looked_at({**WHOLE, **{link: printed(number) for number, link in enumerate(LINKS)}})
    assert (report.source.region, report.source.timezone) == (None, "Asia/Makassar")
    assert 'timezone = "Asia/Makassar"' in toml_of(report.source)


def test_a_page_that_leads_elsewhere_on_the_site() -> None:
    report = looked_at({**WHOLE, "/": (f"{SITE}/beranda", WHOLE["/"])}, f"{SITE}/")
    assert report.notes == (f"redirects: {SITE}/ leads to {SITE}/beranda",)


def test_a_splash_page_is_passed_and_one_that_loads_itself_anew_is_none() -> None:
    splash = "<html><head><meta http-equiv='refresh' content='3; url=/beranda'></head><body>Halo</body></html>"
    report = looked_at({**WHOLE, "/": splash, "/beranda": WHOLE["/"]})
    assert report.chosen and report.notes == (f"redirects: {SITE}/ leads to {SITE}/beranda",)
    anew = home(*LINKS, head=f"{DECLARED}<meta http-equiv='refresh' content='300; url=/?segar=1'>")
    assert looked_at({**WHOLE, "/": anew}).notes == ()


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({link: article(number, date="") for number, link in enumerate(LINKS)}, "no date: 5 of 5"),
        ({link: article(number, BODY) for number, link in enumerate(LINKS)}, "tiny text: 5 of 5"),
        ({link: article(number, f"{BODY} {MORE} {MORE}") for number, link in enumerate(LINKS)}, "same text everywhere"),
        (dict.fromkeys(LINKS, b"%PDF-1.7 x"), "all rejected: not-html"),
        (dict.fromkeys(LINKS, 403), "5 of 5 sample pages could not be fetched (HTTP 403)"),
    ],
)
def test_what_looks_wrong_with_articles(pages: dict[str, object], words: str) -> None:
    undated = {"/kabar.xml": re.sub("<pubDate>.*?</pubDate>", "", feed(*LINKS))} if "no date" in words else {}
    assert has_doubt(looked_at({**WHOLE, **undated, **pages}), words)


def test_what_looks_wrong_with_ways() -> None:
    assert has_doubt(looked_at({**WHOLE, "/robots.txt": "Sitemap: /peta.xml", "/peta.xml": 403}), "blocked: HTTP 403")
    assert has_doubt(look(SITE, site(WHOLE), judge, datetime(2026, 1, 1, tzinfo=UTC)), "stale")


def test_a_site_that_answers_anything() -> None:
    fetch = site(WHOLE)  # type: ignore[arg-type]

    def anything(url: str):  # type: ignore[no-untyped-def]
        answer = fetch(url)
        return answer if answer.status == 200 else fetch(f"{SITE}/")

    assert any("soft-404: an address" in doubt for doubt in look(SITE, anything, judge, NOW).doubts)


def test_a_search_that_finds_the_same_for_nonsense() -> None:
    form = "<form action='/cari'><input name='q'></form>"
    result = {f"/cari?q={word}": home(*LINKS[:2]) for word in ("lapas", "qxzvbkwjplm")}
    report = looked_at({**WHOLE, "/": home(*LINKS, head=DECLARED) + form, **result})
    assert has_doubt(report, "soft-404: the search")
    assert not any("{word}" in trial.template for trial in report.chosen)


def test_a_search_that_narrows_is_a_way_in() -> None:
    form = "<form action='/cari'><input type='hidden' name='jenis' value='berita'><input name='q'></form>"
    found = {"/cari?jenis=berita&q=lapas": home(*LINKS), "/cari?jenis=berita&q=qxzvbkwjplm": home()}
    report = looked_at({**ARTICLES, "/": home() + form, **found})
    assert [trial.template for trial in report.chosen] == [f"{SITE}/cari?jenis=berita&q={{word}}"]


def test_few_requests_are_made() -> None:
    log: list[str] = []
    look(SITE, site(WHOLE, log), judge, NOW)  # type: ignore[arg-type]
    assert len(log) <= 40


def test_a_site_is_known_under_its_other_names() -> None:
    known = Source(slug="contoh", name="x", url="https://www.kabarcontoh.id")
    assert known_as("http://kabarcontoh.id/berita", [known]) == known
    assert known_as("https://m.kabarcontoh.id", [known]) == known
    assert known_as("https://daerah.kabarcontoh.id", [known]) is None


def source_file(**more: object) -> Source:
    discover = {"feeds": [f"{SITE}/kabar.xml"]}
    return Source.model_validate({"slug": "contoh", "name": "x", "url": SITE, "discover": discover, **more})


def test_looking_again_tries_the_ways_of_the_file() -> None:
    report = look_again(source_file(), site(WHOLE), judge, NOW)  # type: ignore[arg-type]
    assert [trial.template for trial in report.trials] == [f"{SITE}/kabar.xml"]
    assert report.doubts == ()
    gone = look_again(source_file(), site({**WHOLE, "/kabar.xml": 404}), judge, NOW)  # type: ignore[arg-type]
    assert gone.chosen == () and any("no way in" in doubt for doubt in gone.doubts)


def test_looking_again_tries_a_few_days_and_words_of_a_list() -> None:
    templates = [f"{SITE}/arsip/{{year}}/{{month}}/{{day}}", f"{SITE}/tag/{{word}}"]
    log: list[str] = []
    pages = {**ARTICLES, "/": home(), "/arsip/2025/05/30": home(*LINKS), "/tag/lapas": home(LINKS[0])}
    report = look_again(source_file(discover={"listings": templates}), site(pages, log), judge, NOW)
    assert [(trial.template, len(trial.links)) for trial in report.trials] == [(templates[0], 6), (templates[1], 1)]
    assert len([url for url in log if "/arsip/" in url]) == 3
    gone = look_again(source_file(discover={"listings": templates}), site({"/": home()}), judge, NOW)
    assert [trial.issue for trial in gone.trials] == ["no articles"] * 2


@pytest.mark.parametrize(
    ("week", "words"),
    [({"min": 9}, "fewer than expected: 6"), ({"max": 3}, "more than expected: 6"), ({"min": 1}, None)],
)
def test_looking_again_compares_with_what_is_expected(week: dict[str, int], words: str | None) -> None:
    now = datetime(2025, 5, 21, tzinfo=UTC)
    report = look_again(source_file(expect={"week": week}), site(WHOLE), judge, now)  # type: ignore[arg-type]
    assert [doubt for doubt in report.doubts if "expected" in doubt] == [
        doubt for doubt in report.doubts if words and words in doubt
    ]
    assert bool(words) == any("expected" in doubt for doubt in report.doubts)
