"""Which address QR codes and links carry: BASE_URL, else the one an organiser chose, else this machine's likeliest.

It is looked up each time, because a laptop changes networks while it runs.
"""

import functools
import socket
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import current_app

from facilitation.config import Config, web_address
from facilitation.doors import interfaces
from facilitation.doors.interfaces import Address
from facilitation.models import Event
from facilitation.services import house, printing


class Choice(NamedTuple):
    """An address that codes could carry. `tried` is when a phone last came by it (ISO 8601), None where none did."""

    url: str
    address: Address
    tried: str | None


class Codes(NamedTuple):
    """What codes carry: `url`.

    `by` tells who chose it: setting (BASE_URL), organiser, or machine. `gone` is the address that an organiser chose
    and this machine has no more. `choices` are all that codes could carry, the likeliest first. `listens_to` is HOST.
    """

    url: str
    by: str
    choices: list[Choice]
    gone: str | None
    listens_to: str = ""

    @property
    def only_here(self) -> bool:
        """Whether this machine alone opens it, and no phone."""
        return interfaces.is_loopback(urlsplit(self.url).hostname or "")

    @property
    def shut_by(self) -> str | None:
        """Why this machine alone opens it: setting (BASE_URL), host (HOST lets nobody else in), or network (none).

        None where phones can open it.
        """
        if not self.only_here:
            return None
        if self.by == "setting":
            return "setting"
        return "host" if interfaces.is_loopback(self.listens_to) else "network"

    @property
    def network(self) -> str:
        """The name of the network at this machine, such as wlan0; empty where it is not known."""
        return next((one.address.interface for one in self.choices if one.url == self.url), "")


def base_url() -> str:
    """Return what QR codes and links begin with."""
    return codes().url


def straight() -> str:
    """Return an address by which this machine comes to its own server, whatever stands before that."""
    config: Config = current_app.extensions["config"]
    host = interfaces.plain(config.host)
    if host is None or host.is_unspecified:
        return _url("127.0.0.1", config.port)
    return _url(str(host), config.port)


def codes() -> Codes:
    """Return which address codes carry, and which they could."""
    config: Config = current_app.extensions["config"]
    known = house.known()
    if config.base_url:
        address = Address(urlsplit(config.base_url).hostname or "", "", "setting")
        return Codes(config.base_url, "setting", [_choice(config.base_url, address, known.phones)], None)
    choices = [_choice(_url(one.host, config.port), one, known.phones) for one in _served(config.host)]
    chosen = next((one for one in choices if one.address.host == known.address), None)
    gone = _url(known.address, config.port) if known.address and chosen is None else None
    return Codes((chosen or choices[0]).url, "organiser" if chosen else "machine", choices, gone, config.host)


def for_desk(event: Event) -> dict[str, Any]:
    """Return what the desk is told of the codes (docs/protocol.md, `desk.changed`)."""
    now = codes()
    return {
        "url": now.url,
        "by": now.by,
        "only_here": now.only_here,
        "shut_by": now.shut_by,
        "gone": now.gone,
        "printed_for": printing.printed_for(event, now.url),
        "tried": {one.url: one.tried for one in now.choices},
    }


def tried(host: str) -> str | None:
    """Return which of the addresses codes could carry somebody came by who asked for this `Host`; None for another one.

    BASE_URL counts for every host: a proxy may have rewritten it.
    """
    now = codes()
    if now.by == "setting":
        return now.url
    return next((one.url for one in now.choices if urlsplit(one.url).netloc == host.lower()), None)


def _choice(url: str, address: Address, phones: dict[str, str]) -> Choice:
    return Choice(url, address, phones.get(url))


def _served(host: str) -> list[Address]:
    """Return the addresses at which a server that listens on `host` answers."""
    asked = interfaces.plain(host) or interfaces.plain(_resolved(host))
    if asked is None:
        return [Address(host, "", "network")]
    if asked.is_unspecified:
        both = (socket.AF_INET, socket.AF_INET6)
        return interfaces.all_here(both if asked.version == 6 else (socket.AF_INET,))
    if asked.is_loopback:
        return [interfaces.here(str(asked))]
    found = interfaces.all_here((socket.AF_INET, socket.AF_INET6))
    return [one for one in found if interfaces.plain(one.host) == asked] or [Address(str(asked), "", "network")]


@functools.lru_cache(8)
def _resolved(host: str) -> str:
    """Return the address of this machine that a name in HOST stands for; the name itself where it stands for none."""
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][4][0])
    except OSError:
        return host


def _url(host: str, port: int) -> str:
    return web_address("http", f"[{host}]" if ":" in host else host, port)
