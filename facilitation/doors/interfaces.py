"""This machine's own addresses in its networks: at which of them a phone could ask for a page, the likeliest first."""

import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

import psutil

KINDS = ("hall", "network", "unassigned", "inside", "tunnel", "here")
"""Kinds of networks, in the order in which phones are likely to be there: the one by which this machine goes out; any
other; one that gave no address (169.254.…), so that the machine chose one itself; one between programs on this machine;
a VPN; this machine alone."""
TUNNELS = ("tun", "tap", "utun", "wg", "ppp", "ipsec", "tailscale", "zt", "nordlynx", "proton", "gpd", "cscotun", "vpn")
"""How the names of VPNs' interfaces begin."""
INSIDE = (
    *("docker", "br-", "veth", "virbr", "vmnet", "vnic", "vboxnet", "vethernet"),
    *("lxc", "lxdbr", "cni", "flannel", "podman"),
)
"""How the names of interfaces begin that lead to containers and virtual machines on this machine."""
WIRELESS = ("wl", "ath", "ra")
"""How the names of WiFi interfaces begin; of two networks alike the phones are rather there."""
OUTSIDE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses kept for documentation, to which nothing is sent: who is on the way to them is on the way out."""
LOOPBACK = {socket.AF_INET: "127.0.0.1", socket.AF_INET6: "::1"}


class Address(NamedTuple):
    """An address of this machine. `interface` is its network's name here, `kind` one of KINDS."""

    host: str
    interface: str
    kind: str


def all_here(families: tuple[socket.AddressFamily, ...]) -> list[Address]:
    """Return this machine's addresses that a link can hold; the loopback one only where there is no other."""
    stats = psutil.net_if_stats()
    ways_out = {family: _way_out(family) for family in families}
    found = [
        (families.index(one.family), Address(one.address, name, _kind(name, one.address, stats.get(name), ways_out)))
        for name, several in psutil.net_if_addrs().items()
        if name not in stats or stats[name].isup
        for one in several
        if one.family in families and _is_for_links(one.address)
    ]
    found.sort(key=_likely)
    return [address for _, address in found] or [here(LOOPBACK[families[0]])]


def here(host: str) -> Address:
    """Return an address that only this machine itself reaches."""
    return Address(host, "", "here")


def is_own(host: str) -> bool:
    """Tell whether an address is this machine's, as the other end of a connection is known by it."""
    address = plain(host)
    if address is None:
        return False
    return address.is_loopback or any(
        plain(one.address) == address for several in psutil.net_if_addrs().values() for one in several
    )


@lru_cache(256)
def plain(host: str) -> IPv4Address | IPv6Address | None:
    """Return an address without its zone, an IPv4 one as such where a socket for both tells it as IPv6.

    None for names.
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_loopback(host: str) -> bool:
    """Tell whether an address or a name is this machine's for itself alone."""
    address = plain(host)
    return address.is_loopback if address is not None else f".{host.rstrip('.')}".endswith(".localhost")


def _is_for_links(host: str) -> bool:
    address = plain(host)
    if address is None or address.is_loopback or address.is_unspecified:
        return False
    return isinstance(address, IPv4Address) or not address.is_link_local  # it would need a zone, which no link has


def _kind(name: str, host: str, stats: object, ways_out: dict[socket.AddressFamily, str | None]) -> str:
    flags = str(getattr(stats, "flags", ""))
    if name.lower().startswith(TUNNELS) or "pointopoint" in flags:
        return "tunnel"
    if name.lower().startswith(INSIDE):
        return "inside"
    address = plain(host)
    if address is not None and address.is_link_local:
        return "unassigned"
    return "hall" if host in ways_out.values() else "network"


def _likely(found: tuple[int, Address]) -> tuple[int, int, bool, str, str]:
    family, address = found
    return (
        KINDS.index(address.kind),
        family,
        not address.interface.startswith(WIRELESS),
        address.interface,
        address.host,
    )


def _way_out(family: socket.AddressFamily) -> str | None:
    """Return the address by which this machine goes out; connecting a UDP socket finds it and sends nothing."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((OUTSIDE[family], 9))
            return str(probe.getsockname()[0])
    except OSError:
        return None
