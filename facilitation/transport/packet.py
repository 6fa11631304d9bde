"""How live messages are encoded: JSON with the letters as people typed them; and which packets are taken."""

import json
import secrets
from typing import Any

from engineio.exceptions import UnknownPacketError
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio.packet import ACK, CONNECT, DISCONNECT, EVENT
from socketio.packet import Packet as SocketPacket

FROM_CLIENTS = tuple(str(kind) for kind in (CONNECT, DISCONNECT, EVENT, ACK))
"""How Socket.IO packets begin that a client may send. Nothing of ours is binary, so no parts are waited for."""


def check(packet: EnginePacket) -> None:
    """Raise UnknownPacketError for a message that is binary, announces binary parts, or is no Socket.IO packet."""
    if packet.packet_type == MESSAGE and not (isinstance(packet.data, str) and packet.data.startswith(FROM_CLIENTS)):
        raise UnknownPacketError


RESERVED = ("connect", "disconnect", "*")
"""Names of what the library itself tells its handlers."""
MARK = secrets.token_hex(12)
"""Stands where something is put that is `ready`; nobody knows it."""


class _Json:
    """The standard library's JSON without escapes, which take three times the bytes of Arabic or Cyrillic letters."""

    loads = staticmethod(json.loads)

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        """Encode a value with the options that python-socketio passes."""
        return json.dumps(value, ensure_ascii=False, **options)


class _Marking:
    """JSON with marks in the places of what is kept as JSON for many (`encoded`, UTF-8), and put there as it is."""

    def __init__(self) -> None:
        self.ready: list[bytes] = []

    def dumps(self, value: Any, **options: Any) -> str:
        return _Json.dumps(value, default=self._mark, **options)

    def _mark(self, value: Any) -> str:
        encoded = getattr(value, "encoded", None)
        if not isinstance(encoded, bytes):
            raise TypeError(f"{type(value).__name__} is no JSON")
        self.ready.append(encoded)
        return MARK


class Packet(SocketPacket):
    """A Socket.IO packet without binary parts, so that no list of news is searched for them."""

    uses_binary_events = False
    json: Any = _Json

    def decode(self, encoded_packet: str) -> int:
        """Read a packet, and return how many binary parts are to come, which is none.

        An order that cannot be read becomes one without a name, so that it is answered (`unknown_message`), too; so
        does one with a name that the library keeps for itself. Raises ValueError, RecursionError.
        """
        try:
            super().decode(encoded_packet)
        except (ValueError, RecursionError):  # no JSON; a number of too many digits; too deep
            if self.packet_type != EVENT:
                raise
            self.data = None
        if self.packet_type == EVENT and not _is_order(self.data):
            self.data = [""]
        return 0

    def encode(self) -> str:
        """Return the packet as text."""
        text, ready = self._marked()
        return text if not ready else b"".join(_put(text, ready)).decode()

    def parts(self) -> list[bytes]:
        """Return the packet as UTF-8 in parts; what is `ready` is a part by itself, and not copied."""
        text, ready = self._marked()
        return _put(text, ready)

    def _marked(self) -> tuple[str, list[bytes]]:
        self.json = marking = _Marking()
        text: str = super().encode()
        return text, marking.ready


def _is_order(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in RESERVED


def _put(text: str, ready: list[bytes]) -> list[bytes]:
    first, *others = text.split(f'"{MARK}"') if ready else [text]
    parts = [first.encode()]
    for one, rest in zip(ready, others, strict=True):
        parts += [one, rest.encode()]
    return parts
