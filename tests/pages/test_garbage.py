"""What ended a request badly is freed at once, and with it what it kept of the request; no collector has to look."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder

from facilitation.errors import CafeError

EVENT = "/e/dresden-2023"


class Cut:
    """A request's body that ends early, or does not come in time."""

    def __init__(self, error: OSError | None) -> None:
        self._error = error

    def read(self, _size: int = -1) -> bytes:
        """Half of it was read before."""
        if self._error is not None:
            raise self._error
        return b""

    readline = read

    def tell(self) -> int:
        """It is at its beginning."""
        return 0

    def seek(self, *_: int) -> int:
        """It is left there."""
        return 0


ENDS: dict[str, dict[str, Any]] = {
    "no such page": {"path": "/nowhere"},
    "no such method": {"path": "/help", "method": "DELETE"},
    "a page that takes no form": {"path": "/house", "method": "POST"},
    "a form that is cut off": {"path": f"{EVENT}/me", "method": "POST", "input_stream": Cut(None)},
    "a form that comes too late": {"path": f"{EVENT}/me", "method": "POST", "input_stream": Cut(TimeoutError())},
    "a form that is too large": {"path": f"{EVENT}/me", "method": "POST", "data": {"name": "x" * 100_000}},
    "a file that comes too late": {
        "path": "/house/import",
        "method": "POST",
        "input_stream": Cut(TimeoutError()),
        "content_type": "multipart/form-data; boundary=x",
    },
    "another site's form": {"path": f"{EVENT}/me", "method": "POST", "headers": {"Origin": "https://elsewhere.test"}},
}


@pytest.fixture
def garbage() -> Iterator[list[Any]]:
    """What only the garbage collector finds, once it was asked."""
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield gc.garbage
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.parametrize("asked", ENDS.values(), ids=ENDS)
def test_a_request_that_ends_badly_does_not_wait_for_the_collector(
    app: Flask, asked: dict[str, Any], garbage: list[Any]
) -> None:
    environ = EnvironBuilder(**{"base_url": "http://localhost/", **asked}).get_environ()
    if "input_stream" in asked:
        environ |= {"CONTENT_LENGTH": "50"}
    statuses: list[str] = []

    def start(status: str, *_: Any) -> Callable[[bytes], object]:
        statuses.append(status)
        return len

    pieces = app.wsgi_app(environ, start)
    b"".join(pieces)
    pieces.close()  # type: ignore[attr-defined]
    del pieces, environ
    gc.collect()
    assert statuses[0] >= "4"
    kept = [one for one in garbage if isinstance(one, HTTPException | CafeError | OSError) and one.__traceback__]
    assert [type(one).__name__ for one in kept] == []
