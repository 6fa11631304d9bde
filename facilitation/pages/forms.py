"""What a request brings is read before anything is done for it.

Who waits for somebody's network holds nothing that others need: twenty forms whose end never came once held every
connection to the database. So a body is here, or refused, before the page begins. It is small, so it may come from
anybody: who may do what is looked up afterwards, as ever. Pages that take files say so (`read_by_the_page`): they look
first who sends, let go of everything, and read then (`upload.py`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.exceptions import ClientDisconnected

from facilitation.errors import CafeError
from facilitation.ids import at

Page = TypeVar("Page", bound=Callable[..., Any])

LARGEST = 65_536
"""Bytes of a form without a file. The longest text, 10,000 letters of the report's introduction, has up to 60,000 in
the alphabets of Europe and the Near East."""

_read_by_the_page: set[Callable[..., Any]] = set()


def read_by_the_page(page: Page) -> Page:
    """Marks a page that takes what may be large. It must hold nothing while it reads."""
    _read_by_the_page.add(page)
    return page


def read() -> None:
    """Read what came with the request, wherever there is a page for it.

    Raises CafeError `too_slow`, and Werkzeug's errors where it is too large or ends too early.
    """
    page = at(current_app.view_functions, request.endpoint)
    if page is not None and page not in _read_by_the_page:
        with in_time():
            request.get_data()


def allow(seconds: float) -> None:
    """What this request brings may take so long as a whole."""
    body = request.environ.get("cafe.body")  # where eventlet serves (`bodies.py`)
    if body is not None:
        body.allow(seconds)


@contextmanager
def in_time() -> Iterator[None]:
    """Reading the request's body. Raises CafeError `too_slow`."""
    try:
        yield
    except ClientDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise CafeError("too_slow") from error
        raise
