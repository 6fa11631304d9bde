"""Heads of requests: the plain ones are understood, and what anybody could read in two ways is refused."""

import random

import pytest

from facilitation.transport import http_heads
from facilitation.transport.http_heads import Refused, read

HOST = b"Host: cafe.example:8000\r\n"
START = b"GET / HTTP/1.1\r\n"


def test_a_plain_head_says_what_it_says() -> None:
    head = read(b"GET /q/abc?x=1&y=%C3%A4 HTTP/1.1\r\n" + HOST + b"Cookie:  cafe=a; b=c \r\nX-Empty:\r\n\r\n")
    assert (head.method, head.target, head.version) == ("GET", "/q/abc?x=1&y=%C3%A4", "HTTP/1.1")
    assert head.headers == (("Host", "cafe.example:8000"), ("Cookie", "cafe=a; b=c"), ("X-Empty", ""))
    assert head.names == {"host", "cookie", "x-empty"}
    assert (head.host, head.length, head.chunked, head.keeps) == ("cafe.example:8000", 0, False, True)


@pytest.mark.parametrize(
    ("sent", "cookies"),
    [
        (b"cafe=a; b=\xff", "cafe=a; b=\ufffd"),
        (b"b=\xe4\xf6; cafe=a", "b=\ufffd\ufffd; cafe=a"),
        ("cafe=a; b=ä".encode(), "cafe=a; b=ä"),
        (b"\x80", "\ufffd"),
    ],
)
def test_cookies_of_others_are_no_fault_of_ours(sent: bytes, cookies: str) -> None:
    """Whoever reads them takes their bytes for UTF-8, and once answered every request of such a browser with 500."""
    ((_, _), (_, found)) = read(START + HOST + b"Cookie: " + sent + b"\r\n\r\n").headers
    assert found.encode("latin-1").decode() == cookies


@pytest.mark.parametrize(
    ("request_bytes", "length", "chunked", "keeps"),
    [
        (b"POST /x HTTP/1.1\r\nhost: x\r\nCONTENT-LENGTH: 5\r\n\r\n", 5, False, True),
        (b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 007\r\n\r\n", 7, False, True),
        (b"POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n", 0, True, True),
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, Close\r\n\r\n", 0, False, False),
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Upgrade\r\n\r\n", 0, False, True),
        (b"GET / HTTP/1.0\r\n\r\n", 0, False, False),
        (b"GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n", 0, False, True),
        (b"GET / HTTP/1.1\r\nHost: [fe80::1]:8000\r\n\r\n", 0, False, True),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Name: Dvo\xc5\x99\xc3\xa1k\r\n\r\n", 0, False, True),
    ],
)
def test_what_follows_a_head_is_known(request_bytes: bytes, length: int, chunked: bool, keeps: bool) -> None:
    head = read(request_bytes)
    assert (head.length, head.chunked, head.keeps) == (length, chunked, keeps)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("//elsewhere.example/x", "/elsewhere.example/x"),
        ("http://cafe.example:8000", "/"),
        ("HTTP://Cafe.Example:8000/a?b=c", "/a?b=c"),
        ("http://cafe.example:8000//elsewhere.example", "/elsewhere.example"),
        ("/live/?EIO=4&transport=polling", "/socket.io/?EIO=4&transport=polling"),
        ("/lively", "/lively"),
    ],
)
def test_an_address_leads_nowhere_else(target: str, path: str) -> None:
    assert read(f"GET {target} HTTP/1.1\r\n".encode() + HOST + b"\r\n").target == path


REFUSED = {
    "two lengths": START + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "the same length twice": START + HOST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\n",
    "lengths in a list": START + HOST + b"Content-Length: 5, 5\r\n\r\n",
    "a length and chunks": START + HOST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "chunks and a length": START + HOST + b"Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n",
    "xchunked": START + HOST + b"Transfer-Encoding: xchunked\r\n\r\n",
    "identity": START + HOST + b"Transfer-Encoding: identity\r\n\r\n",
    "two codings": START + HOST + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
    "two lines of codings": START + HOST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
    "chunked, in quotes": START + HOST + b'Transfer-Encoding: "chunked"\r\n\r\n',
    "chunked, vertical tab": START + HOST + b"Transfer-Encoding: \x0bchunked\r\n\r\n",
    "no coding": START + HOST + b"Transfer-Encoding:\r\n\r\n",
    "chunks of an old version": b"POST / HTTP/1.0\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n",
    "a sign": START + HOST + b"Content-Length: +5\r\n\r\n",
    "a negative length": START + HOST + b"Content-Length: -5\r\n\r\n",
    "an underscore": START + HOST + b"Content-Length: 5_0\r\n\r\n",
    "a hexadecimal length": START + HOST + b"Content-Length: 0x5\r\n\r\n",
    "a length in words": START + HOST + b"Content-Length: five\r\n\r\n",
    "an empty length": START + HOST + b"Content-Length:\r\n\r\n",
    "a length of another script": START + HOST + "Content-Length: ٥\r\n\r\n".encode(),
    "a superscript length": START + HOST + b"Content-Length: \xb2\r\n\r\n",
    "an endless length": START + HOST + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n",
    "a blank before the colon": START + b"Host : x\r\n\r\n",
    "a tab before the colon": START + HOST + b"Content-Length\t: 5\r\n\r\n",
    "a blank before a name": START + b" Host: x\r\n\r\n",
    "no name": START + HOST + b": x\r\n\r\n",
    "no colon": START + HOST + b"hello\r\n\r\n",
    "a blank in a name": START + HOST + b"Content Length: 5\r\n\r\n",
    "a letter beyond ASCII in a name": START + HOST + b"X-\xc3\xa4: y\r\n\r\n",
    "only line feeds": b"GET / HTTP/1.1\nHost: x\n\n",
    "one line feed": START + b"Host: x\nX: y\r\n\r\n",
    "a line feed after the request": b"GET / HTTP/1.1\n" + HOST + b"\r\n",
    "a carriage return in a value": START + HOST + b"X: a\rContent-Length: 5\r\n\r\n",
    "carriage returns at an end": START + b"Host: x\r\r\n\r\n",
    "a folded line": START + HOST + b"X: one\r\n two\r\n\r\n",
    "a folded line, by a tab": START + HOST + b"X: one\r\n\ttwo\r\n\r\n",
    "a NUL": START + b"Host: x\x00y\r\n\r\n",
    "a NUL in a name": START + HOST + b"X\x00: y\r\n\r\n",
    "another control character": START + HOST + b"X: \x07\r\n\r\n",
    "DEL": START + HOST + b"X: \x7f\r\n\r\n",
    "no host": START + b"Accept: */*\r\n\r\n",
    "nothing at all": START + b"\r\n",
    "two hosts": START + HOST + HOST + b"\r\n",
    "two hosts of an old version": b"GET / HTTP/1.0\r\n" + HOST + HOST + b"\r\n",
    "an empty host": START + b"Host:\r\n\r\n",
    "a host with a path": START + b"Host: x/y\r\n\r\n",
    "a host with somebody": START + b"Host: a@b\r\n\r\n",
    "a host with another policy": START + b"Host: x;script-src*\r\n\r\n",
    "hosts in a list": START + b"Host: a, b\r\n\r\n",
    "a host's port in words": START + b"Host: x:http\r\n\r\n",
    "two expectations": START + HOST + b"Expect: 100-continue\r\nExpect: 100-continue\r\n\r\n",
    "two origins": START + HOST + b"Origin: http://a\r\nOrigin: http://b\r\n\r\n",
    "another host in the address": b"GET http://elsewhere.example/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "the same host without its port": b"GET http://cafe.example/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "somebody in the address": b"GET http://a@cafe.example:8000/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "another scheme": b"GET file:///etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "an address that is none": b"GET http://[ HTTP/1.1\r\n" + HOST + b"\r\n",
    "a name as address": b"CONNECT cafe.example:8000 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a star as address": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "a path without a slash": b"GET q/abc HTTP/1.1\r\n" + HOST + b"\r\n",
    "a fragment": b"GET /#x HTTP/1.1\r\n" + HOST + b"\r\n",
    "a NUL in the address": b"GET /e/%00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a letter beyond ASCII in the address": b"GET /\xc3\xa4 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a blank in the address": b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n",
    "two blanks": b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a blank at the end": b"GET / HTTP/1.1 \r\n" + HOST + b"\r\n",
    "a blank at the beginning": b" GET / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a line break at the beginning": b"\r\nGET / HTTP/1.1\r\n" + HOST + b"\r\n",
    "no version": b"GET /\r\n" + HOST + b"\r\n",
    "half a version": b"GET / HTTP/1\r\n" + HOST + b"\r\n",
    "another protocol": b"GET / HTPT/1.1\r\n" + HOST + b"\r\n",
    "a method in small letters": b"get / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method with a blank in it": b"G ET / HTTP/1.1\r\n" + HOST + b"\r\n",
    "cut off": START + HOST[:-1],
    "cut off before its end": START + HOST,
    "more than a head": START + HOST + b"\r\nX",
    "nonsense": b"nonsense\r\n\r\n",
    "the greeting of an encrypted connection": b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
}


@pytest.mark.parametrize("request_bytes", REFUSED.values(), ids=REFUSED)
def test_what_could_be_read_in_two_ways_is_refused(request_bytes: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read(request_bytes)
    assert refused.value.status == "400 Bad Request"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (START + HOST + b"X: y\r\n" * http_heads.MOST_LINES + b"\r\n", "431 Request Header Fields Too Large"),
        (b"GET /" + b"x" * http_heads.LONGEST_TARGET + b" HTTP/1.1\r\n" + HOST + b"\r\n", "414 URI Too Long"),
        (b"GET / HTTP/2.0\r\n" + HOST + b"\r\n", "505 HTTP Version Not Supported"),
        (START + HOST + b"Expect: a miracle\r\n\r\n", "417 Expectation Failed"),
    ],
)
def test_limits_are_refused_by_their_names(request_bytes: bytes, status: str) -> None:
    with pytest.raises(Refused) as refused:
        read(request_bytes)
    assert refused.value.status == status


def test_what_is_just_within_the_limits_is_read() -> None:
    head = read(
        b"GET /" + b"x" * (http_heads.LONGEST_TARGET - 1) + b" HTTP/1.1\r\n" + HOST + b"X: y\r\n" * 99 + b"\r\n"
    )
    assert (len(head.target), len(head.headers)) == (http_heads.LONGEST_TARGET, http_heads.MOST_LINES)


def test_whatever_is_sent_is_read_or_refused() -> None:
    chance = random.Random(16)
    pieces = [b"Host", b"Cookie", b"connection", b"close", b"Expect", b":", b": ", b" ", b"\t", b"\r\n", b"\n", b"x;=1"]
    pieces += [b"\r", b"\x00", b"\xc3", b"Content-Length", b"7", b"Transfer-Encoding", b"chunked", b"100-continue"]
    for _ in range(5000):
        said = b"".join(chance.choice(pieces) for _ in range(chance.randrange(1, 24)))
        try:
            head = read(START + HOST + said + b"\r\n\r\n")
        except Refused:
            continue
        lengths = [value for name, value in head.headers if name.lower() == "content-length"]
        assert head.length == int(lengths[0] if lengths else 0)
        assert not (lengths and head.chunked)
