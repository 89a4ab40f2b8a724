"""`lapaswire add` on sites that moved, are known under another name, or answer anything: told in plain words."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fetch.servers import Site, running
from tests.support.command import Done
from tests.world.kit import XML, article, command, rss, stored

AT = "2025-03-11T08:00:00+07:00"
PATHS = [f"/berita/kalapas-temui-kapolres-bagian-{number}" for number in ("satu", "dua", "tiga", "empat")]
NEW, OLD = "kabarbaru.test", "kabarlama.test"


def home(site: Site, form: str = "") -> str:
    links = "".join(f"<h2><a href='{path}'>Kalapas temui Kapolres bagian {path[-4:]}</a></h2>" for path in PATHS)
    head = "<title>Kabar Baru</title><link rel='alternate' type='application/rss+xml' href='/kabar.xml'>"
    return f"<!doctype html><html lang='id'><head>{head}</head><body>{form}{links}</body></html>"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Site, Site]]:
    """A folder, a site that answers anything, and its old name, which leads to the new one."""
    with ExitStack() as stack:
        new = stack.enter_context(running({"/robots.txt": (404, {}, "")}, "127.0.9.6"))
        old = stack.enter_context(running({"*": (301, {"Location": f"http://{NEW}/"}, "")}, "127.0.9.7"))
        form = "<form action='/cari'><input name='q'></form>"
        feed = rss(new, *({"title": "Kalapas temui Kapolres", "link": f"http://{NEW}{path}"} for path in PATHS))
        articles = {path: article(number, AT) for number, path in enumerate(PATHS)}
        new.pages |= {"/kabar.xml": (200, XML, feed), **articles, "*": home(new, form)}
        yield tmp_path_factory.mktemp("adding"), new, old


def run(sites: tuple[Path, Site, Site], *arguments: str) -> Done:
    folder, new, old = sites
    table = {NEW: f"{new.address}:{new.port}", OLD: f"{old.address}:{old.port}"}
    return command(folder, *arguments, RESOLVE=json.dumps(table))


def test_a_site_that_moved_and_answers_anything_is_told_and_followed_at_its_new_place(
    sites: tuple[Path, Site, Site],
) -> None:
    folder, new, _ = sites
    added = run(sites, "add", f"http://{OLD}/tentang", "--yes", "--json")
    assert added.exit_code == 0, added.err
    told = added.json()
    assert told["notes"] == [f"moved: http://{OLD} leads to http://{NEW}"]
    assert "soft-404: an address that cannot exist is answered with 200" in told["warnings"]
    assert "soft-404: the search finds the same articles for nonsense" in told["warnings"]
    file = folder / "sources" / "jawa-timur" / "kabarbaru.toml"  # its articles tell of Ngawi
    assert Path(told["file"]) == file and f'url = "http://{NEW}"' in file.read_text(encoding="utf-8")
    assert "{word}" not in file.read_text(encoding="utf-8")  # a search that finds anything is no way in
    before = len(new.seen)
    again = run(sites, "add", f"http://{OLD}", "--yes")
    assert again.exit_code == 1 and "followed already as kabarbaru" in again.err
    same = run(sites, "add", f"www.{NEW}", "--yes")
    assert same.exit_code == 1 and "followed already as kabarbaru" in same.err
    assert len(new.seen) > before
    crawled = run(sites, "crawl", "kabarbaru", "--json")
    assert crawled.exit_code == 0, crawled.err
    assert set(stored(folder)) == {f"http://{NEW}{path}" for path in PATHS}


def test_without_a_scheme_the_site_is_found_where_it_answers(sites: tuple[Path, Site, Site], tmp_path: Path) -> None:
    looked = run((tmp_path, *sites[1:]), "add", NEW, "--json")  # nothing there speaks TLS
    assert looked.exit_code == 0, looked.err
    assert looked.json()["site"] == f"http://{NEW}"
