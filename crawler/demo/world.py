"""Starts the bundled world beside the program that wants it, and hands out its controls."""

import asyncio
import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiohttp import web

from crawler.demo.faults import Fault
from crawler.demo.model import Item, Site
from crawler.demo.server import Seen, Served, application
from crawler.demo.state import State
from crawler.demo.stories import demo_file, item_of, items, sites
from pipelines.errors import LapaswireError

NETWORK = "127.0.10.0/24"
START_SECONDS = 10
ATTEMPTS = 5


class WorldError(LapaswireError):
    """The world could not start; the message says why."""


@dataclass(frozen=True, slots=True)
class World:
    """The running world: where its sites are, what they hold, what they were asked, and how to change them."""

    served: Served

    @property
    def port(self) -> int:
        """The one port of all sites."""
        return self.served.port

    @property
    def sites(self) -> dict[str, Site]:
        """All sites by slug."""
        return {site.slug: site for site in self.served.hosts.values()}

    @property
    def items(self) -> list[Item]:
        """Everything published now; each item's `truth` says what a perfect reader finds."""
        return list(self.served.state.items.values())

    @property
    def log(self) -> list[Seen]:
        """Every request so far, in the order in which the answers were ready."""
        return list(self.served.log)

    def requests(self, site: str | None = None) -> list[Seen]:
        """The requests to one site, or to all."""
        return [seen for seen in self.log if site is None or seen.site == site]

    def forget_log(self) -> None:
        """Empties the log, for instance between two runs."""
        self.served.log.clear()

    def base(self, site: str) -> str:
        """The address of a site without a final slash."""
        return f"http://{self.sites[site].host}:{self.port}"

    def url(self, item: Item) -> str:
        """The address of an item."""
        return self.base(item.site) + item.path

    def on_topic(self) -> list[Item]:
        """The published items that a crawl must accept."""
        return [item for item in self.items if item.truth.on_topic]

    @property
    def resolve(self) -> dict[str, str]:
        """Host name to address, for the setting `resolve`."""
        return {site.host: site.address for site in self.sites.values()}

    def environment(self, data_dir: Path) -> dict[str, str]:
        """The settings under which a program crawls this world into `data_dir`, with its source files written there."""
        return {
            "LAPASWIRE_DATA_DIR": str(data_dir),
            "LAPASWIRE_SOURCES_DIR": str(self.write_sources(data_dir / "sources")),
            "LAPASWIRE_RESOLVE": json.dumps(self.resolve),
            "LAPASWIRE_ALLOW_ADDRESSES": json.dumps([NETWORK]),
            "LAPASWIRE_BUNDLED_SOURCES": "false",
            "LAPASWIRE_DELAY": "0",
        }

    def write_sources(self, folder: Path) -> Path:
        """Writes the sites' source files, with the port of this world in their addresses; gives the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for site in self.sites.values():
            text = demo_file("sources", f"{site.slug}.toml").read_text(encoding="utf-8")
            written = text.replace(f"http://{site.host}", self.base(site.slug))
            (folder / f"{site.slug}.toml").write_text(written, encoding="utf-8")
        return folder

    def fail(self, site: str, how: str, **more: Any) -> None:
        """Makes a site fail; see `Fault` for what can be told."""
        self.served.faults.add(Fault(site, how, **more))

    def heal(self) -> None:
        """Ends all failures."""
        self.served.faults.clear()

    def publish(self, story: dict[str, Any], copy: dict[str, Any]) -> Item:
        """Publishes one more copy of a story, both written as in the files under `articles/`."""
        item = item_of(story, copy, self.served.state.next_number())
        self.served.state.add(item)
        return item

    def edit(self, item: Item, modified: datetime, **changes: Any) -> Item:
        """Changes fields of a published item."""
        return self.served.state.edit(item, modified, **changes)

    def remove(self, item: Item) -> None:
        """Takes an item down; its address answers 410 from now on."""
        self.served.state.remove(item)


@contextmanager
def running_world(port: int = 0) -> Iterator[World]:
    """The world while the block runs, on `port` or a free one; raises WorldError when it cannot start."""
    with ExitStack() as stack:
        table = sites()
        sockets = _listen([site.address for site in table.values()], port)
        for listening in sockets:
            stack.callback(listening.close)
        hosts = {site.host: site for site in table.values()}
        served = Served(hosts, State.of(items()), port=sockets[0].getsockname()[1])
        stack.enter_context(_serving(served, sockets))
        yield World(served)


def _listen(addresses: list[str], port: int) -> list[socket.socket]:
    """One listening socket an address, all on one port; a free one may be taken elsewhere, then another is tried."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _listen_once(addresses, port)
        except OSError as error:
            if port or attempt == ATTEMPTS:
                why = os.strerror(error.errno) if error.errno else str(error)
                raise WorldError(
                    f"the demo sites cannot listen on {addresses[0]}:{port}: {why}; try another port"
                ) from error
    raise AssertionError("unreachable")


def _listen_once(addresses: list[str], port: int) -> list[socket.socket]:
    with ExitStack() as undo:
        sockets: list[socket.socket] = []
        for address in addresses:
            sockets.append(undo.enter_context(socket.create_server((address, port))))
            port = sockets[0].getsockname()[1]
        undo.pop_all()
        return sockets


@contextmanager
def _serving(served: Served, sockets: list[socket.socket]) -> Iterator[None]:
    """Serves from a thread of its own until the block ends."""
    loop, ready = asyncio.new_event_loop(), Event()

    async def start() -> web.AppRunner:
        runner = web.AppRunner(application(served), access_log=None, shutdown_timeout=1)
        await runner.setup()
        for listening in sockets:
            await web.SockSite(runner, listening).start()
        return runner

    def serve() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = Thread(target=serve, name="demo-world", daemon=True)
    thread.start()
    if not ready.wait(START_SECONDS):
        raise WorldError(f"the demo sites did not start within {START_SECONDS} seconds")
    try:
        yield
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(START_SECONDS)
