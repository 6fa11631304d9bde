"""Engine.IO's sockets beside each other in real threads: one that ends keeps no other from being pinged."""

import io
from typing import Any

import pytest
import socketio
from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from engineio.packet import MESSAGE, Packet

from facilitation.transport.engine_socket import EngineSocket, Pings
from facilitation.transport.holdings import kept


class Stopped(Exception):
    """Ends a thread that would go on for ever."""


@pytest.fixture
def engine() -> Any:
    """Engine.IO's server, whose pings are due at once, and end when there is none any more."""

    def sleep(_: float) -> None:
        raise Stopped

    engine = socketio.Server(async_mode="threading").eio
    engine.ping_interval, engine.sleep = 0, sleep
    engine.start_background_task = lambda *_: None
    return engine


@pytest.mark.parametrize("fault", [SocketIsClosedError, ValueError])
def test_a_socket_that_ends_while_it_is_pinged_keeps_no_other_from_it(engine: Any, fault: type[Exception]) -> None:
    class Ends(EngineSocket):
        def ping(self) -> None:
            raise fault

    pings, pinged = Pings(engine), EngineSocket(engine, "b")
    for one in (Ends(engine, "a"), pinged):
        pings.add(one)
    with pytest.raises(Stopped):
        pings._run()
    assert (pinged.queue.qsize(), pinged.last_ping is not None) == (1, True)
    pinged.close(abort=True)


def test_what_is_sent_while_its_socket_is_closed_is_kept_for_nobody(engine: Any) -> None:
    class Slow(EngineSocket):
        """Closed by another thread after it was found open."""

        def check_ping_timeout(self) -> bool:
            found: bool = super().check_ping_timeout()
            self.close(abort=True)
            return found

    before, sock = kept.total, Slow(engine, "a")
    with pytest.raises(SocketIsClosedError):
        sock.send(Packet(MESSAGE, "text"))
    assert (sock.held, kept.total, len(sock._waiting)) == (0, before, 0)


def test_who_sends_twice_at_a_time_is_refused_and_may_send_again(engine: Any) -> None:
    sock = EngineSocket(engine, "a")
    again = {"CONTENT_LENGTH": "1", "wsgi.input": io.BytesIO(b"3")}

    class Body:
        """What somebody sends who sends something else before its end."""

        def read(self, _most: int) -> bytes:
            with pytest.raises(UnknownPacketError):
                sock.handle_post_request(again)
            return b"3"

    sock.handle_post_request({"CONTENT_LENGTH": "1", "wsgi.input": Body()})
    sock.handle_post_request(again)


def test_where_no_thread_is_to_be_had_the_next_one_is_asked_for(engine: Any) -> None:
    pings, started = Pings(engine), []

    def start(*_: Any) -> None:
        started.append(True)
        if len(started) == 1:
            raise RuntimeError("can't start new thread")

    engine.start_background_task = start
    with pytest.raises(RuntimeError):
        pings.add(EngineSocket(engine, "a"))
    for sid in ("b", "c"):
        pings.add(EngineSocket(engine, sid))
    assert len(started) == 2


def test_where_no_thread_is_to_be_had_a_flooded_one_is_closed_all_the_same(engine: Any) -> None:
    def start(*_: Any, **_named: Any) -> None:
        raise RuntimeError("can't start new thread")

    engine.start_background_task = start
    sock = EngineSocket(engine, "a")
    sock.let_go()
    assert (sock.flooded, sock.closed) == (True, True)
