"""The listener, and what is declined at the door."""

import socket
from contextlib import suppress

from facilitation import server


def test_what_is_accepted_sends_without_waiting_for_more() -> None:
    with server.listener_on("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
            with socket.socket() as able, suppress(OSError):  # whatever this machine lets anybody choose
                able.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, server.CONGESTION)
                assert congestion(accepted) == congestion(able) == b"cubic"


def congestion(connection: socket.socket) -> bytes:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, 16).rstrip(b"\0")


def test_compression_of_websockets_is_declined() -> None:
    seen = {}

    def app(environ: dict[str, str], _: object) -> list[bytes]:
        seen.update(environ)
        return []

    environ = {"HTTP_SEC_WEBSOCKET_EXTENSIONS": "permessage-deflate", "HTTP_SEC_WEBSOCKET_KEY": "key"}
    server.uncompressed(app)(environ, None)
    assert seen == {"HTTP_SEC_WEBSOCKET_KEY": "key"}
