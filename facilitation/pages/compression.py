"""Answers that are sent compressed."""

import functools
import gzip

from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from facilitation.offload import offload
from facilitation.storage.transactions import let_go

SMALL_PAGE = 1400
"""Bytes that fit into one packet; compressing them gains nothing."""
PAGE_COMPRESSION = 5
"""The level of gzip for pages."""
LARGE_PAGE = 200_000
"""Bytes from which a page is compressed in a real thread, because it would hold up others."""


@functools.lru_cache(64)
def takes(encoding: str, accept_encoding: str) -> bool:
    """Tell whether a client that sends this header `Accept-Encoding` takes answers of this encoding."""
    return parse_accept_header(accept_encoding, Accept)[encoding] > 0


def compress_page(response: Response) -> Response:
    """Compress a page that is not: a station's carries its newest contributions; a fifth goes over a hall's WiFi."""
    plain = response.mimetype == "text/html" and "Content-Encoding" not in response.headers
    if plain and not response.is_streamed and len(response.data) > SMALL_PAGE:
        response.vary.add("Accept-Encoding")
        if takes("gzip", request.headers.get("Accept-Encoding", "")) and request.method == "GET":
            response.set_data(_compressed_page(response.data))
            response.headers["Content-Encoding"] = "gzip"
    return response


def _compressed_page(page: bytes) -> bytes:
    if len(page) < LARGE_PAGE:
        return gzip.compress(page, PAGE_COMPRESSION, mtime=0)
    let_go()  # whoever waits for a thread holds no connection to the database
    return offload(gzip.compress, page, PAGE_COMPRESSION, mtime=0)
