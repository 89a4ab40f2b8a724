"""How the world can be told to fail, as real sites do: by site, path and number of times."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from threading import Lock

from aiohttp import web

CAPTCHA = (
    "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser before accessing this site</h1>"
    '<div id="challenge-form"><noscript>Enable JavaScript and cookies to continue</noscript></div></body></html>'
)
BIG_BYTES = 20_000_000


@dataclass(slots=True)
class Fault:
    """One failure: `how` is a status or a name of `WAYS`; `path` a shell pattern; `times` null for always."""

    site: str
    how: str
    path: str = "*"
    times: int | None = None
    seconds: float = 5.0
    retry_after: str | None = None


class Faults:
    """The failures that are switched on; the first that fits a request is spent on it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._on: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Switches a failure on."""
        if fault.how not in WAYS and not fault.how.isdecimal():
            raise ValueError(f"no such failure: {fault.how}; known: a status, {', '.join(WAYS)}")
        with self._lock:
            self._on.append(fault)

    def clear(self) -> None:
        """Switches every failure off."""
        with self._lock:
            self._on.clear()

    def take(self, site: str, path: str) -> Fault | None:
        """The failure for a request, counted; None when the site shall answer well."""
        with self._lock:
            for fault in self._on:
                if fault.site == site and fault.times != 0 and fnmatchcase(path, fault.path):
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None


async def fail(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    """The response, or the broken connection, that the failure asks for."""
    if fault.how.isdecimal():
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        return web.Response(
            status=int(fault.how), text=f"<h1>{fault.how}</h1>", content_type="text/html", headers=headers
        )
    return await WAYS[fault.how](fault, request, healthy)


async def _reset(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return healthy


async def _slow(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    await asyncio.sleep(fault.seconds)
    return healthy


async def _truncated(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    """Promises the whole body and closes the connection after half of it."""
    body = healthy.body if isinstance(healthy.body, bytes) else b""
    response = web.StreamResponse(status=healthy.status, headers=healthy.headers)
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return response


async def _captcha(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    return web.Response(status=403, text=CAPTCHA, content_type="text/html", headers={"Server": "cloudflare"})


async def _challenge(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    return web.Response(text=CAPTCHA, content_type="text/html")


async def _empty(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    return web.Response(text="", content_type="text/html")


async def _not_html(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    return web.Response(body=b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", content_type="application/pdf")


async def _big(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    paragraph = b"<p>" + b"berita " * 100 + b"</p>\n"
    return web.Response(body=b"<html><body>" + paragraph * (BIG_BYTES // len(paragraph)), content_type="text/html")


async def _moved(fault: Fault, request: web.Request, healthy: web.Response) -> web.StreamResponse:
    """Leads to another site."""
    return web.Response(status=302, headers={"Location": "http://lain.test/pindah"})


WAYS: dict[str, Callable[[Fault, web.Request, web.Response], Awaitable[web.StreamResponse]]] = {
    "reset": _reset,
    "slow": _slow,
    "truncated": _truncated,
    "captcha": _captcha,
    "challenge": _challenge,
    "empty": _empty,
    "moved": _moved,
    "not-html": _not_html,
    "big": _big,
}
