"""Alerts go out on a change into or out of trouble only, in one digest, and a dead channel is told, not raised."""

import json
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer

from crawler.monitor.alerts import digest, send, state_changes
from crawler.monitor.health import Health, State

NOW = datetime(2025, 3, 1, tzinfo=UTC)


def health(state: State) -> Health:
    return Health(state, NOW, "seen so")


@pytest.mark.parametrize(
    ("before", "state", "told"),
    [
        ("fine", "broken", True),
        ("broken", "blocked", True),
        ("blocked", "fine", True),
        ("fine", "quiet", False),
        ("never tried", "fine", False),
        ("broken", "broken", False),
    ],
)
def test_what_is_worth_telling(before: str, state: State, told: bool) -> None:
    assert bool(state_changes({"contoh": before}, {"contoh": health(state)})) == told


def test_one_digest_reaches_a_channel_and_a_dead_channel_is_named_without_its_secrets(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/alert", method="POST").respond_with_data("ok")
    changes = state_changes({"a": "fine", "b": "silent"}, {"a": health("gone"), "b": health("fine")})
    title, text = digest(changes)
    failed = send((f"json://localhost:{httpserver.port}/alert", "json://user:geheim@localhost:1/x"), title, text)
    assert failed == ("json://…",)
    message = json.loads(httpserver.log[0][0].get_data())
    assert "1 in trouble, 1 well again" in message["title"]
    assert "a: fine → gone" in message["message"]
    assert "b: silent → fine" in message["message"]


def test_many_sites_that_stop_answering_at_once_hint_at_our_own_network() -> None:
    hint = "own network"
    gone = {f"situs-{number}": health("failing" if number % 2 else "gone") for number in range(6)}
    assert hint in digest(state_changes({}, gone))[1]
    assert hint not in digest(state_changes({}, gone | {"situs-9": health("broken")}))[1]
    assert hint not in digest(state_changes({}, dict([*gone.items()][:2])))[1]
