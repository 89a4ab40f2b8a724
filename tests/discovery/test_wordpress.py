"""WordPress' REST interface: whole posts, paging, searching, and what stands in its way."""

import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.discovery import plan, wordpress
from crawler.discovery.asks import Ask
from pipelines.records import WORDPRESS_POST
from tests.discovery.kit import SITE, aim, answer, told

ROOT = f"{SITE}/wp-json/"
TEXT = "<p>" + "Kalapas dan Kapolres bertemu di aula untuk membahas pengamanan bersama. " * 4 + "</p>"


def post(**more: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "link": f"{SITE}/kalapas-temui-kapolres/",
        "date": "2025-02-03T17:00:00",
        "date_gmt": "2025-02-03T10:00:00",
        "modified_gmt": "2025-02-04T10:00:00",
        "title": {"rendered": "Kalapas temui Kapolres &#8211; bahas keamanan"},
        "excerpt": {"rendered": "<p>Kalapas dan Kapolres bertemu [&hellip;]</p>"},
        "content": {"rendered": TEXT, "protected": False},
        "_embedded": {"wp:term": [[{"name": "Hukum"}], [{"name": "lapas"}]]},
        **more,
    }


def ask(page: int = 1) -> Ask:
    return Ask("wordpress", wordpress.address(ROOT, aim(), page=str(page)), page)


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_a_post_is_a_page_of_its_own() -> None:
    (link,) = told("wordpress", json.dumps([post()])).links
    assert (link.title, link.tags) == ("Kalapas temui Kapolres – bahas keamanan", ("Hukum", "lapas"))
    assert link.published_at == datetime(2025, 2, 3, 10, tzinfo=UTC)
    assert link.modified_at == datetime(2025, 2, 4, 10, tzinfo=UTC)
    assert link.page and link.page.media_type == WORDPRESS_POST
    assert json.loads(link.page.body)["content"]["rendered"] == TEXT
    assert link.page.url == link.url and link.page.hints == link.hints()


@pytest.mark.parametrize(
    "content",
    [
        {"rendered": TEXT, "protected": True},
        {"rendered": "<p>Pendek.</p>", "protected": False},
        {"rendered": TEXT.replace("</p>", "… Selengkapnya</p>"), "protected": False},
        {"rendered": f"[vc_row][vc_column]{TEXT}[/vc_column][/vc_row]", "protected": False},
        None,
    ],
)
def test_cut_protected_and_unrendered_posts_are_links_alone(content: Any) -> None:
    (link,) = told("wordpress", json.dumps([post(content=content)])).links
    assert link.page is None


def test_a_draft_date_falls_back_to_the_sites_own_clock() -> None:
    body = json.dumps([post(date_gmt="0000-00-00T00:00:00")])
    (link,) = told("wordpress", body, aim(region="Maluku")).links
    assert link.published_at and link.published_at.isoformat() == "2025-02-03T17:00:00+09:00"


def test_pages_follow_until_the_last() -> None:
    body = json.dumps([post()])
    found = plan.read(ask(), answer(body, X_WP_TotalPages="2"), aim())
    assert asked(found.more[0].url)["page"] == "2" and asked(found.more[0].url)["per_page"] == "100"
    assert plan.read(ask(2), answer(body, X_WP_TotalPages="2"), aim()).more == ()
    assert plan.read(ask(), answer(body), aim()).more == ()
    full = json.dumps([post(link=f"{SITE}/artikel-nomor-{number}/") for number in range(100)])
    assert len(plan.read(ask(), answer(full), aim()).more) == 1


def test_a_page_past_the_end_is_no_fault() -> None:
    refusal = answer('{"code":"rest_post_invalid_page_number"}', status=400)
    assert plan.read(ask(9), refusal, aim()) == plan.Found()


def test_a_routine_run_asks_for_what_is_new_and_for_what_changed_since_the_last() -> None:
    asks = wordpress.asks(ROOT, aim(last_run=datetime(2025, 5, 20, 3, tzinfo=UTC)))
    new, changed = (asked(each.url) for each in asks)
    assert new["after"] == changed["modified_after"] == "2025-05-20T02:00:00Z"  # an hour of overlap
    assert "modified_after" not in new and "after" not in changed and "search" not in new
    assert all(each.for_this_run for each in asks)


def test_going_back_asks_a_search_for_each_word() -> None:
    asks = wordpress.asks(ROOT, aim(since=date(2024, 1, 1), region="Bali"))
    assert [asked(each.url)["search"] for each in asks] == ["lapas", "rutan"]
    assert {asked(each.url)["after"] for each in asks} == {"2023-12-31T16:00:00Z"}  # midnight in Bali


def test_a_topical_site_is_taken_whole() -> None:
    (only,) = wordpress.asks(ROOT, aim(since=date(2024, 1, 1), topical=True))
    assert "search" not in asked(only.url)


def test_a_closed_interface_falls_back_step_by_step() -> None:
    closed = answer('{"code":"rest_disabled"}', status=403)
    found = plan.read(ask(), closed, aim())
    (second,) = found.children
    assert urlsplit(second.url).path == "/" and asked(second.url)["rest_route"] == "/wp/v2/posts"
    assert asked(second.url)["per_page"] == "100" and "HTTP 403" in found.issues[0]
    (third,) = plan.read(second, closed, aim()).children
    assert (third.way, third.url) == ("home", SITE)


@pytest.mark.parametrize("body", ["<html>Masuk dahulu</html>", '{"code": "x"}', "[1, 2]", "", "[{"])
def test_what_is_no_list_of_posts_falls_back(body: str) -> None:
    found = plan.read(ask(), answer(body), aim())
    assert found.issues and found.children


def test_words_printed_around_the_list_are_skipped() -> None:
    assert len(told("wordpress", f"<br />Warning: pluginku.php\n{json.dumps([post()])}\n<!-- cache -->").links) == 1


def test_the_form_without_permalinks_keeps_its_own_route() -> None:
    url = wordpress.address(f"{SITE}/?rest_route=/", aim())
    assert asked(url)["rest_route"] == "/wp/v2/posts" and wordpress.without_permalinks(url) is None


def test_a_busy_site_is_left_alone() -> None:
    assert plan.read(ask(), answer("", status=429), aim()).children == ()
