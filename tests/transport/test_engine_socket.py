"""Engine.IO's sockets beside each other in real threads: one that ends keeps no other from being pinged."""

from typing import Any

import pytest
import socketio
from engineio.exceptions import SocketIsClosedError
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
