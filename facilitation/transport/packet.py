"""How live messages are written down: JSON in the letters people typed."""

import json
from typing import Any

from socketio.packet import Packet as SocketPacket


class _Json:
    """The standard library's JSON. Arabic or Cyrillic as such takes a third of the bytes of its escapes."""

    loads = staticmethod(json.loads)

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        """Compact where python-socketio asks for it."""
        return json.dumps(value, ensure_ascii=False, **options)


class Packet(SocketPacket):
    """Socket.IO's packet for messages without binary parts, which are not searched for in every list of news."""

    uses_binary_events = False
    json = _Json
