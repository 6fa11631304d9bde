"""Whatever way an answer goes, what waits of it counts for whoever asked, and the next one comes after the others."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from facilitation.transport import answers, http_protocol, http_streams
from facilitation.transport.holdings import kept
from facilitation.transport.http_protocol import ANSWERS_A_TURN, HttpProtocol
from facilitation.transport.unfinished import Unfinished

BODY = b"x" * (answers.SMALL + 1)
ASKED = b"GET /page HTTP/1.1\r\nHost: x\r\nCookie: p1\r\n\r\n"


class Connection:
    """A client that has sent everything at once, and reads everything; `happened` notes what it is told."""

    def __init__(self, sent: bytes, happened: list[str]) -> None:
        self._sent = sent
        self._happened = happened
        self.kept_meanwhile: dict[str, int] = {}
        self.fd = self
        self.waited_for: dict[str, Unfinished] = {}
        self.waited_meanwhile: list[str] = []

    def recv(self, most: int) -> bytes:
        self.waited_meanwhile += [kind for kind, unfinished in self.waited_for.items() if len(unfinished)]
        part, self._sent = self._sent[:most], self._sent[most:]
        return part

    def send(self, data: memoryview) -> int:
        self._happened.append("answer")
        self.kept_meanwhile = dict(kept._persons)
        return len(data)

    def getsockname(self) -> tuple[str, int]:
        return ("127.0.0.1", 8000)

    def settimeout(self, _seconds: float) -> None:
        """Nobody waits here."""

    def shutdown(self, _how: int) -> None:
        """It is the end."""

    def close(self) -> None:
        """It is the end."""


def page(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", str(len(BODY)))])
    return [BODY]


def in_pieces(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", str(len(BODY)))])
    return iter([BODY])


SOCK = SimpleNamespace(person="p1")
POLLS = SimpleNamespace(session=lambda _: SOCK, answer=lambda _: ("200 OK", [], BODY))
WAYS: dict[str, tuple[Any, dict[str, Any]]] = {
    "a page": (page, {}),
    "a file": (in_pieces, {}),
    "a station, answered at once": (page, {"at_once": staticmethod(lambda *_: ("200 OK", [], BODY))}),
    "a poll": (page, {"polls": POLLS}),
}


def answered(sent: bytes, app: Any, ways: dict[str, Any], happened: list[str]) -> Connection:
    """Answer what a client sent, until the connection ends."""
    connection = Connection(sent, happened)
    unfinished = connection.waited_for = {name: Unfinished(9, lambda _: None) for name in ("heads", "unsent", "slow")}
    unfinished["heads"].add(connection)
    who: Callable[[str], str | None] = lambda cookies: cookies or None  # noqa: E731
    server = SimpleNamespace(
        app=answers.counted(app, who),
        get_environ=dict,
        log=SimpleNamespace(info=print, error=print),
        **dict.fromkeys(("socket_timeout", "keepalive"), 9),
        **dict.fromkeys(("minimum_chunk_size", "outstanding_requests"), 0),
        **dict.fromkeys(("capitalize_response_headers", "debug", "log_output", "log_x_forwarded_for"), False),
    )
    answering = type(
        "Answering",
        (HttpProtocol,),
        {**unfinished, "who": staticmethod(who), "turns": SimpleNamespace(wait=lambda _: None), **ways},
    )
    answering([("127.0.0.1", 1), connection, "idle"], server)
    return connection


@pytest.mark.parametrize("way", WAYS)
def test_what_waits_of_an_answer_is_kept_for_whoever_asked(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, "_others_first", lambda: None)
    before = dict(kept._persons)
    connection = answered(ASKED, *WAYS[way], [])
    assert (connection.kept_meanwhile, kept._persons) == ({**before, "p1": len(BODY)}, before)


@pytest.mark.parametrize("way", WAYS)
def test_between_two_requests_that_came_together_it_is_the_others_turn(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    monkeypatch.setattr(http_protocol, "_others_first", lambda: happened.append("others"))
    answered(ASKED * 3, *WAYS[way], happened)
    assert happened == ["answer", "others", "answer", "others", "answer"]


@pytest.mark.parametrize("way", WAYS)
def test_whoever_always_sends_the_next_request_in_time_takes_no_more_than_a_turn(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    monkeypatch.setattr(http_protocol, "_others_first", lambda: happened.append("others"))
    monkeypatch.setattr(http_streams, "READ_AT_ONCE", len(ASKED))
    answered(ASKED * 2 * ANSWERS_A_TURN, *WAYS[way], happened)
    assert happened == [*["answer"] * ANSWERS_A_TURN, "others"] * 2


def test_chunks_that_do_not_come_are_waited_for_as_a_body() -> None:
    """There may be fewer of those, for each may hold as many bytes."""
    begun = b"POST /page HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe"
    connection = answered(begun, page, {}, [])
    assert connection.waited_meanwhile == ["heads", "unsent", "unsent"]
