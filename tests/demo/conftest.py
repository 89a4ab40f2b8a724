"""A world for the tests of the demo, and a small client that asks it by host name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage

import pytest

from crawler.demo.world import World, running_world


@dataclass(frozen=True)
class Reply:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


Ask = Callable[..., Reply]


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as running:
        yield running


@pytest.fixture
def ask(world: World) -> Ask:
    def get(slug: str, path: str, **headers: str) -> Reply:
        site = world.sites[slug]
        connection = HTTPConnection(site.address, world.port, timeout=10)
        named = {"Host": f"{site.host}:{world.port}"} | {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request("GET", path, headers=named)
        response = connection.getresponse()
        try:
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    return get
