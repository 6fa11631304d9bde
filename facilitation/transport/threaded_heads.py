"""Reads heads as strictly as under eventlet (`http_heads.py`) where threads serve, and bodies and answers in time.

It is Werkzeug's request handler. Its server keeps a thread for each connection, however many there are, and closes it
after one answer; it is for development, and for the day on which eventlet is left.
"""

import io
from typing import Any

from werkzeug.serving import WSGIRequestHandler

from facilitation import bounds
from facilitation.transport import answer_headers, bodies, http_heads
from facilitation.transport.http_streams import Arriving, Leaving
from facilitation.transport.pace import SECONDS, Pace
from facilitation.transport.unfinished import Unfinished

IDLE_SECONDS = bounds.THREADED_IDLE_SECONDS


class ThreadedHeads(WSGIRequestHandler):
    """Refuses heads that could be read in two ways, and ends connections of clients that say or read too little."""

    timeout = IDLE_SECONDS
    rfile: Any
    wfile: Any

    def setup(self) -> None:
        """Begin with a connection that was just accepted."""
        super().setup()
        self._arriving = Arriving(self.connection)
        self._body: bodies.Body | None = None
        self.wfile = Leaving(_Blocking(self.connection), _nobody_else())

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
            if head.length > bodies.LARGEST:
                raise http_heads.Refused("413 Content Too Large")
        except http_heads.Refused as refused:
            self._refuse(refused.status)
            return
        except TimeoutError:
            return
        self.connection.settimeout(IDLE_SECONDS)
        self._parse(head)
        self._body = bodies.Body(self._arriving, head.length, _nothing, _nothing, _nobody_else(), self.connection)
        rest, self.rfile = self.rfile, self._body
        try:
            self.run_wsgi()
        finally:
            self.rfile = rest

    def make_environ(self) -> dict[str, Any]:
        """Return the WSGI environment; `cafe.body` is the request's body, which a page may allow more time."""
        return {**super().make_environ(), bodies.IN_ENVIRON: self._body}

    def version_string(self) -> str:
        """Return what `Server` says; the library would tell strangers its version and Python's."""
        return "World Cafe"

    def handle_expect_100(self) -> bool:
        """Go on: `run_wsgi` says so once to whoever waits for it."""
        return True

    def _whole_head(self) -> bytes:
        """Return a head with its end; b"" where nothing came. Raises Refused, and TimeoutError."""
        arriving, pace = self._arriving, Pace(seconds=SECONDS)
        while (end := arriving.held.find(http_heads.END, 0, http_heads.LARGEST)) < 0:
            if len(arriving.held) >= http_heads.LARGEST:
                raise http_heads.Refused("431 Request Header Fields Too Large")
            if not arriving.more(pace):
                return arriving.take(len(arriving.held))
        return arriving.take(end + len(http_heads.END))

    def _parse(self, head: http_heads.Head) -> None:
        """Let the library read the same head, which has one meaning by now."""
        self.raw_requestline = f"{head.method} {head.target} {head.version}\r\n".encode()
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.headers) + "\r\n"
        rest, self.rfile = self.rfile, io.BytesIO(lines.encode("latin-1"))
        try:
            self.parse_request()
        finally:
            self.rfile = rest

    def _refuse(self, status: str) -> None:
        body = f"{status}\n".encode()
        lines = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n"
        lines += f"Content-Length: {len(body)}\r\n"
        self.wfile.write(lines.encode() + answer_headers.raw("", of_data=True) + b"\r\n" + body)


class _Blocking:
    """A thread's connection in the form of eventlet's, as `Leaving` writes to it: nothing is sent without waiting."""

    def __init__(self, connection: Any) -> None:
        self.fd = self
        self.settimeout = connection.settimeout
        self._connection = connection
        self._asked = False

    def send(self, data: memoryview) -> int:
        """Send what fits. Raises BlockingIOError the first time, so that the second is counted and in time."""
        self._asked = not self._asked
        if self._asked:
            raise BlockingIOError
        return int(self._connection.send(data))


def _nobody_else() -> Unfinished:
    return Unfinished(1, _nothing)


def _nothing(*_: object) -> None:
    """Do nothing: the thread's connection ends with its answer, and the others have their turns anyway."""
