"""A guest with the plainest phone there is: HTTP and polls only, one request at a time, in every kind of server."""

import http.client
import itertools
import json
import time
from typing import Any
from urllib.parse import urlsplit

from tests.browser.serving import Server

WITHIN = 60.0
"""Seconds to wait for an answer, before a test is called failed."""


class Guest:
    """Whoever scanned a station's code; `took` is how many seconds the last answer took."""

    def __init__(self, server: Server, language: str) -> None:
        self.server = server
        self.station = server.stations[0]
        self.took = 0.0
        self._headers = {"Accept-Language": language}
        self._orders = itertools.count(1)
        status, headers, _ = self.ask("GET", urlsplit(server.links["stations"][self.station]).path)
        assert status == 302
        self._headers["Cookie"] = headers["Set-Cookie"].partition(";")[0]

    def open(self) -> None:
        """Open the live connection."""
        _, _, said = self.ask("GET", "/socket.io/?EIO=4&transport=polling")
        self._polls = f"/socket.io/?EIO=4&transport=polling&sid={json.loads(said[1:])['sid']}"
        self._send("40")
        assert self._heard("40")

    def order(self, message: str, **payload: Any) -> dict[str, Any]:
        """Send an order; return its acknowledgement."""
        number = next(self._orders)
        begun = time.monotonic()
        self._send(f"42{number}{json.dumps([message, {'event': self.server.event, **payload}])}")
        answer: dict[str, Any] = json.loads(self._heard(f"43{number}[")[len(f"43{number}") :])[0]
        self.took = time.monotonic() - begun
        return answer

    def ask(
        self, method: str, path: str, body: str | None = None, kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, headers and text of a page."""
        begun = time.monotonic()
        connection = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=WITHIN)
        connection.request(method, path, body, self._headers | ({"Content-Type": kind} if body is not None else {}))
        answer = connection.getresponse()
        said = answer.read().decode()
        connection.close()
        self.took = time.monotonic() - begun
        return answer.status, answer.headers, said

    def _send(self, packet: str) -> None:
        assert self.ask("POST", self._polls, packet, "text/plain;charset=UTF-8")[0] == 200

    def _heard(self, beginning: str) -> str:
        """Poll until a packet begins like this, and return it; answer pings meanwhile."""
        while True:
            status, _, said = self.ask("GET", self._polls)
            assert status == 200, said
            packets = said.split("\x1e")
            if "2" in packets:
                self._send("3")
            for packet in packets:
                if packet.startswith(beginning):
                    return packet
