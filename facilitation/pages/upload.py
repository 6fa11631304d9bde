"""Receives files: reads them in pieces, so that others have a turn after each, and refuses those that are too large.

A page that reads files checks before it whether somebody may send any, and after it whether they still may: minutes can
lie between. So many files are read at once; who comes beyond them is refused before anything is read.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from facilitation import bounds
from facilitation.errors import CafeError
from facilitation.extensions import db, socketio
from facilitation.offload import offload
from facilitation.pages import forms
from facilitation.storage.file_store import FULL

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


class OnDisk(NamedTuple):
    """A form that brought a file which may be large: its fields, and where the file lies (None: none was chosen)."""

    fields: MultiDict[str, str]
    file: Path | None


@contextmanager
def form_on_disk(most: int, folder: Path) -> Iterator[OnDisk]:
    """Read a form as `form` does, but its file, of at most so many bytes, to a new file in `folder`.

    Raises CafeError `too_slow`, `uploads_busy`, `too_large`, `storage_full`, `malformed`, and Werkzeug's
    RequestEntityTooLarge.
    """
    db.session.rollback()  # a slow network must not keep a connection
    request.max_content_length = most + AROUND
    stream = request.stream
    if not _places.acquire(blocking=False):
        raise CafeError("uploads_busy")
    try:
        forms.allow_a_file()
        options = request.mimetype_params.get("boundary", "").encode("ascii", "replace")
        parser = MultipartDecoder(options, max_form_memory_size=AROUND, max_parts=MOST_PARTS)
        receiving = _Receiving(parser, folder, most)
        try:
            with forms.in_time():
                while part := stream.read(READ_AT_ONCE):
                    offload(receiving.take, part)
                    socketio.sleep(0)  # a fast network always has more: the others come first
                offload(receiving.take, None)
        except OSError as error:
            if error.errno in FULL:
                raise CafeError("storage_full") from error
            raise
        except ValueError as error:
            raise CafeError("malformed") from error
        finally:
            offload(receiving.close)
        yield receiving.received()
    finally:
        _places.release()


class _Receiving:
    """A multipart form that comes in pieces; the field `file` goes to the disk."""

    def __init__(self, parser: MultipartDecoder, folder: Path, most: int) -> None:
        self._parser = parser
        self._left = most
        self._path = folder / "received"
        self._fields: MultiDict[str, str] = MultiDict()
        self._file: IO[bytes] | None = None
        self._name: str | None = None
        self._text = b""

    def take(self, part: bytes | None) -> None:
        """Take the next piece, None after the last.

        Raises ValueError for what is no such form, CafeError `too_large` for a file that is, and OSError.
        """
        self._parser.receive_data(part)
        while True:
            event = self._parser.next_event()
            if isinstance(event, Epilogue | NeedData):
                return
            if isinstance(event, File):
                self._name = None
                if event.name == "file" and event.filename and self._file is None:
                    self._file = self._path.open("xb")
                    self._name = "file"
            elif isinstance(event, Field):
                self._name, self._text = event.name, b""
            elif isinstance(event, Data):
                self._have(event)

    def _have(self, data: Data) -> None:
        if self._name == "file" and self._file is not None:
            self._left -= len(data.data)
            if self._left < 0:
                raise CafeError("too_large")
            self._file.write(data.data)
        elif self._name is not None:
            self._text += data.data
            if len(self._text) > AROUND:
                raise ValueError("a field is too long")
            if not data.more_data:
                self._fields.add(self._name, self._text.decode("utf-8", "replace"))

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def received(self) -> OnDisk:
        """Return what came."""
        return OnDisk(self._fields, None if self._file is None else self._path)


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
