"""No crawl reaches an address inside, however it is written and whoever sends it there."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.fetch.crawling import Outcome, crawl
from tests.fetch.servers import Site, running

INSIDE, OUTSIDE, ALSO_OUTSIDE = "127.0.0.1", "127.0.4.1", "127.0.4.2"
LITERALS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "0",
    "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "127.0.0.1.",
    "localhost", "LOCALHOST", "dalam.test", "169.254.169.254", "%31%32%37.0.0.1", "１２７.０.０.１",
]  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Outcome, dict[str, Site]]]:
    with ExitStack() as stack:
        inside = stack.enter_context(running({"*": "rahasia"}, INSIDE))
        pages: dict[str, Any] = {
            f"/ke/{number}": (302, {"Location": f"http://{host}:{inside.port}/rahasia"}, "")
            for number, host in enumerate(LITERALS)
        }
        outside = stack.enter_context(running(pages | {"*": "<p>berita</p>"}, OUTSIDE))
        odd = {"/robots.txt": (302, {"Location": inside.url("/robots.txt")}, ""), "*": "<p>berita</p>"}
        also = stack.enter_context(running(odd, ALSO_OUTSIDE))
        urls = [
            *(f"http://{host}:{inside.port}/" for host in LITERALS),
            *(outside.url(path) for path in pages),
            outside.url("/berita"),
            f"http://luar.test:{outside.port}/berita",
            "http://kota.test/berita",
            also.url("/berita"),
            "file:///etc/passwd",
            "data:text/html,halo",
            "ftp://127.0.4.1/x",
            "http://127.0.4.1:22/",
            f"http://pengguna:sandi@{OUTSIDE}:{outside.port}/",
        ]
        outcome = crawl(
            tmp_path_factory.mktemp("guard"),
            urls,
            scrapy={"RETRY_TIMES": 0},
            allow_addresses=[f"{OUTSIDE}/32", f"{ALSO_OUTSIDE}/32"],
            resolve={
                "dalam.test": INSIDE,
                "luar.test": OUTSIDE,
                "kota.test": f"{OUTSIDE}:{outside.port}",
            },
        )
        yield outcome, {"inside": inside, "outside": outside, "also": also}


def test_nothing_arrives_inside(crawled: tuple[Outcome, dict[str, Site]]) -> None:
    assert crawled[1]["inside"].seen == []


def test_allowed_addresses_and_the_table_of_names_work(crawled: tuple[Outcome, dict[str, Site]]) -> None:
    outcome, sites = crawled
    port = sites["outside"].port
    assert {page["url"] for page in outcome.pages} == {
        sites["outside"].url("/berita"),
        f"http://luar.test:{port}/berita",
        "http://kota.test/berita",
    }
    assert {request.host for request in sites["outside"].seen} >= {f"luar.test:{port}", "kota.test"}


def test_every_refusal_has_its_reason(crawled: tuple[Outcome, dict[str, Site]]) -> None:
    outcome, sites = crawled
    reasons = {failure["url"]: failure["reason"] for failure in outcome.failures}
    inside = [reason for url, reason in reasons.items() if f":{sites['inside'].port}/" in url]
    assert set(inside) <= {"address", "unknown-host"}
    assert inside.count("address") >= len(LITERALS)
    assert reasons[sites["also"].url("/berita")] == "address"
    refused = outcome.refused()
    assert refused["scheme"] == 3
    assert refused["port"] == refused["credentials"] == 1


def test_a_refused_address_is_not_asked_again(crawled: tuple[Outcome, dict[str, Site]]) -> None:
    assert "retry/count" not in crawled[0].stats
