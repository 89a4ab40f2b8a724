"""The only way from a host name to a connection: gives public addresses and what the settings allow, nothing else.

Twisted asks it for every connection, for names and literals in any spelling, for redirects too, and connects to the
very addresses it gives: a name that answers differently the second time gains nothing.
"""

import logging
from collections.abc import Sequence
from typing import Any, Self, cast

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.safety.addresses import Network, may_reach, networks

logger = logging.getLogger(__name__)

ALLOW_ADDRESSES = "LAPASWIRE_ALLOW_ADDRESSES"
RESOLVE = "LAPASWIRE_RESOLVE"


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        raise NotImplementedError


@implementer(IResolutionReceiver)
class _Sieve:
    """Hands on the addresses that may be reached, and remembers whether others were held back."""

    def __init__(self, receiver: Any, guard: "GuardedResolver", name: str) -> None:
        self.receiver, self.guard, self.name = receiver, guard, name
        self.passed = 0
        self.held_back: list[str] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        host = str(getattr(address, "host", ""))
        if may_reach(host, self.guard.allowed):
            self.passed += 1
            self.receiver.addressResolved(address)
        else:
            self.held_back.append(host)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self.held_back and not self.passed:
            logger.warning("%s leads to %s, which is not public", self.name, ", ".join(self.held_back))
            self.guard.refused[self.name] = tuple(self.held_back)
        else:
            self.guard.refused.pop(self.name, None)
        self.receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class _Collector:
    def __init__(self, done: "Deferred[list[str]]") -> None:
        self.done = done
        self.hosts: list[str] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self.hosts.append(str(getattr(address, "host", "")))

    def resolutionComplete(self) -> None:  # noqa: N802
        self.done.callback(self.hosts)


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's own resolver behind a table of names and a sieve of addresses.

    `table` maps host names to `address`, `address:port` or `[address]:port`; `allowed` are networks that may be
    reached though they are not public.
    """

    def __init__(self, reactor: Any, table: dict[str, str], allowed: tuple[Network, ...]) -> None:
        self.reactor = reactor
        self.table = {name.lower(): _target(place) for name, place in table.items()}
        self.allowed = allowed
        self.refused: dict[str, tuple[str, ...]] = {}
        before = reactor.nameResolver
        self.inner: Any = before.inner if isinstance(before, GuardedResolver) else before

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Made of the Scrapy settings LAPASWIRE_RESOLVE and LAPASWIRE_ALLOW_ADDRESSES."""
        settings = crawler.settings
        return cls(reactor, settings.getdict(RESOLVE), networks(settings.getlist(ALLOW_ADDRESSES)))

    def install_on_reactor(self) -> None:
        """Makes it the reactor's resolver."""
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 (Twisted's interface)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """See IHostnameResolver: tells `resolutionReceiver` the addresses of `hostName` that may be reached."""
        sieve = _Sieve(resolutionReceiver, self, hostName)
        known = self.table.get(hostName.lower().rstrip("."))
        if not known:
            answer: IHostResolution = self.inner.resolveHostName(
                sieve, hostName, portNumber, addressTypes, transportSemantics
            )
            return answer
        resolution = cast(IHostResolution, _Resolution(hostName))
        sieve.resolutionBegan(resolution)
        host, port = known
        kind: Any = IPv6Address if ":" in host else IPv4Address
        sieve.addressResolved(kind("TCP", host, port or portNumber))
        sieve.resolutionComplete()
        return resolution

    def lookup(self, host: str) -> "Deferred[list[str]]":
        """The addresses of `host` that may be reached; none where it is unknown, or refused (see `refused`)."""
        done: Deferred[list[str]] = Deferred()
        self.resolveHostName(_Collector(done), host)
        return done


def guarded(crawler: Any, reactor: Any) -> GuardedResolver:
    """The guard of the reactor; put in place first where someone else has set the reactor up."""
    if not isinstance(reactor.nameResolver, GuardedResolver):
        GuardedResolver.from_crawler(crawler, reactor).install_on_reactor()
    return cast(GuardedResolver, reactor.nameResolver)


def _target(place: str) -> tuple[str, int | None]:
    """The address and port of `127.0.0.1`, `127.0.0.1:8080`, `::1` or `[::1]:8080`. Raises ValueError."""
    if place.startswith("["):
        host, _, port = place[1:].partition("]")
        port = port.removeprefix(":")
    elif place.count(":") == 1:
        host, _, port = place.partition(":")
    else:
        host, port = place, ""
    networks([host])
    return host, int(port) if port else None
