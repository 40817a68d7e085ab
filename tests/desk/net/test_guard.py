"""No address but a public one is ever connected to, whichever way it is written."""

import ipaddress

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.desk.net.guard import CLOSED_V4, Allowed, Forbidden, GuardedBackend, is_public, resolve

CLOSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808",
    "2002:7f00:1::", "2002:c0a8:101::1", "2002:808:808::1", "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
    "2600:1f18::5efe:7f00:1", "2600:1f18::200:5efe:a00:1", "", "localhost", "127.1", "0x7f000001", "1.1.1.1\n",
]  # fmt: skip
OPEN = ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4007::1", "64:ff9b::808:808"]

v4 = st.ip_addresses(v=4)
closed_v4 = st.sampled_from(CLOSED_V4).flatmap(lambda network: st.ip_addresses(v=4, network=network))


def connect(host: str, port: int, found: list[str], allowed: str = "") -> None:
    backend = GuardedBackend(Allowed.parse(allowed), lambda *_: found, lambda: 0.0, 1.0)
    backend.connect_tcp(host, port).close()


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not_public_are_closed(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_public_addresses_are_open(address: str) -> None:
    assert is_public(address)


@given(v4)
def test_what_python_calls_private_is_closed(address: ipaddress.IPv4Address) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=6))
def test_what_python_calls_private_is_closed_in_ipv6_too(address: ipaddress.IPv6Address) -> None:
    if is_public(str(address)):
        assert not (address.is_private or address.is_multicast or address.is_loopback or address.is_link_local)


@given(closed_v4, st.integers(0, 2**80 - 1), st.integers(0, 2**64 - 1))
def test_a_closed_address_stays_closed_inside_another(address: ipaddress.IPv4Address, rest: int, network: int) -> None:
    number = int(address)
    for wrapped in (
        0xFFFF << 32 | number,  # v4-mapped
        number,  # v4-compatible
        0x64FF9B << 96 | number,  # NAT64
        0x2002 << 112 | number << 80 | rest,  # 6to4
        network << 64 | 0x5EFE << 32 | number,  # ISATAP
    ):
        assert not is_public(str(ipaddress.IPv6Address(wrapped)))


@given(st.text(max_size=40))
def test_what_is_no_address_is_closed(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        assert not is_public(text)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "169.254.169.254", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_not_connected_to(address: str) -> None:
    with pytest.raises(Forbidden, match="not in the public internet"):
        connect("news.example", 80, [address])


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 0])
def test_ports_that_are_not_of_the_web_are_closed(port: int) -> None:
    with pytest.raises(Forbidden, match=f"port {port}"):
        connect("news.example", port, ["1.1.1.1"])


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "017700000001", "localhost"])
def test_however_this_machine_is_spelt_it_is_not_connected_to(host: str) -> None:
    with pytest.raises((Forbidden, httpcore.ConnectError)):
        GuardedBackend(Allowed(), resolve, lambda: 0.0, 5.0).connect_tcp(host, 80)


def test_sockets_of_the_machine_are_closed() -> None:
    with pytest.raises(Forbidden):
        GuardedBackend(Allowed.parse("localhost"), resolve, lambda: 0.0, 1.0).connect_unix_socket("/run/x.sock")


def test_a_name_without_an_address_is_a_failure() -> None:
    with pytest.raises(httpcore.ConnectError):
        connect("news.lan", 80, [], allowed="news.lan")


def test_no_time_left_is_no_connection() -> None:
    backend = GuardedBackend(Allowed(), lambda *_: ["1.1.1.1"], lambda: 2.0, 1.0)
    with pytest.raises(httpcore.ConnectTimeout):
        backend.connect_tcp("news.example", 80)


def test_the_operator_opens_hosts_by_name_number_and_port() -> None:
    allowed = Allowed.parse("News.LAN., 10.0.0.7:8080  [::1]:80,fd00::5")
    assert ("news.lan", 1) in allowed
    assert ("NEWS.lan.", 443) in allowed
    assert ("10.0.0.7", 8080) in allowed
    assert ("10.0.0.7", 80) not in allowed
    assert ("::1", 80) in allowed
    assert ("fd00::5", 99) in allowed
    assert ("sub.news.lan", 80) not in allowed
    assert ("", 80) not in Allowed.parse("")


@pytest.mark.parametrize("text", ["http://news.lan", "news.lan:x", "news.lan:99999", "10.0.0.0/8", ":80", "[::1]x"])
def test_what_is_no_host_cannot_be_opened(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Allowed.parse(text)
