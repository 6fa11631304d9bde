"""Requests are answered in turn: one of each person, and news and orders of screens are heard after each.

A page takes ten milliseconds or more in which nobody else is heard. Hundreds that are asked for at the same moment, by
a hall that scans its codes or by one laptop, were made one after the other, and every order waited for all of them.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from eventlet.event import Event

from facilitation.transport.line import Line

PREFIX = 64
"""Bits of an address of IPv6 that a network gives to one home or one phone; the others it chooses itself."""
REQUESTS_A_TURN = 1
"""Requests that are begun before the loop looks who else is there."""


class InTurn:
    """Lets green threads on in turn."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def wait(self, who: Callable[[], str | None]) -> None:
        """Return when it is the turn of whoever asks: at once where nobody else does.

        `who` names them; where that is None, each request is somebody's.
        """
        if self._line.has_room():
            return
        turn, person = Event(), who()
        self._line.ask(turn if person is None else person, turn.send)
        turn.wait()


def network(peer: str, forwarded: str) -> str:
    """Return by what those are told apart in a line whose session names nobody: from where they come.

    `peer` is the connection's other end. Where that is this machine, a proxy on it says in `forwarded` (the header
    `X-Forwarded-For`) who asks; whatever others say there, nobody hears. It is forgotten with the line.
    """
    told = _address(peer)
    if told is not None and told.is_loopback and forwarded:
        told = _address(forwarded.rpartition(",")[2].strip())
    if told is None:
        return ""
    return str(ip_network((told, PREFIX), strict=False)) if isinstance(told, IPv6Address) else str(told)


def _address(said: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(said.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
