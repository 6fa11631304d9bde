"""Thousands who open a connection, say what nobody understands and go: nothing of them stays, and nobody waits."""

import asyncio
import contextlib
import os
from pathlib import Path

import pytest

from tests.browser.processes import program
from tests.browser.serving import Server, serve, serve_quickly
from tests.load.phone import get

pytestmark = pytest.mark.timeout(300)

AT_ONCE = 20
PAGES = 300
WITHIN = 60.0
SESSION = "/socket.io/?EIO=4&transport=polling"


async def come_and_go(port: int) -> None:
    """A stranger opens a session, says what Engine.IO does not know, and goes without waiting for an answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {SESSION} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    _, _, rest = (await reader.read()).partition(b'"sid":"')
    writer.close()
    sid = rest.partition(b'"')[0].decode()
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"POST {SESSION}&sid={sid} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n\r\n6".encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def strangers(port: int, many: int) -> None:
    """So many, AT_ONCE at a time."""

    async def some() -> None:
        for _ in range(many // AT_ONCE):
            await come_and_go(port)

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


def connections(server: Server) -> int:
    """Descriptors of the server that lead to somebody."""
    found = 0
    for descriptor in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            found += os.readlink(descriptor).startswith("socket:")
    assert found, "not even a listener"
    return found


async def kept(server: Server) -> tuple[int, float, float]:
    """Connections, screens and threads of the server."""
    status, _, body = await get(f"{server.url}/metrics")
    assert status == 200
    figures = dict(line.split() for line in body.decode().splitlines() if not line.startswith("#"))
    return connections(server), float(figures["cafe_connections"]), float(figures["cafe_threads"])


@pytest.mark.parametrize(
    ("many", "settings"),
    [(3_000, {}), (1_000, {"FANOUT": "plain"}), (200, {"ASYNC_MODE": "threading"})],
    ids=["direct", "plain", "threading"],
)
def test_strangers_leave_nothing_and_hold_up_nobody(
    tmp_path: Path, fresh: Path, many: int, settings: dict[str, str]
) -> None:
    async def evening(server: Server) -> None:
        port = int(server.environment["PORT"])
        await come_and_go(port)  # what begins with the first session has begun
        before = await kept(server)
        async with asyncio.TaskGroup() as group:
            coming = group.create_task(strangers(port, many))
            while not coming.done():
                assert (await get(f"{server.url}/healthz"))[0] == 200
        async with asyncio.timeout(WITHIN):
            while any(now > was for now, was in zip(await kept(server), before, strict=True)):
                pass

    with serve(tmp_path / "data", fresh, program, **settings) as server:
        asyncio.run(evening(server))


async def page(server: Server, source: str) -> None:
    """Somebody without a cookie opens the welcome page; they come from this address of their network."""
    port = int(server.environment["PORT"])
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
    writer.write(f"GET /e/{server.event}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    assert (await reader.read()).startswith(b"HTTP/1.1 200")
    writer.close()


def test_a_newcomer_does_not_wait_for_all_pages_of_one_laptop(tmp_path: Path, fresh: Path) -> None:
    async def evening(server: Server) -> None:
        await page(server, "127.0.0.1")
        laptop = [asyncio.create_task(page(server, "127.0.0.2")) for _ in range(PAGES)]
        await asyncio.wait(laptop, return_when=asyncio.FIRST_COMPLETED)
        for newcomer in ("127.0.0.3", "127.0.0.4"):
            await page(server, newcomer)
        assert sum(one.done() for one in laptop) < PAGES / 2
        await asyncio.gather(*laptop)

    with serve_quickly(tmp_path / "data", fresh) as server:
        asyncio.run(evening(server))
