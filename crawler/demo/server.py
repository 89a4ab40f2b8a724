"""The one server of the world: host names to sites, revalidation, compression, charsets, failures, and the log."""

import gzip
import hashlib
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from aiohttp import web

from crawler.demo.answers import Answer, answer
from crawler.demo.faults import Faults, fail
from crawler.demo.model import Site
from crawler.demo.state import State

VISITOR = "<!--visitor-->"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as the site saw it; `at` counts seconds of the monotonic clock at its arrival, `size` bytes sent."""

    site: str
    host: str
    path: str
    at: float
    status: int
    agent: str
    conditional: bool
    size: int


@dataclass(slots=True)
class Served:
    """What the server works with: sites by host name, their state, failures, and the log that it writes."""

    hosts: dict[str, Site]
    state: State
    faults: Faults = field(default_factory=Faults)
    log: list[Seen] = field(default_factory=list)
    port: int = 0


def application(served: Served) -> web.Application:
    """The aiohttp application of the whole world."""

    async def handle(request: web.Request) -> web.StreamResponse:
        site = served.hosts.get(request.url.host or "")
        if site is None:
            return web.Response(status=404, text="no such host")
        at = time.monotonic()
        base = f"http://{site.host}:{served.port}"
        found = answer(served.state, site, request.path, request.query, base)
        found = counted(found, len(served.log))
        response: web.StreamResponse = wire(site, found, request)
        fault = served.faults.take(site.slug, request.path_qs)
        if fault:
            response = await fail(fault, request, wire(site, found, request))
        served.log.append(_seen(request, site, at, None if fault and fault.how == "reset" else response))
        return response

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    return app


def counted(found: Answer, visitors: int) -> Answer:
    """The answer with the number of the visitor, which some sites print on every page."""
    if isinstance(found.body, bytes):
        return found
    return replace(found, body=found.body.replace(VISITOR, str(visitors)))


def wire(site: Site, found: Answer, request: web.Request) -> web.Response:
    """The answer as bytes with its headers; 304 when the caller's copy still holds."""
    body = _bytes(site, found)
    headers = {"Server": "nginx", "Content-Type": _content_type(site, found), **dict(found.headers)}
    headers |= _validators(site, found, body)
    if found.status == 200 and _unchanged(request, headers):
        return web.Response(status=304, headers=headers)
    if site.gzip and "gzip" in request.headers.get("Accept-Encoding", ""):
        body = gzip.compress(body, mtime=0)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return web.Response(status=found.status, body=body, headers=headers)


def _bytes(site: Site, found: Answer) -> bytes:
    if isinstance(found.body, bytes):
        return found.body
    return found.body.encode(site.charset if found.media_type == "text/html" else "utf-8", "xmlcharrefreplace")


def _content_type(site: Site, found: Answer) -> str:
    """Only sites in UTF-8 tell their charset in the header, as old systems leave it to the page."""
    told = site.charset == "utf-8" and found.media_type.startswith(("text/", "application/json"))
    return f"{found.media_type}; charset=UTF-8" if told else found.media_type


def _validators(site: Site, found: Answer, body: bytes) -> dict[str, str]:
    headers = {}
    if site.validators in {"both", "etag"}:
        headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    if site.validators in {"both", "last-modified"} and found.modified:
        headers["Last-Modified"] = format_datetime(found.modified.astimezone(UTC), usegmt=True)
    return headers


def _unchanged(request: web.Request, headers: dict[str, str]) -> bool:
    """If-None-Match counts before If-Modified-Since (RFC 9110, 13.2.2)."""
    if known := request.headers.get("If-None-Match"):
        return headers.get("ETag") in {tag.strip() for tag in known.split(",")}
    since = request.headers.get("If-Modified-Since")
    return bool(since and "Last-Modified" in headers) and _instant(headers["Last-Modified"]) <= _instant(since or "")


def _instant(text: str) -> datetime:
    return parsedate_to_datetime(text).astimezone(UTC)


def _seen(request: web.Request, site: Site, at: float, response: web.StreamResponse | None) -> Seen:
    status, size = (response.status, response.content_length or 0) if response else (0, 0)
    conditional = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
    return Seen(
        site.slug, site.host, request.path_qs, at, status, request.headers.get("User-Agent", ""), conditional, size
    )
