"""A browser at a real server: its cookies, and one live connection that keeps all it hears."""

import contextlib
import http.cookiejar
import json
import threading
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import websocket

WITHIN = 30.0
"""Seconds; only a halted machine, or a server that says nothing, takes longer."""


class Browser:
    """Comes in by links, and keeps its cookies."""

    def __init__(self, url: str, *links: str) -> None:
        self.url = url
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        for link in links:
            self.get(urlsplit(link).path)

    def get(self, path: str) -> bytes:
        """Return a page."""
        with self._opener.open(self.url + path, timeout=WITHIN) as answer:
            page: bytes = answer.read()
        return page

    def post(self, path: str, form: bytes) -> int:
        """Send a form; return the status of the page that it leads to."""
        with self._opener.open(self.url + path, data=form, timeout=WITHIN) as answer:
            return int(answer.status)


class Screen(Browser):
    """A browser that connects, and orders; `packets` is everything that arrived, as it came."""

    def __init__(self, url: str, *links: str, like: Browser | None = None) -> None:
        super().__init__(url, *links)
        if like:
            self._jar = like._jar
        self.packets: list[str] = []
        self.put_out = False
        """Whether the server has disconnected it."""
        self.orders = 0
        """How many it has given, of which `bounds.HEARD_BETWEEN_PINGS` are heard before it answers a ping."""
        self._news = threading.Condition()
        self.connect()

    def connect(self) -> None:
        """Connect, also once more."""
        self.packets.clear()
        self.put_out = False
        self._live = websocket.create_connection(
            self.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket",
            timeout=WITHIN,
            cookie="; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._live.send("40")
        self.until(lambda: any(packet.startswith("40") for packet in self.packets))

    def order(self, message: str, **payload: Any) -> Any:
        """Send an order, and return its acknowledgement."""
        self.orders += 1
        begins = f"43{self.orders}["
        self._live.send(f"42{self.orders}" + json.dumps([message, payload]))
        self.until(lambda: any(packet.startswith(begins) for packet in self.packets))
        (answer,) = [packet for packet in self.packets if packet.startswith(begins)]
        return json.loads(answer[len(begins) - 1 :])[0]

    def heard(self, text: str) -> bool:
        """Tell whether a text stands in anything that arrived."""
        with self._news:
            return any(text in packet for packet in self.packets)

    def until(self, met: Callable[[], bool]) -> None:
        """Wait until it is true; it is asked after each packet. Raises AssertionError after WITHIN seconds."""
        with self._news:
            assert self._news.wait_for(met, timeout=WITHIN), "It did not happen."

    def connected(self) -> bool:
        """Tell whether the connection stands, as far as is known here."""
        return self._reader.is_alive()

    def close(self) -> None:
        """Go away."""
        self._live.close()
        self._reader.join()

    def _read(self) -> None:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            while packet := self._live.recv():
                if packet == "2":
                    self._live.send("3")
                    continue
                with self._news:
                    self.packets.append(str(packet))
                    self.put_out = self.put_out or str(packet).startswith("41")
                    self._news.notify_all()
