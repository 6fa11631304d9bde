"""How a rehearsal reads for all its phones, on a system with epoll and on one without, such as macOS."""

import asyncio
import select
import socket

import pytest

from facilitation.rehearsal.ears import Ears


@pytest.mark.parametrize("has_epoll", [True, False])
def test_what_comes_is_heard_until_nobody_listens(has_epoll: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_epoll:
        monkeypatch.delattr(select, "epoll", raising=False)

    async def listen() -> list[bytes]:
        ours, theirs = socket.socketpair()
        heard: list[bytes] = []
        told = asyncio.Event()

        def hear() -> None:
            heard.append(ours.recv(100))
            told.set()

        with ours, theirs:
            ears = Ears(asyncio.get_running_loop())
            ears.add(ours.fileno(), hear)
            theirs.sendall(b"a card")
            await told.wait()
            ears.remove(ours.fileno())
            ears.remove(ours.fileno())
            theirs.sendall(b"one more")
            for _ in range(3):  # the loop looks at what can be read once in each turn
                await asyncio.sleep(0)
        return heard

    assert asyncio.run(asyncio.wait_for(listen(), 10)) == [b"a card"]
