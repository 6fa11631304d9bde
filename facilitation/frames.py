"""One frame for a whole hall: news are compressed and framed once, not once for every phone.

Browsers offer compression (RFC 7692). eventlet then keeps a compressor for every connection and compresses the same
news hundreds of times: a third of the server's time at 200 phones (docs/performance.md). Where every message is
compressed by itself (`server_no_context_takeover`, which a server may choose unasked: section 7.1.1.1), the bytes are
the same for everybody, and no compressor needs to be kept.
"""

from typing import Any

KEPT = 16
"""Frames remembered: a few audiences, each once plain and once compressed."""
NEWS = "42["
"""How an Engine.IO packet begins that carries a message which asks for no acknowledgement: the ones that go to many."""

_frames: dict[tuple[int, bool, int], tuple[str, bytes]] = {}


def share(websocket: Any) -> None:
    """From now on the connections of `eventlet.websocket` share the frames of what is sent to many."""
    send_alone = websocket.RFC6455WebSocket.send
    negotiate = websocket.WebSocketWSGI._negotiate_permessage_deflate

    def send(self: Any, message: Any, **how: Any) -> None:
        if how or not isinstance(message, str) or not message.startswith(NEWS):
            send_alone(self, message, **how)
            return
        deflate = self.extensions.get("permessage-deflate")
        key = (id(message), deflate is not None, (deflate or {}).get("server_max_window_bits", 0))
        kept = _frames.get(key)
        if kept is None or kept[0] is not message:  # an id may be used again, the object itself may not
            if len(_frames) >= KEPT:
                del _frames[next(iter(_frames))]
            kept = _frames[key] = (message, self._pack_message(message))
        self._send(kept[1])

    def negotiate_without_memory(self: Any, extensions: Any) -> dict[str, Any] | None:
        chosen: dict[str, Any] | None = negotiate(self, extensions)
        return chosen and {**chosen, "server_no_context_takeover": True}

    websocket.RFC6455WebSocket.send = send
    websocket.WebSocketWSGI._negotiate_permessage_deflate = negotiate_without_memory
