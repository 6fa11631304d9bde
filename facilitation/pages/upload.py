"""Receives files: reads them in pieces, so that others have a turn after each, and refuses those that are too large.

A page that reads files checks before it whether somebody may send any, and after it whether they still may: minutes can
lie between. So many files are read at once; who comes beyond them is refused before anything is read.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.extensions import db, socketio
from facilitation.offload import offload
from facilitation.pages import forms

READ_AT_ONCE = 65_536
"""Bytes that are read at once."""
AROUND = bounds.BESIDE_A_FILE
MOST_PARTS = bounds.PARTS_BESIDE_A_FILE
MOST_AT_ONCE = bounds.UPLOADS_AT_ONCE

_places = threading.BoundedSemaphore(MOST_AT_ONCE)


class Sent(NamedTuple):
    """A form that brought a file: its fields, the file's name, and the file's content."""

    fields: MultiDict[str, str]
    name: str
    content: bytes


@contextmanager
def body(most: int) -> Iterator[io.BytesIO]:
    """Read the request's body of at most so many bytes; its place is free again when the caller is done with it.

    Raises CafeError `too_slow`, `uploads_busy` (at once), and Werkzeug's RequestEntityTooLarge, at once where the
    length is announced.
    """
    db.session.rollback()  # a slow network must not keep a connection
    request.max_content_length = most
    stream = request.stream
    if not _places.acquire(blocking=False):
        raise CafeError("uploads_busy")
    try:
        forms.allow_a_file()
        received = io.BytesIO()
        with forms.in_time():
            while part := stream.read(READ_AT_ONCE):
                received.write(part)
                socketio.sleep(0)  # a fast network always has more: the others come first
        received.seek(0)
        yield received
    finally:
        _places.release()


@contextmanager
def form(most: int) -> Iterator[Sent]:
    """Read a plain form with one file, `file`, of at most so many bytes; it is empty where none was chosen.

    The form is parsed in a real thread: finding the boundaries in ten megabytes takes a tenth of a second. Raises
    CafeError `too_slow`, `uploads_busy`, `too_large`, and Werkzeug's RequestEntityTooLarge.
    """
    with body(most + AROUND) as received:
        yield offload(_parsed, received, request.mimetype, dict(request.mimetype_params), most)


def _parsed(received: io.BytesIO, mimetype: str, options: dict[str, str], most: int) -> Sent:
    parser = FormDataParser(stream_factory=_in_memory, max_form_memory_size=AROUND, max_form_parts=MOST_PARTS)
    length = received.getbuffer().nbytes
    _, fields, files = parser.parse(received, mimetype, length, options)
    file = files.get("file", FileStorage())
    content = file.stream.read(most + 1)
    if len(content) > most:
        raise CafeError("too_large")
    return Sent(fields, file.filename or "", content)


def _in_memory(
    total_content_length: int | None, content_type: str | None, filename: str | None, content_length: int | None = None
) -> io.BytesIO:
    """Keep an uploaded file in memory: nothing that somebody sends is on the disk before it was checked."""
    return io.BytesIO()
