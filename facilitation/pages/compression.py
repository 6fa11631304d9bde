"""Answers that are sent compressed."""

import gzip
from collections.abc import Callable

from flask import Response, request

from facilitation.offload import offload
from facilitation.storage.transactions import let_go

SMALL_PAGE = 1400
"""Bytes that fit into one packet; compressing them gains nothing."""
PAGE_COMPRESSION = 5
"""The level of gzip for pages."""
LARGE_PAGE = 200_000
"""Bytes from which a page is compressed in a real thread, because it would hold up others."""


def compress_page(response: Response) -> Response:
    """Compress a page: a station's carries all its contributions, and needs a fifth of the bytes on the hall's WiFi."""
    if response.mimetype == "text/html" and not response.is_streamed and len(response.data) > SMALL_PAGE:
        compress(response, lambda: _compressed_page(response.data))
    return response


def compress(response: Response, compressed: Callable[[], bytes]) -> None:
    """Put what `compressed` returns, made by gzip, in the place of an answer's bytes if the browser takes it."""
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0 and request.method == "GET":
        response.direct_passthrough = False
        response.close()  # the file's content is sent from memory now
        response.set_data(compressed())
        response.headers["Content-Encoding"] = "gzip"


def _compressed_page(page: bytes) -> bytes:
    if len(page) < LARGE_PAGE:
        return gzip.compress(page, PAGE_COMPRESSION, mtime=0)
    let_go()  # whoever waits for a thread holds no connection to the database
    return offload(gzip.compress, page, PAGE_COMPRESSION, mtime=0)
