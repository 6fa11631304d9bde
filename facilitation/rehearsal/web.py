"""Fetches a page, or sends a form, as a browser does."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from facilitation.rehearsal.connection import Offline
from facilitation.rehearsal.ears import place_of
from facilitation.rehearsal.websocket import LANGUAGE

NOTHING: Mapping[str, str] = MappingProxyType({})


class Answer(NamedTuple):
    """A page's status, headers (names in lower case) and body."""

    status: int
    headers: dict[str, str]
    body: bytes


async def ask(
    url: str,
    cookie: str = "",
    *,
    language: str = LANGUAGE,
    encoding: str = "identity",
    body: str | None = None,
    kind: str = "application/x-www-form-urlencoded",
    besides: Mapping[str, str] = NOTHING,
) -> Answer:
    """Fetch a page, or send a `body` of a `kind`, with other headers `besides`. Raises Offline, OSError."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(*place_of(parts.netloc))
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    content = (body or "").encode()
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: keep-alive"]
    lines += [f"Accept-Language: {language}", f"Accept-Encoding: {encoding}", f"Cookie: {cookie}"]
    lines += [f"{name}: {value}" for name, value in besides.items()]
    if body is not None:
        lines += [f"Origin: http://{parts.netloc}", f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        head = await reader.readuntil(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")[:-2]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))  # 204 has none
        return Answer(int(status.split()[1]), headers, await reader.readexactly(length))
    except asyncio.IncompleteReadError:
        raise Offline(url) from None
    finally:
        writer.close()
