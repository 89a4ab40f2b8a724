"""The download handler: a few requests at a time to one network address, however many sites live there."""

import asyncio
from time import monotonic
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future

from crawler.config import settings
from crawler.safety.refusals import refuse
from crawler.safety.resolver import guarded

LIFE_OF_ADDRESS = 60.0  # seconds

# One for each address and process: crawls of several sites that share a server share it.
_gates: dict[str, asyncio.Semaphore] = {}


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's own, behind the resolver's verdict (`address`) and the gate of the address."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        self.resolver = guarded(crawler, reactor)
        self._known: dict[str, tuple[str, float]] = {}
        self.most_at_once = settings().concurrent_per_address

    async def download_request(self, request: Request) -> Response:
        """The answer, once the address is known to be fit and has a free place."""
        address = await self._address(request)
        async with _gates.setdefault(address, asyncio.Semaphore(self.most_at_once)):
            return await super().download_request(request)

    async def _address(self, request: Request) -> str:
        """The first address of the host; the connection asks the guard again, so an old answer opens nothing."""
        host = urlsplit(request.url).hostname or ""
        address, known_until = self._known.get(host, ("", 0.0))
        if known_until > monotonic():
            return address
        addresses = await maybe_deferred_to_future(self.resolver.lookup(host))
        if not addresses:
            if behind := self.resolver.refused.get(host):
                refuse(self._crawler, request, "address", f"leads to {', '.join(behind)}, which is not public")
            raise CannotResolveHostError(f"no address is known for {host}")
        self._known[host] = addresses[0], monotonic() + LIFE_OF_ADDRESS
        return addresses[0]
