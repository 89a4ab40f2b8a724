"""Small real servers on loopback for the tests of fetching."""

import asyncio
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Seen:
    """One request as the server saw it."""

    at: float
    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """A running server: `pages` maps paths to handlers, bodies, or (status, headers, body)."""

    address: str
    pages: dict[str, object]
    port: int = 0
    seen: list[Seen] = field(default_factory=list)

    def url(self, path: str, host: str | None = None) -> str:
        return f"http://{host or self.address}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.seen]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(Seen(time.monotonic(), request.host, request.path_qs, dict(request.headers)))
        page = self.pages.get(request.path_qs, self.pages.get(request.path, self.pages.get("*")))
        if callable(page):
            return await page(request)  # type: ignore[no-any-return]
        if page is None:
            return web.Response(status=404, text="tidak ada")
        if isinstance(page, tuple):
            status, headers, body = page
            return web.Response(status=status, headers=headers, body=_bytes(body))
        return web.Response(body=_bytes(page), content_type="text/html")


def _bytes(body: object) -> bytes:
    return body if isinstance(body, bytes) else str(body).encode()


async def _end(runner: web.AppRunner) -> None:
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await runner.cleanup()


@contextmanager
def running(pages: dict[str, object], address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serves `pages` on a free port of `address` in a thread of its own."""
    site = Site(address, pages)
    loop = asyncio.new_event_loop()

    async def start() -> web.AppRunner:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", site.answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        place = web.TCPSite(runner, address, 0, ssl_context=tls)
        await place.start()
        site.port = runner.addresses[0][1]
        return runner

    runner = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        asyncio.run_coroutine_threadsafe(_end(runner), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
