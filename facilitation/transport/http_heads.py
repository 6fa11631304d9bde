"""Reads the heads of requests: one strict reading for every server, so that nobody in front can read them otherwise.

A head that a careless proxy might take for two requests, or for one of another length, is refused (RFC 9112, sections
2.2, 3, 5 and 6). Browsers' heads are short, plain lines; nothing else is understood.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from facilitation import bounds

LARGEST = bounds.LARGEST_HEAD
MOST_LINES = bounds.HEAD_LINES
LONGEST_TARGET = bounds.LONGEST_TARGET
ALL_ACCEPTED = bounds.ALL_ACCEPTED
USUAL_LENGTH = 2_048
"""Bytes of a head's lines up to which it is remembered what they say."""
MOST_REMEMBERED = 512
"""Heads of which that is remembered: a few megabytes, and more than poll or fetch files at the same time."""
LIVE, LIVE_TOO = "/socket.io/", "/live/"
"""Where screens open their live connection, and another name of it: some networks let nobody through to the first."""
END = b"\r\n\r\n"
"""What a head ends with."""

TOKEN = rb"[\w!#$%&'*+.^`|~-]+"
"""A name of RFC 9110, section 5.6.2."""
HEAD = re.compile(
    rb"(?P<method>[A-Z]{1,20}) (?P<target>[!-~]+) (?P<version>HTTP/\d\.\d)\r\n"
    rb"(?P<lines>(?:%b:[\t -~\x80-\xff]*\r\n)*)\r\n" % TOKEN
)
"""A whole head: no control characters, no blank before a colon, no folded line, no line that ends otherwise."""
HOST = re.compile(r"(?:[\w.~-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?", re.ASCII)
"""What may stand in `Host`: a name or an address, and a port."""
LENGTH = re.compile(r"[0-9]{1,15}", re.ASCII)
ONCE = frozenset(("host", "content-length", "transfer-encoding", "expect", "upgrade", "origin", "content-type"))
"""Headers that count, and must not be said twice."""


class Refused(Exception):
    """A head that is not understood; `status` is the answer's."""

    def __init__(self, status: str = "400 Bad Request") -> None:
        super().__init__(status)
        self.status = status


class Head(NamedTuple):
    """A request's head. `target` begins with a slash; names of `headers` are as they came, values are bare."""

    method: str
    target: str
    version: str
    headers: Sequence[tuple[str, str]]
    names: frozenset[str]
    """Those of `headers` in lower case."""
    host: str
    length: int
    """Bytes of the body that follows; 0 where it is `chunked`."""
    chunked: bool
    keeps: bool
    """Whether the connection stays open for another request."""


def read(raw: bytes) -> Head:
    """Return what a head says, which ends with an empty line. Raises Refused."""
    found = HEAD.fullmatch(raw)
    if found is None:
        raise Refused
    if len(found["target"]) > LONGEST_TARGET:
        raise Refused("414 URI Too Long")
    version = found["version"].decode()
    if version not in ("HTTP/1.0", "HTTP/1.1"):
        raise Refused("505 HTTP Version Not Supported")
    lines = found["lines"]
    said = (_said_again if len(lines) <= USUAL_LENGTH else _said)(lines, version)
    return said._replace(method=found["method"].decode(), target=_target(found["target"].decode(), said.host))


def _said(lines: bytes, version: str) -> Head:
    """Return a head with what all lines but the first say, still without method and target. Raises Refused."""
    said = lines.decode("latin-1").split("\r\n")[:-1]
    if len(said) > MOST_LINES:
        raise Refused("431 Request Header Fields Too Large")
    headers, counts = _headers(said)
    length, chunked = _body(counts, version)
    names = frozenset(name.lower() for name, _ in headers)
    if (length or chunked) and "upgrade" in names:
        raise Refused  # what follows a handshake are frames
    host = _host(counts.get("host"), version)
    return Head("", "", version, headers, names, host, length, chunked, _keeps(headers, version))


_said_again = functools.lru_cache(MOST_REMEMBERED)(_said)
"""As `_said`: a phone that polls says every time what it said before, and so does one that fetches a page's files."""


def _headers(lines: list[str]) -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """Return the headers in their order, and those of ONCE by their names."""
    headers, counts, accepted = [], {}, 0
    for line in lines:
        name, _, value = line.partition(":")
        value = value.strip(" \t")
        lower = name.lower()
        if lower.startswith("accept"):
            accepted += len(value)
        elif lower == "cookie":
            value = _as_utf8(value)
        headers.append((name, value))
        if lower in ONCE:
            if lower in counts:
                raise Refused
            counts[lower] = value
    if accepted > ALL_ACCEPTED:
        raise Refused("431 Request Header Fields Too Large")
    if counts.get("expect", "100-continue").lower() != "100-continue":
        raise Refused("417 Expectation Failed")
    return tuple(headers), counts


def _as_utf8(value: str) -> str:
    """Return a value whose bytes are UTF-8, as whoever reads cookies takes for granted.

    A browser also sends the cookies of others under the same name, which may be anything; ours are ASCII.
    """
    return value if value.isascii() else value.encode("latin-1").decode(errors="replace").encode().decode("latin-1")


def _host(host: str | None, version: str) -> str:
    if host is None:
        if version == "HTTP/1.1":
            raise Refused
        return ""
    if HOST.fullmatch(host) is None:
        raise Refused
    return host


def _body(counts: dict[str, str], version: str) -> tuple[int, bool]:
    """Return the body's length in bytes, and whether it comes in chunks instead."""
    length, coding = counts.get("content-length"), counts.get("transfer-encoding")
    if coding is not None:
        if coding.lower() != "chunked" or length is not None or version != "HTTP/1.1":
            raise Refused
        return 0, True
    if length is not None and LENGTH.fullmatch(length) is None:
        raise Refused
    return int(length or 0), False


def _target(target: str, host: str) -> str:
    """Return the path and query that a target asks for; one with a scheme must be for the host that `Host` names."""
    if not target.startswith("/"):
        try:
            parts = urlsplit(target)
        except ValueError as error:
            raise Refused from error
        if parts.scheme not in ("http", "https") or not host or parts.netloc.lower() != host.lower():
            raise Refused
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if "#" in target or "%00" in target:  # no database takes a NUL
        raise Refused
    target = "/" + target.lstrip("/")  # two slashes would begin another host's address
    return target.replace(LIVE_TOO, LIVE, 1) if target.startswith(LIVE_TOO) else target


def _keeps(headers: Sequence[tuple[str, str]], version: str) -> bool:
    said = {
        word.strip().lower() for name, value in headers if name.lower() == "connection" for word in value.split(",")
    }
    return "close" not in said and (version == "HTTP/1.1" or "keep-alive" in said)
