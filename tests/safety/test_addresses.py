"""Which network addresses may be reached."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.safety.addresses import may_reach, networks

PRIVATE = (
    "127.0.0.1 127.255.255.254 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 "
    "255.255.255.255 224.0.0.1 239.1.1.1 240.0.0.1 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.9 "
    "192.88.99.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 "
    "::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b:1::1 2002:7f00:1:: 2002:0a00:0001::1 "
    "2001::1 2001:0:4136:e378:8000:63bf:80ff:fffe"
)
PUBLIC = "8.8.8.8 36.86.63.182 103.10.66.1 2001:4860:4860::8888 2404:6800:4003::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8"


@pytest.mark.parametrize("address", PRIVATE.split(" "))
def test_private_addresses_are_out_of_reach(address: str) -> None:
    assert not may_reach(address)


@pytest.mark.parametrize("address", PUBLIC.split(" "))
def test_public_addresses_may_be_reached(address: str) -> None:
    assert may_reach(address)


@pytest.mark.parametrize(
    ("address", "reached"),
    [("127.0.0.5", True), ("127.0.1.5", False), ("::ffff:127.0.0.5", True), ("64:ff9b::7f00:5", True), ("::1", False)],
)
def test_allowed_networks(address: str, reached: bool) -> None:
    assert may_reach(address, networks(["127.0.0.0/24"])) is reached


@given(st.ip_addresses(v=4))
def test_no_spelling_in_ipv6_opens_what_is_closed_in_ipv4(address: IPv4Address) -> None:
    number = int(address)
    spellings = [
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address(int(IPv6Address("64:ff9b::")) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
    ]
    for spelling in spellings:
        assert may_reach(str(spelling)) <= may_reach(str(address))


@given(st.ip_addresses(network=ip_network("fc00::/7")) | st.ip_addresses(network=ip_network("10.0.0.0/8")))
def test_private_networks_are_closed_throughout(address: IPv4Address | IPv6Address) -> None:
    assert not may_reach(str(address))


def test_a_wrong_network_is_named() -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.300"):
        networks(["127.0.0.300/8"])
