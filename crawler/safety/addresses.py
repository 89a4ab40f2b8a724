"""Which network addresses may be reached: the public internet, and what the settings allow beside it."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Networks that Python's registries count as global, though no news site can live there:
# translation and relay prefixes carry an IPv4 address inside (RFC 6052, 3056, 4291), site-local is RFC 3879.
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_NEVER = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("fec0::/10"))


def networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """The networks that `texts` name, such as `127.0.0.0/8`. Raises ValueError that quotes the wrong one."""
    return tuple(ip_network(text.strip(), strict=False) for text in texts)


def may_reach(text: str, allowed: Iterable[Network] = ()) -> bool:
    """Whether the address `text` is public, or lies in one of the `allowed` networks, with all it embeds."""
    return all(
        _is_public(address) or _is_in(address, allowed)
        for address in _layers(ip_address(text.split("%", maxsplit=1)[0]))
    )


def _layers(address: Address) -> Iterator[Address]:
    """The address itself, or the IPv4 addresses that an IPv6 one stands for."""
    if isinstance(address, IPv4Address):
        yield address
    elif inner := address.ipv4_mapped or address.sixtofour:
        yield inner
    elif address.teredo:
        yield from address.teredo
    elif (address in _NAT64 or address in _COMPATIBLE) and int(address) > 1:
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    else:
        yield address


def _is_public(address: Address) -> bool:
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special and not _is_in(address, _NEVER)


def _is_in(address: Address, nets: Iterable[Network]) -> bool:
    return any(address.version == net.version and address in net for net in nets)
