"""A browser's first visit: pages and their files over a few connections that are kept, until the live one stands.

tests/browser/test_first_visit.py holds these lists to what Chromium asks for.
"""

import asyncio
import gzip
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from facilitation.rehearsal.connection import Offline
from facilitation.rehearsal.websocket import LANGUAGE

CONNECTIONS = 6
"""Connections that browsers keep to one server."""
FILE = re.compile(r'<(?:link|script|img|use)\b[^>]*\b(?:href|src)="(/[^"#]*)', re.IGNORECASE)
UNSCRIPTED = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
NEXT = re.compile(r'\bdata-later="(/[^"]*)"')
"""The script that a page's own loads once it has begun."""
LATER = re.compile(r'\bdata-(?:rest|whole|icon)="(/[^"]*)"')
"""What comes when somebody asks for it, or when the arrival is over: a script, a style sheet, a sign for the tab."""
FIRST = re.compile(r'<script type="application/json" id="first">(.*?)</script>', re.DOTALL)
FORM = re.compile(r'<form\b[^>]*\baction="([^"]*/me)"[^>]*>(.*?)</form>', re.IGNORECASE | re.DOTALL)
INPUT = re.compile(r"<input\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r'\b(name|value|type)="([^"]*)"')


def at_once(page: str) -> set[str]:
    """Return the addresses of a page's files that its browser asks for until the station can be used."""
    shown = UNSCRIPTED.sub("", page)
    return {unescape(found) for found in [*FILE.findall(shown), *NEXT.findall(shown)] if found.startswith("/static/")}


def later(page: str) -> set[str]:
    """Return what it asks for afterwards: what a first minute does not need, and what the page did not bring along."""
    first = FIRST.search(page)
    told: dict[str, Any] = json.loads(first[1]) if first else {}
    older = told.get("count", 0) > len(told.get("change", {}).get("contributions", []))
    rest = {f"{told['urls']['station_json']}?since=0&audience=public"} if older else set()
    return {unescape(found) for found in LATER.findall(page)} | rest


class Visit:
    """What one browser asks for, whose person has this list of languages.

    `requests` and `received` count them and the bytes of their answers; `revision` is that up to which its page, and
    what that loads, tell the station.
    """

    def __init__(self, host: str, language: str = LANGUAGE) -> None:
        self.cookie = ""
        self.requests = 0
        self.received = 0
        self.revision = 0
        self._host = host
        self._language = language
        self._known: set[str] = set()
        self._later: set[str] = set()
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._free = asyncio.Semaphore(CONNECTIONS)

    async def scan(self, code: str) -> None:
        """Open a code's address, say hello where the café asks, and load the station's page with the files it needs.

        Raises Offline where the server gives up a connection, AssertionError where it refuses.
        """
        page = await self._page(urlsplit(code).path)
        form = FORM.search(page)
        if form is not None:
            page = await self._page(unescape(form[1]), urlencode(_fields(form[2])).encode())
        self._later = later(page)
        first = FIRST.search(page)
        self.revision = json.loads(first[1]).get("change", {}).get("revision", 0) if first else 0
        self.leave()

    async def stay(self) -> None:
        """Load what comes when the arrival is over. Raises what `scan` raises."""
        await asyncio.gather(*map(self._file, self._later))
        self.leave()

    def leave(self) -> None:
        """Close every connection."""
        while self._idle:
            self._idle.pop()[1].close()

    async def _page(self, path: str, body: bytes | None = None) -> str:
        status, headers, content = await self._ask(path, body)
        while status in (302, 303):
            path = urljoin(path, headers["location"])
            status, headers, content = await self._ask(path)
        assert status == 200, f"{path} answered {status}"
        page = content.decode()
        files = at_once(page) - self._known
        self._known |= files
        await asyncio.gather(*map(self._file, files))
        return page

    async def _file(self, path: str) -> None:
        status, _, _ = await self._ask(path)
        assert status == 200, f"{path} answered {status}"

    async def _ask(self, path: str, body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"Accept-Language: {self._language}", "Accept-Encoding: gzip, deflate"]
        lines += [f"Cookie: {self.cookie}" if self.cookie else ""]
        if body is not None:
            lines += [f"Origin: http://{self._host}", "Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Content-Length: {len(body)}"]
        async with self._connection() as (reader, writer):
            writer.write("\r\n".join([*filter(None, lines), "", ""]).encode() + (body or b""))
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                status, *told = head.decode("latin-1").split("\r\n")[:-2]
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in told)}
                content = await reader.readexactly(int(headers["content-length"]))
            except asyncio.IncompleteReadError:
                raise Offline(path) from None
        self.requests += 1
        self.received += len(head) + len(content)
        if headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        if "set-cookie" in headers:
            self.cookie = headers["set-cookie"].partition(";")[0]
        return int(status.split()[1]), headers, content

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        async with self._free:
            if self._idle:
                kept = self._idle.pop()
            else:
                parts = urlsplit(f"//{self._host}")
                kept = await asyncio.open_connection(parts.hostname, parts.port)
            yield kept
            self._idle.append(kept)


def _fields(form: str) -> dict[str, str]:
    """What a form sends that nobody has touched, without its selections."""
    fields = {}
    for tag in INPUT.findall(form):
        told = dict(ATTRIBUTE.findall(tag))
        if "name" in told and (told.get("type") not in ("radio", "checkbox") or " checked" in tag):
            fields[told["name"]] = unescape(told.get("value", ""))
    return fields
