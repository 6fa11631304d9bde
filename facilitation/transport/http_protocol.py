"""HTTP under eventlet: whose turn it is on a connection, and when it is over.

Eventlet reads heads like those of e-mails, and waits for everybody for as long as something comes. Here a head is read
by `http_heads.py`, within HEAD_SECONDS; a body by `bodies.py`; an answer leaves at a pace (`pace.py`). What a whole
hall asks for at once (`pages/catch_up.py`, `pages/static_files.py`) is answered before WSGI, because going through it
costs as much again.

This uses internals of the library (`fanout.WRITTEN_FOR`).
"""

import functools
import io
import logging
import time
from collections.abc import Callable
from email.message import Message
from email.utils import formatdate
from typing import Any, TypeAlias

from eventlet import greenio, sleep, wsgi

from facilitation import bounds
from facilitation.transport import answer_headers, answers, bodies, http_heads, polling
from facilitation.transport.holdings import STRANGER
from facilitation.transport.http_streams import Arriving, Leaving
from facilitation.transport.in_turn import InTurn, network
from facilitation.transport.pace import Pace
from facilitation.transport.unfinished import Unfinished

log = logging.getLogger(__name__)

Answer: TypeAlias = tuple[str, list[tuple[str, str]], bytes]
"""Status, headers and body of an answer."""
AtOnce: TypeAlias = Callable[[str, Any], Answer | None]
"""Answers a GET of this path with these headers where that is simple; None sends the request on to WSGI."""
Who: TypeAlias = Callable[[str], str | None]
"""Names the person whose cookies these are (the header), None for somebody without a limit."""

HEAD_SECONDS = bounds.HEAD_SECONDS
KEPT_SECONDS = bounds.IDLE_SECONDS
MOST_PIECES = bounds.HEAD_PIECES
FAREWELL_SECONDS = bounds.FAREWELL_SECONDS
FAREWELL_PIECES = bounds.FAREWELL_PIECES
ANSWERS_A_TURN = 4
"""Answers before others have their turn, to requests that came one by one; pages wait in line besides."""
NOTHING_NEW = "304 NOT MODIFIED"


class HttpProtocol(wsgi.HttpProtocol):
    """Answers one connection's requests, one after the other.

    `heads` holds connections whose next request has not come, `unsent` those whose body has not, and `slow` those that
    have not taken their answer: whoever sends nothing takes no place of somebody who reads. `who` tells for whom an
    answer is kept that waits. `turns` lets pages on.
    """

    heads: Unfinished
    unsent: Unfinished
    slow: Unfinished
    turns: InTurn
    who: Who = staticmethod(lambda _: STRANGER)
    at_once: AtOnce | None = None
    polls: polling.Polling | None = None

    rfile: Arriving
    wfile: Leaving

    def setup(self) -> None:
        """Begin with a connection that was just accepted."""
        self.connection = self.request
        self.rfile = Arriving(self.connection)
        self.wfile = Leaving(self.connection, self.slow)
        self._asked: http_heads.Head | None = None
        self._chunked: bytes | None = None
        self._body: bodies.Body | None = None
        self._first = True
        self._answered = 0

    def handle_one_request(self) -> None:
        """Read a request and answer it; refuse what is not understood, and end the connection."""
        self.close_connection = True
        self._body = None
        try:
            self._asked = self._next_head()
            self.heads.remove(self.connection)
        except http_heads.Refused as refused:
            self._refuse(refused.status)
            return
        if self._asked is None:
            return
        self.connection.settimeout(self.server.socket_timeout)  # for whoever takes the connection over
        self.conn_state[2] = wsgi.STATE_REQUEST
        self.close_connection = not self._asked.keeps
        self.wfile.begin()
        if not self._polled(self._asked):
            self._take_over(self._asked)
            if not self._answered_at_once(self._asked):
                if not self.path.startswith(http_heads.LIVE):  # which take a tenth of a page's time
                    self.turns.wait(self._asking)
                self._answer()
        self.unsent.remove(self.connection)
        self.slow.remove(self.connection)
        if not self.close_connection:
            self.heads.add(self.connection)
            self._answered += 1
            if self.rfile.held or self._answered % ANSWERS_A_TURN == 0:
                _others_first()  # the next request is there already, or may always be
        elif self._unread():
            self._say_goodbye()

    def _unread(self) -> bool:
        """Whether the request's body was not read to its end."""
        return self._body is not None and self._body.left > 0

    def _asking(self) -> str | None:
        """Return whose turn it has to be: a stranger's has everybody of their network, or one laptop is all of them."""
        person = self.who(self.headers.get("Cookie", ""))
        if person != STRANGER:
            return person
        return network(str(self.client_address[0]), self.headers.get("X-Forwarded-For", ""))

    def _next_head(self) -> http_heads.Head | None:
        """Return the next request's head; None where none comes any more. Raises Refused."""
        arriving, raw = self.rfile, None
        pace = Pace(seconds=HEAD_SECONDS)
        try:
            if not (self._first or arriving.held or arriving.more(Pace(seconds=KEPT_SECONDS))):
                return None
            self._first = False
            raw = self._whole_head(arriving, pace)
            head = None if raw is None else http_heads.read(raw)
            if head is not None and head.length > bodies.LARGEST:
                raise http_heads.Refused("413 Content Too Large")
            self._chunked = self._dechunked(head) if head is not None and head.chunked else None
        except TimeoutError as error:
            if raw is None and not arriving.held:
                return None  # browsers open connections that they may need; an answer would be taken for the next one's
            raise http_heads.Refused("408 Request Timeout") from error
        return head

    def _dechunked(self, head: http_heads.Head) -> bytes:
        self.heads.remove(self.connection)  # from here on it is a body that is waited for, with as many bytes
        self.unsent.add(self.connection)
        self.unsent.make_room()
        if "expect" in head.names:
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return bodies.dechunked(self.rfile, Pace())

    def _whole_head(self, arriving: Arriving, pace: Pace) -> bytes | None:
        """Return a head with its end; None where nothing came at all. Raises Refused and TimeoutError."""
        searched = 0
        for _ in range(MOST_PIECES + 1):  # the last look is at the last piece
            end = arriving.held.find(http_heads.END, max(0, searched - 3), http_heads.LARGEST)
            if end >= 0:
                return arriving.take(end + len(http_heads.END))
            searched = len(arriving.held)
            if searched and not arriving.held[:1].isupper():
                break  # whatever this is, it does not ask for a page
            if searched >= http_heads.LARGEST:
                raise http_heads.Refused("431 Request Header Fields Too Large")
            if not arriving.more(pace):
                if not arriving.held:
                    return None
                break
        raise http_heads.Refused

    def _take_over(self, head: http_heads.Head) -> None:
        """Set what `BaseHTTPRequestHandler.parse_request` sets."""
        self.command, self.path, self.request_version = head.method, head.target, head.version
        self.requestline = f"{head.method} {head.target} {head.version}"
        headers = Message()
        for name, value in head.headers:
            headers.set_raw(name, value)
        if self._chunked is not None:
            del headers["Transfer-Encoding"], headers["Expect"]
            headers.set_raw("Content-Length", str(len(self._chunked)))
        self.headers = headers

    def _answered_at_once(self, head: http_heads.Head) -> bool:
        if self.at_once is None or head.method != "GET" or not head.keeps or head.length or head.chunked:
            return False
        answer = self.at_once(self.path, self.headers)
        if answer is not None:
            self.say(*answer, who=lambda: self.who(self.headers.get("Cookie", "")))
        return answer is not None

    def _polled(self, head: http_heads.Head) -> bool:
        sock = self.polls.session(head) if self.polls else None
        if sock is None or self.polls is None:
            return False
        answer = self.polls.answer(sock)
        self.close_connection = answer is None
        self.say(*(answer or (polling.REFUSED, polling.TEXT, b"")), who=lambda: sock.person)
        return True

    def _answer(self) -> None:
        """Let the WSGI app answer, as `wsgi.HttpProtocol.handle_one_request` does."""
        self.environ = self.get_environ()
        self.application = self._in_any_case
        self.server.outstanding_requests += 1
        try:
            self.handle_one_response()
        except OSError:  # gone, or too slow
            self.close_connection = True
        finally:
            self.server.outstanding_requests -= 1
            del self.environ, self.application  # each holds this, and this would be in memory until somebody looks

    def _in_any_case(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer as the WSGI app does, and where it breaks say so with the headers of every answer."""
        try:
            return self.server.app(environ, start_response)
        except OSError:
            raise
        except Exception:
            log.exception("A request failed before it came to a page")
            host = self._asked.host if self._asked else ""
            start_response("500 Internal Server Error", answer_headers.added([("Content-Length", "0")], host))
            return [b""]

    def say(
        self, status: str, headers: list[tuple[str, str]], body: bytes, who: Callable[[], str | None] = lambda: STRANGER
    ) -> None:
        """Send an answer; keep the connection for the next request, unless it is to end.

        `headers` names none that every answer carries. `who` tells for whom it is kept meanwhile.
        """
        lines = [f"HTTP/1.1 {status}", *map(": ".join, headers), f"Date: {_date(int(time.time()))}"]
        if self.close_connection:
            lines.append("Connection: close")
        if status != NOTHING_NEW:
            lines.append(f"Content-Length: {len(body)}")
        host = self._asked.host if self._asked else ""
        try:
            with answers.counted_body(self.wfile, body, who):
                head = "\r\n".join([*lines, ""]).encode("latin-1")
                every = answer_headers.raw(
                    host,
                    of_file=answer_headers.is_of_file(headers),
                    of_data=status == NOTHING_NEW or answer_headers.is_of_data(status, headers),
                )
                self.wfile.writelines([head, every, b"\r\n", body])
        except OSError:
            self.close_connection = True  # whoever comes back asks again

    def _refuse(self, status: str) -> None:
        self._asked = None
        self.wfile.begin()
        self.say(status, [("Content-Type", "text/plain; charset=utf-8")], f"{status}\n".encode())
        self._say_goodbye()

    def _say_goodbye(self) -> None:
        """Read on for a moment what is still sent: closing at once would take the answer away from whoever sends."""
        self.rfile.held.clear()
        pace = Pace(seconds=FAREWELL_SECONDS)
        try:
            self.connection.shutdown(greenio.base.socket.SHUT_WR)
            for _ in range(FAREWELL_PIECES):
                if not self.rfile.more(pace):
                    break
                self.rfile.held.clear()
        except OSError:
            pass  # too slow, or gone already

    def get_environ(self) -> dict[str, Any]:
        """Return the WSGI environment; where the request has a body, `cafe.body` is its `Body`.

        A page may allow it more time there.
        """
        environ: dict[str, Any] = super().get_environ()
        environ[answers.IN_ENVIRON] = self.wfile
        source = environ["eventlet.input"]
        if self._chunked is not None:
            source.rfile = io.BytesIO(self._chunked)
        elif source.content_length:
            source.rfile = environ[bodies.IN_ENVIRON] = self._body = bodies.Body(
                self.rfile, source.content_length, self._hang_up, _others_first, self.unsent, self.connection
            )
        return environ

    def log_message(self, format: str, *args: Any) -> None:
        """Write down nothing of a request that is refused: it would be an address, and a path with its secret."""

    def _hang_up(self) -> None:
        """Close the connection after this answer: what follows would be the rest of a body, and not a request."""
        self.close_connection = True

    def finish(self) -> None:
        """End the connection."""
        self.heads.remove(self.connection)
        self.unsent.remove(self.connection)
        self.slow.remove(self.connection)
        self.rfile.close()
        self.wfile.close()
        greenio.shutdown_safe(self.connection)
        self.connection.close()
        self._body = None  # which holds this


def _others_first() -> None:
    sleep(0)


@functools.lru_cache(2)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
