"""The walk through lists: each address once, each list to its own end."""

import pytest

from crawler.discovery import walk
from crawler.discovery.asks import Ask, Found
from crawler.discovery.links import Link
from crawler.discovery.walk import Walk
from tests.discovery.kit import SITE, aim

LISTS = {"listings": [f"{SITE}/daerah", f"{SITE}/hukum"]}


def page(ask: Ask, *paths: str) -> Found:
    """A page of a list that always names a next one."""
    following = Ask("listing", f"{ask.url.partition('?')[0]}?page={ask.page + 1}", ask.page + 1)
    return Found(tuple(Link(SITE + path) for path in paths), more=(following,))


def walked(shown: dict[str, list[str]], known: frozenset[str] = frozenset()) -> list[str]:
    """The addresses that are asked, where each shows the given paths and all others the same."""
    asked = []
    steps = Walk(aim(discover=LISTS))
    for ask in steps:
        asked.append(ask.url.removeprefix(SITE))
        steps.learn(ask, page(ask, *shown.get(asked[-1], ["/sama"])), known)
    return asked


def test_a_list_ends_where_it_shows_nothing_that_it_has_not_shown() -> None:
    shown = {"/daerah": ["/a", "/b"], "/daerah?page=2": ["/c"], "/daerah?page=3": ["/a", "/c"]}
    assert walked(shown)[:3] == ["/daerah", "/daerah?page=2", "/daerah?page=3"]
    assert "/daerah?page=4" not in walked(shown)


def test_what_another_list_has_shown_ends_none() -> None:
    shown = {
        "/daerah": ["/a"],
        "/daerah?page=2": ["/a"],
        "/hukum": ["/a"],
        "/hukum?page=2": ["/b"],
        "/hukum?page=3": [],
    }
    assert walked(shown) == ["/daerah", "/daerah?page=2", "/hukum", "/hukum?page=2", "/hukum?page=3"]


def test_known_links_end_a_list() -> None:
    assert walked({"/daerah": ["/a"], "/hukum": ["/a"]}, frozenset({f"{SITE}/a"})) == ["/daerah", "/hukum"]


def test_all_lists_together_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_ASKS", 5)
    endless = {f"/daerah?page={number}": [f"/artikel-{number}"] for number in range(2, 99)}
    assert len(walked({**endless, "/daerah": ["/a"]})) == 5
