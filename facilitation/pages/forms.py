"""Reads a request's body completely before anything is done for it.

While the server waits for somebody's network it must hold nothing that others need: twenty forms whose end never came
once held every connection to the database. So a small body is read, or refused, before the page begins, whoever sent
it; who may do what is looked up afterwards. Pages that take files (`read_by_the_page`) first look who sends them,
release everything, and then read (`upload.py`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.exceptions import ClientDisconnected

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.ids import at

Page = TypeVar("Page", bound=Callable[..., Any])

LARGEST = bounds.LARGEST_FORM

_read_by_the_page: set[Callable[..., Any]] = set()


def read_by_the_page(page: Page) -> Page:
    """Mark a page that reads its body itself, because it may be large; it must hold nothing while it reads."""
    _read_by_the_page.add(page)
    return page


def read() -> None:
    """Read the request's body, where there is a page for it that does not do so itself.

    Raises CafeError `too_slow`, and Werkzeug's errors where the body is too large or ends too early.
    """
    page = at(current_app.view_functions, request.endpoint)
    if page is not None and page not in _read_by_the_page:
        with in_time():
            request.get_data()


def allow_a_file() -> None:
    """Let this request's body take as long as it arrives quickly enough (`transport/pace.py`)."""
    body = request.environ.get("cafe.body")  # where eventlet serves (`bodies.py`)
    if body is not None:
        body.allow_a_file()


@contextmanager
def in_time() -> Iterator[None]:
    """Turn a time-out while reading the request's body into a refusal. Raises CafeError `too_slow`."""
    try:
        yield
    except ClientDisconnected as error:
        if isinstance(error.__context__, TimeoutError):
            raise CafeError("too_slow") from error
        raise
