"""A whole crawl of a source: an index that stays the same does not hide what its children tell."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fetch.servers import Site, running

XML = {"Content-Type": "application/xml"}
ARTICLE = "<html><body><h1>Apel pagi</h1><p>Petugas mengikuti apel pagi di halaman kantor.</p></body></html>"


def with_etag(body: str) -> Any:
    async def answer(request: web.Request) -> web.Response:
        etag = f'"{hash(body)}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body.encode(), headers=XML | {"ETag": etag})

    return answer


def urlset(site: Site, *paths: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{site.url(path)}</loc></url>' for path in paths)}</urlset>"


def crawl_source(folder: Path) -> None:
    settings = {"DATA_DIR": folder / "data", "SOURCES_DIR": folder / "sources", "DELAY": 0, "PROCESSES": 1}
    told = {f"LAPASWIRE_{name}": str(value) for name, value in settings.items()}
    told["LAPASWIRE_ALLOW_ADDRESSES"] = json.dumps(["127.0.0.0/8"])
    program = "from crawler.cli import main; main()"
    command = [sys.executable, "-c", program, "crawl", "koran"]
    subprocess.run(command, env=os.environ | told, cwd=folder, timeout=100, check=False, capture_output=True)


def test_children_of_an_unchanged_sitemap_index_are_asked(tmp_path: Path) -> None:
    pages: dict[str, Any] = {"/berita/satu": ARTICLE, "/berita/dua": ARTICLE}
    with running(pages) as site:
        sources = tmp_path / "sources"
        sources.mkdir()
        toml = f'name = "Koran"\nurl = "{site.url("/")}"\n[discover]\nsitemaps = ["{site.url("/sitemap.xml")}"]\n'
        (sources / "koran.toml").write_text(toml)
        index = f"<sitemapindex><sitemap><loc>{site.url('/anak.xml')}</loc></sitemap></sitemapindex>"
        pages["/sitemap.xml"] = with_etag(index)
        pages["/anak.xml"] = with_etag(urlset(site, "/berita/satu"))
        crawl_source(tmp_path)
        assert "/berita/satu" in site.paths()
        pages["/anak.xml"] = with_etag(urlset(site, "/berita/dua", "/berita/satu"))
        crawl_source(tmp_path)
        assert site.paths().count("/sitemap.xml") == 2
        assert site.paths().count("/berita/dua") == 1
        assert site.paths().count("/berita/satu") == 1
