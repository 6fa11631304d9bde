"""News between several processes through Redis, for which nobody waits: not even where it says nothing any more.

The library publishes while an order waits for its acknowledgement, and listens to a connection that may have died
without a word. Here what is to be published goes into a queue of its own, and a connection that does not answer a ping
is replaced. What is lost meanwhile, screens fetch with their next question: revisions tell that something is missing.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from socketio import Manager, RedisManager

from facilitation import bounds

ANSWER_SECONDS = 2.0
"""Seconds to wait for Redis, and between two pings."""
SILENT_SECONDS = 5.0
"""Seconds without a word after which a connection counts as dead."""
PAUSE_SECONDS = 1.0
"""Seconds before another try."""
MOST_WAITING = bounds.NEWS_WAITING
MOST_LETTERS = bounds.NEWS_LETTERS
PROCESSES = "/processes"
"""The namespace of what processes tell each other; no screen can be in it."""


log = logging.getLogger(__name__)


class PatientRedis(RedisManager):
    """The library's manager, which publishes in the background, and listens to a connection that is alive."""

    def __init__(self, url: str, channel: str) -> None:
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        options = {
            "socket_timeout": ANSWER_SECONDS,
            "socket_connect_timeout": ANSWER_SECONDS,
            "retry": Retry(NoBackoff(), 0),
        }
        super().__init__(url, channel=channel, redis_options=options)
        self._waiting: deque[str] = deque()
        self._letters = 0
        self._turn = threading.Lock()
        self._publishing = False
        self._away = False
        self.told: Callable[[int], None] | None = None
        """What is called with what another process tells by `tell`."""

    def tell(self, event_id: int) -> None:
        """Tell the other processes that something happened at this event; no screen hears it."""
        data = {"event": "happened", "data": [event_id], "namespace": PROCESSES}
        self._publish({"method": "emit", "host_id": self.host_id, **data})

    def _handle_emit(self, message: Any) -> None:
        if message.get("namespace") != PROCESSES:
            super()._handle_emit(message)
        elif self.told is not None:
            self.told(*message["data"])

    def _publish(self, data: Any) -> None:
        news = self.json.dumps(data)
        with self._turn:
            self._waiting.append(news)
            self._letters += len(news)
            while len(self._waiting) > MOST_WAITING or self._letters > MOST_LETTERS:
                self._letters -= len(self._waiting.popleft())
            running, self._publishing = self._publishing, True
        if not running:
            try:
                self.server.start_background_task(self._publish_all)
            except BaseException:  # no thread is to be had; the next piece tries again
                self._publishing = False
                raise

    def _publish_all(self) -> None:
        """Publish what waits, in its order, and try again as long as Redis is away."""
        client = None
        while (news := self._next()) is not None:
            try:
                client = client or self._client()
                client.publish(self.channel, news)
                self._away = False
            except Exception:
                client = None
                self._notice()
                with self._turn:
                    if len(self._waiting) < MOST_WAITING and self._letters + len(news) <= MOST_LETTERS:
                        self._waiting.appendleft(news)
                        self._letters += len(news)
                self.server.sleep(PAUSE_SECONDS)

    def _next(self) -> str | None:
        with self._turn:
            if not self._waiting:
                self._publishing = False
                return None
            news = self._waiting.popleft()
            self._letters -= len(news)
            return news

    def _notice(self) -> None:
        """Write down that Redis is away, once until it is back."""
        if not self._away:
            self._away = True
            log.warning("Redis does not answer. Other processes hear news once it is back.")

    def _client(self) -> Any:
        return self._get_redis_module().Redis.from_url(self.redis_url, **self.redis_options)

    def _listen(self) -> Iterator[Any]:
        """Give what other processes publish, from one connection after the other."""
        while True:
            try:
                listener = self._client().pubsub(ignore_subscribe_messages=True)
                listener.subscribe(self.channel)
                yield from _heard(listener)
            except Exception:
                self._notice()
            self.server.sleep(PAUSE_SECONDS)


def _heard(listener: Any) -> Iterator[Any]:
    """Give what a connection brings, until it is silent although it was asked."""
    heard = asked = time.monotonic()
    while time.monotonic() - heard < SILENT_SECONDS:
        if time.monotonic() - asked >= ANSWER_SECONDS:
            listener.ping()
            asked = time.monotonic()
        message = listener.get_message(timeout=ANSWER_SECONDS)
        if message is not None:
            heard = time.monotonic()
            if message["type"] == "message":
                yield message["data"]
    listener.close()


def hear(manager: Manager, told: Callable[[int], None]) -> None:
    """Let a manager call `told` with each event at which something happened in another process."""
    if isinstance(manager, PatientRedis):
        manager.told = told
