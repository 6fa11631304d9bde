"""Whose connections there are, in every mode: also of those who came by a link that holds no longer."""

import socketio
from engineio.packet import Packet

from facilitation import bounds
from facilitation.transport.doorkeeper import PERSON, Doorkeeper
from facilitation.transport.engine_socket import EngineSocket


class Keeper(Doorkeeper):
    """A doorkeeper of sockets that nobody is behind."""

    def connect_one(self, sid: str, cookies: str, kind: type[EngineSocket] = EngineSocket) -> EngineSocket:
        """Let one in who says this."""
        sock = self.server.eio.sockets[sid] = kind(self.server.eio, sid)
        self._arrived(sid, {"HTTP_COOKIE": cookies, PERSON: self.who(cookies)})
        return sock


def test_screens_that_came_before_the_renewal_are_limited_too() -> None:
    holds, keeper = {"door": True}, Keeper()
    socketio.Server(async_mode="threading", client_manager=keeper)
    keeper.cookies = ("door",)
    keeper.who = lambda cookies: None if cookies == "door" and holds["door"] else ""
    opened = [keeper.connect_one(f"screen {number}", "door") for number in range(1_002)]
    keeper.look_again()
    assert {one.person for one in opened} == {None}
    holds["door"] = False
    keeper.look_again()
    assert {one.person for one in opened} == {""}
    assert [one.flooded for one in opened] == [True] * 2 + [False] * 1_000


class Ends(EngineSocket):
    """One that another thread closes after it was found open."""

    def send(self, pkt: Packet) -> None:
        self.close(abort=True)
        super().send(pkt)


def test_a_screen_that_ends_while_a_room_is_told_keeps_no_other_from_hearing_it() -> None:
    keeper = Keeper()
    socketio.Server(async_mode="threading", client_manager=keeper)
    opened = [keeper.connect_one(sid, "", kind) for sid, kind in (("a", Ends), ("b", EngineSocket))]
    for sid in ("a", "b"):
        for room in (None, "hall"):
            keeper.basic_enter_room(f"of {sid}", "/", room, eio_sid=sid)
    keeper.emit("news", {}, "/", room="hall")
    assert [one.closed for one in opened] == [True, False]
    assert [pkt.data for pkt in opened[1]._waiting] == ['2["news",{}]']
    opened[1].close(abort=True)


def test_of_what_a_client_says_only_so_much_is_kept() -> None:
    keeper = Keeper()
    server = socketio.Server(async_mode="threading", client_manager=keeper)
    keeper.cookies = ("cafe",)
    keeper.connect_one("a", "other=" + "x" * 9_000 + "; cafe=session;cafes=more")
    assert server.environ["a"] == {"HTTP_COOKIE": "cafe=session", PERSON: ""}
    sock = server.eio.sockets["b"] = EngineSocket(server.eio, "b")
    longest = bounds.KEPT_OF_A_HEADER
    said = {"HTTP_ACCEPT_LANGUAGE": "d" * (longest + 1), "HTTP_HOST": "h" * longest, "REMOTE_ADDR": "192.0.2.1"}
    keeper._arrived("b", {**said, "headers_raw": ()})
    kept = {name: len(value) for name, value in server.environ["b"].items()}
    assert kept == {"HTTP_ACCEPT_LANGUAGE": longest, "HTTP_HOST": longest}
    sock.close(abort=True)


class Untouched(dict[str, str]):
    """A room in which nobody is to be looked for."""

    def __contains__(self, sid: object) -> bool:
        raise AssertionError(f"{sid} never was here")


def test_who_goes_is_looked_for_in_no_room_of_others() -> None:
    keeper = Keeper()
    socketio.Server(async_mode="threading", client_manager=keeper)
    for sid in ("a", "b"):
        for room in (None, sid, "hall", f"of {sid}"):
            keeper.basic_enter_room(sid, "/", room, eio_sid=f"eio {sid}")
    keeper.basic_leave_room("a", "/", "hall")
    keeper.pre_disconnect("a", "/")
    for room in ("b", "of b"):
        keeper.rooms["/"][room] = Untouched(keeper.rooms["/"][room])
    keeper.basic_disconnect("a", "/")
    assert {room: list(screens) for room, screens in keeper.rooms["/"].items()} == {
        room: ["b"] for room in (None, "b", "hall", "of b")
    }
    assert (list(keeper._entered), keeper.pending_disconnect) == ([("/", "b")], {})
