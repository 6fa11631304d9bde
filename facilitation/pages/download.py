"""Answers that are files: sent in pieces, so that a network that takes none of them keeps no file in memory."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from flask import Response, current_app

from facilitation.config import Config
from facilitation.errors import CafeError
from facilitation.offload import offload, runner
from facilitation.storage.file_store import FULL, PIECE, Pieces

PDF = "application/pdf"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@contextlib.contextmanager
def room() -> Iterator[None]:
    """Turn a full disk into a refusal. Raises CafeError `no_room`."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise CafeError("no_room") from error
        raise


class Opened:
    """An open file without a name, to be read piece by piece from its beginning; it is closed at the end."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.size = size
        """Bytes of the whole content."""
        self._file = file
        self._run = runner()

    def __iter__(self) -> Iterator[bytes]:
        with self._file:
            while piece := self._run(self._file.read, PIECE):
                yield piece

    def close(self) -> None:
        """Close the file, which deletes it."""
        self._file.close()


def in_pieces(content: Pieces | Opened, mimetype: str, headers: dict[str, str]) -> Response:
    """Answer with a file on the disk."""
    response = Response(content, content_type=mimetype, headers=headers)
    response.content_length = content.size
    return response


def download(content: bytes | Pieces | Opened, mimetype: str, name: str) -> Response:
    """Answer with a file to save; `name` holds only small letters, digits and hyphens, as slugs do, and its ending.

    What was made in memory goes to the disk first, without a name, so that no crash leaves it behind; where the disk
    has no room it is sent from memory.
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    if isinstance(content, bytes) and len(content) > PIECE:
        content = _on_disk(content)
    if isinstance(content, bytes):
        return Response(content, content_type=mimetype, headers=headers)
    return in_pieces(content, mimetype, headers)


def _on_disk(content: bytes) -> Opened | bytes:
    config: Config = current_app.extensions["config"]
    try:
        return Opened(offload(_put_down, content, config.data_dir), len(content))
    except OSError:
        return content


def _put_down(content: bytes, folder: Path) -> IO[bytes]:
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 closed by Opened
    try:
        file.write(content)
        file.seek(0)
    except OSError:
        with contextlib.suppress(OSError):
            file.close()
        raise
    return file
