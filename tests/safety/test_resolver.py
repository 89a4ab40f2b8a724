"""The resolver lets nothing through that is not public, whatever names answer, and however often they change it."""

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.safety.addresses import networks
from crawler.safety.resolver import GuardedResolver


class FakeReactor:
    """Answers names from a list, one answer after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for host in self.answers.pop(0):
            kind: Any = IPv6Address if ":" in host else IPv4Address
            receiver.addressResolved(kind("TCP", host, port))
        receiver.resolutionComplete()


def lookup(resolver: GuardedResolver, host: str) -> list[str]:
    found: list[list[str]] = []
    resolver.lookup(host).addCallback(found.append)
    return found[0]


def test_private_answers_are_held_back_and_remembered() -> None:
    resolver = GuardedResolver(FakeReactor(["10.0.0.1", "::1"]), {}, ())
    assert lookup(resolver, "contoh.id") == []
    assert resolver.refused["contoh.id"] == ("10.0.0.1", "::1")


def test_of_mixed_answers_the_public_ones_pass() -> None:
    resolver = GuardedResolver(FakeReactor(["10.0.0.1", "8.8.8.8"]), {}, ())
    assert lookup(resolver, "contoh.id") == ["8.8.8.8"]
    assert "contoh.id" not in resolver.refused


def test_rebinding_gains_nothing() -> None:
    resolver = GuardedResolver(FakeReactor(["8.8.8.8"], ["127.0.0.1"], ["8.8.8.8"]), {}, ())
    assert [lookup(resolver, "ubah.id") for _ in range(3)] == [["8.8.8.8"], [], ["8.8.8.8"]]


def test_unknown_names_are_not_refused_ones() -> None:
    resolver = GuardedResolver(FakeReactor([]), {}, ())
    assert lookup(resolver, "tiada.id") == []
    assert not resolver.refused


@pytest.mark.parametrize(
    ("place", "host", "port"),
    [
        ("8.8.8.8", "8.8.8.8", 80),
        ("8.8.8.8:8080", "8.8.8.8", 8080),
        ("[2404::1]:81", "2404::1", 81),
        ("2404::1", "2404::1", 80),
    ],
)
def test_the_table_comes_before_the_names(place: str, host: str, port: int) -> None:
    seen: list[Any] = []

    class Receiver:
        resolutionBegan = resolutionComplete = staticmethod(lambda *_: None)  # noqa: N815
        addressResolved = staticmethod(seen.append)  # noqa: N815

    GuardedResolver(FakeReactor(), {"Contoh.id": place}, ()).resolveHostName(Receiver(), "contoh.ID.", 80)
    assert (seen[0].host, seen[0].port) == (host, port)


def test_the_table_opens_no_door() -> None:
    table = {"contoh.id": "127.0.0.1"}
    assert lookup(GuardedResolver(FakeReactor(), table, ()), "contoh.id") == []
    assert lookup(GuardedResolver(FakeReactor(), table, networks(["127.0.0.1"])), "contoh.id") == ["127.0.0.1"]


@pytest.mark.parametrize("place", ["contoh.id", "8.8.8", "8.8.8.8:web", ""])
def test_a_wrong_table_is_told(place: str) -> None:
    with pytest.raises(ValueError):
        GuardedResolver(FakeReactor(), {"a.id": place}, ())
