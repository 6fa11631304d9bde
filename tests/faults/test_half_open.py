"""Thousands who open a connection and do not go on: with few files, a hall comes in all the same."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.browser.processes import ROOT, Process
from tests.browser.serving import Server, serve
from tests.load import machine
from tests.load.phone import Phone, get
from tests.load.seating import come_in
from tests.load.tally import Tally
from tests.load.targets import as_target

FILES = 4096
"""What a machine gives a process where nobody has raised it."""
HALF_OPEN = 4_000
BEGINNINGS = (
    b"",
    b"GET / HTTP/1.1\r\nHost: cafe",
    b"POST /e/dresden-2023/me HTTP/1.1\r\nHost: cafe\r\nContent-Length: 500\r\n\r\nname=",
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: cafe\r\nUpgrade: websocket\r\n",
)
"""Nothing, half a head, a form without its end, and half a handshake."""


def with_few_files(environment: Mapping[str, str], output: Path) -> Process:
    """`wsgi.py` as a process that may open FILES files and no more."""
    with output.open("ab") as log:
        return subprocess.Popen(
            ["sh", "-c", f'ulimit -n {FILES} && exec "$0" wsgi.py', sys.executable],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


@asynccontextmanager
async def left_open(port: int, many: int) -> AsyncIterator[list[socket.socket]]:
    """So many connections, each with one of the BEGINNINGS."""
    loop, opened = asyncio.get_running_loop(), []
    try:
        for number in range(many):
            connection = socket.socket()
            connection.setblocking(False)
            opened.append(connection)
            await loop.sock_connect(connection, ("127.0.0.1", port))
            await loop.sock_sendall(connection, BEGINNINGS[number % len(BEGINNINGS)])
        yield opened
    finally:
        for connection in opened:
            connection.close()


@pytest.mark.parametrize(
    "phones",
    [
        pytest.param(60, id="room", marks=pytest.mark.timeout(300)),
        pytest.param(1000, id="hall", marks=[pytest.mark.long, pytest.mark.timeout(900)]),
    ],
)
def test_whoever_does_not_go_on_keeps_nobody_out(tmp_path: Path, fresh: Path, phones: int) -> None:
    machine.make_room(HALF_OPEN + phones)

    async def evening(server: Server) -> None:
        target = as_target(server)
        hall = [
            Phone(Tally(), target, target.stations[number % len(target.stations)], 0, deflate=False)
            for number in range(phones)
        ]
        async with left_open(int(server.environment["PORT"]), HALF_OPEN):
            await come_in(hall)
            assert all(phone.online.is_set() for phone in hall)
            for phone in hall[:10]:
                status, _, page = await get(server.page(f"stations/{phone.station}"), phone.cookie)
                assert (status, b"<form" in page) == (200, True)
        assert all(phone.online.is_set() for phone in hall)
        for phone in hall:
            phone.leave()

    with serve(tmp_path / "data", fresh, with_few_files) as server:
        asyncio.run(evening(server))
        assert "Traceback" not in server.output.read_text()
