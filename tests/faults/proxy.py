"""A network between phones and the café that cuts, stalls or falls silent when a test says so."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

ACKNOWLEDGED = re.compile(rb'43\d+\[\{"ok":true,"revision":')
"""The acknowledgement of something stored, on a connection that is not compressed."""
Judge = Callable[[bytes], bool]


def never(data: bytes) -> bool:
    """A judge that cuts nothing."""
    return False


class Proxy:
    """Passes on data; where a judge says so of a piece, the piece and its connection are lost."""

    def __init__(self, port: int) -> None:
        self.from_phones: Judge = never
        self.from_cafe: Judge = never
        self.cuts = 0
        self.ended_by_cafe = 0
        self.silent = False
        """Whether all data is lost without notice, as with a phone out of reach."""
        self.flowing = asyncio.Event()
        """Unset, phones read nothing, and what the café sends piles up."""
        self.flowing.set()
        self._port = port
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        assert self._server is not None
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        try:
            cafe, to_cafe = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            to_phone.transport.abort()
            return
        up = asyncio.create_task(self._pass_on(phone, to_cafe, lambda data: self.from_phones(data)))
        down = asyncio.create_task(self._pass_on(cafe, to_phone, lambda data: self.from_cafe(data), self.flowing))
        with suppress(OSError):
            await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
        self.ended_by_cafe += down.done()
        for task in (up, down):
            task.cancel()
        to_phone.transport.abort()
        to_cafe.transport.abort()

    async def _pass_on(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        cut: Judge,
        flowing: asyncio.Event | None = None,
    ) -> None:
        with suppress(OSError):
            while data := await source.read(1 << 16):
                if flowing is not None:
                    await flowing.wait()
                if cut(data):
                    self.cuts += 1
                    return
                if not self.silent:
                    target.write(data)
                    await target.drain()


@asynccontextmanager
async def between(port: int) -> AsyncIterator[Proxy]:
    """A proxy between phones and the café at this port."""
    proxy = Proxy(port)
    await proxy.open()
    try:
        yield proxy
    finally:
        await proxy.close()
