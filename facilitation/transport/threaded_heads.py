"""Reads heads as strictly as under eventlet (`http_heads.py`) where threads serve: Werkzeug's request handler.

Its server keeps a thread for each connection and closes it after one answer; it is for development, and for the day on
which eventlet is left.
"""

import io
import time
from typing import Any

from werkzeug.serving import WSGIRequestHandler

from facilitation.transport import answer_headers, http_heads
from facilitation.transport.pace import SECONDS

IDLE_SECONDS = 120
"""Seconds of silence after which a connection ends; longer than Engine.IO's ping, so that only dead ones do."""


class ThreadedHeads(WSGIRequestHandler):
    """Refuses heads that could be read in two ways, and ends connections of clients that say or read nothing."""

    timeout = IDLE_SECONDS
    rfile: Any

    def handle_one_request(self) -> None:
        """Read a head and answer it."""
        self.close_connection = True
        try:
            raw = self._whole_head()
            if not raw:
                return
            head = http_heads.read(raw)
            if head.chunked:
                raise http_heads.Refused("411 Length Required")
        except http_heads.Refused as refused:
            self._refuse(refused.status)
            return
        except TimeoutError:
            return
        self.connection.settimeout(IDLE_SECONDS)
        self._parse(head, raw)
        self.run_wsgi()

    def _whole_head(self) -> bytes:
        """Return a head with its end; b"" where nothing came. Raises Refused, and TimeoutError."""
        raw, until = b"", time.monotonic() + SECONDS
        while not raw.endswith(http_heads.END):
            self.connection.settimeout(max(0.001, until - time.monotonic()))
            line = self.rfile.peek()
            if not line:
                break
            raw += self.rfile.read(min(len(line), line.find(b"\n") + 1 or len(line)))
            if len(raw) > http_heads.LARGEST:
                raise http_heads.Refused("431 Request Header Fields Too Large")
        return raw

    def _parse(self, head: http_heads.Head, raw: bytes) -> None:
        """Let the library read the same head, which has one meaning by now."""
        begin, _, lines = raw.partition(b"\r\n")
        method, _, version = begin.split(b" ")
        self.raw_requestline = b"%b %b %b\r\n" % (method, head.target.encode(), version)
        rest, self.rfile = self.rfile, io.BytesIO(lines)
        try:
            self.parse_request()
        finally:
            self.rfile = rest

    def _refuse(self, status: str) -> None:
        body = f"{status}\n".encode()
        lines = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
        lines += f"Content-Length: {len(body)}\r\n"
        self.wfile.write(lines.encode() + answer_headers.raw("") + b"\r\n" + body)
