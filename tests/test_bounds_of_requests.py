"""Every bound of a request, a session and what is kept in memory, at the bound and one above."""

from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from facilitation import bounds
from facilitation.i18n.libre_translate import LibreTranslate
from facilitation.i18n.no_draft import Away
from facilitation.transport import http_heads
from facilitation.transport.bodies import dechunked
from facilitation.transport.holdings import Holdings
from facilitation.transport.http_heads import Refused
from facilitation.transport.http_protocol import HttpProtocol
from facilitation.transport.http_streams import Arriving
from tests.conftest import Doors
from tests.test_bounds_of_files import STEPS
from tests.translator import Translator, libre_translate
from tests.transport.test_bodies import Network, body_of
from tests.transport.test_fanout import hall
from tests.transport.test_flood import Scene, framed
from tests.transport.test_flood import scene as scene
from tests.transport.test_holdings import Client
from tests.transport.test_wire import HANDSHAKE, TEXT, Raw

STATION = "foerderung-und-raeume"
START, END = b"GET / HTTP/1.1\r\nHost: x\r\n", b"\r\n"


def head_of(network: Network) -> str:
    """What becomes of a head: its status where it is refused."""
    protocol = object.__new__(HttpProtocol)
    try:
        protocol._whole_head(Arriving(network), network.pace())
    except Refused as refusal:
        return refusal.status
    except TimeoutError:
        return "late"
    return "taken"


def read(head: bytes) -> str:
    """What a head is found to be: its status where it is refused."""
    try:
        http_heads.read(head)
    except Refused as refusal:
        return refusal.status
    return "taken"


@STEPS
def test_a_head(above: int) -> None:
    head = (START + b"X: ").ljust(bounds.LARGEST_HEAD + above - 4, b"y") + b"\r\n\r\n"
    assert head_of(Network([(0, head)])) == ("431 Request Header Fields Too Large" if above else "taken")


@STEPS
def test_lines_of_a_head(above: int) -> None:
    head = START + b"X: y\r\n" * (bounds.HEAD_LINES - 1 + above) + END
    assert read(head) == ("431 Request Header Fields Too Large" if above else "taken")


@STEPS
def test_an_address(above: int) -> None:
    head = START.replace(b"/ ", b"/".ljust(bounds.LONGEST_TARGET + above, b"x") + b" ", 1) + END
    assert read(head) == ("414 URI Too Long" if above else "taken")


@STEPS
@pytest.mark.parametrize("lines", [1, 2, 4])
def test_all_that_a_browser_accepts(above: int, lines: int) -> None:
    names = [b"Accept", b"Accept-Language", b"accept", b"ACCEPT-ENCODING"][:lines]
    said = [b"a" + b" " * (bounds.ALL_ACCEPTED // lines - 2) + b"b" for _ in names]
    said[-1] += b"c" * above
    head = START + b"".join(b"%b: %b\r\n" % both for both in zip(names, said, strict=True)) + END
    assert read(head) == ("431 Request Header Fields Too Large" if above else "taken")


@STEPS
def test_pieces_of_a_head(above: int) -> None:
    head = START + b"X: " + b"y" * 100 + b"\r\n\r\n"
    many = bounds.HEAD_PIECES + above
    pieces = [head[place : place + 1] for place in range(many - 1)] + [head[many - 1 :]]
    assert head_of(Network([(0, piece) for piece in pieces])) == ("400 Bad Request" if above else "taken")


@STEPS
def test_seconds_of_a_head(above: int) -> None:
    head = Network([(bounds.HEAD_SECONDS - 1, START), (0.9 + above, END)])
    assert head_of(head) == ("late" if above else "taken")


@STEPS
def test_a_body_that_is_announced(above: int) -> None:
    said = f"Content-Length: {bounds.LARGEST_BODY + above}"
    with hall("direct") as port, closing(Raw(port, ("POST /nowhere HTTP/1.1", "Host: x", said))) as raw:
        assert raw.status == ("HTTP/1.1 413 Content Too Large" if above else "HTTP/1.1 404 Not Found")


@STEPS
def test_seconds_of_a_body(above: int) -> None:
    body = body_of(Network([(bounds.BODY_SECONDS - 1, b"text="), (0.9 + above, b"Mehr")]), 9)
    if above:
        with pytest.raises(TimeoutError):
            body.read()
    else:
        assert body.read() == b"text=Mehr"


@STEPS
def test_pieces_of_a_body(above: int) -> None:
    length = 2 * bounds.BYTES_A_PIECE
    pieces = bounds.FEWEST_PIECES + 2 + above
    body = body_of(Network([(0, b"x")] * (pieces - 1) + [(0, b"x" * (length - pieces + 1))]), length)
    if above:
        with pytest.raises(TimeoutError, match="too many pieces"):
            body.read()
    else:
        assert len(body.read()) == length


def chunked(chunk: bytes, times: int = 1, trailers: bytes = b"") -> bytes:
    """A body in chunks; the last is the empty one."""
    return b"%x\r\n%b\r\n" % (len(chunk), chunk) * times + b"0\r\n" + trailers + b"\r\n"


CHUNKED = {
    "LARGEST_CHUNKED": ("413 Content Too Large", lambda many: chunked(b"x" * (many - 13))),
    "MOST_CHUNKS": ("413 Content Too Large", lambda many: chunked(b"x", many - 1)),
    "LONGEST_CHUNK_LINE": ("400 Bad Request", lambda many: chunked(b"x", 1, b"X: ".ljust(many - 2, b"y") + b"\r\n")),
    "MOST_TRAILERS": ("400 Bad Request", lambda many: chunked(b"x", 1, b"X: y\r\n" * (many - 1))),
}


@STEPS
@pytest.mark.parametrize("name", CHUNKED)
def test_chunks(name: str, above: int) -> None:
    status, made = CHUNKED[name]
    network = Network([(0, made(getattr(bounds, name) + above))])
    if above:
        with pytest.raises(Refused) as refusal:
            dechunked(Arriving(network), network.pace())
        assert refusal.value.status == status
    else:
        assert set(dechunked(Arriving(network), network.pace())) == set(b"x")


@pytest.fixture(scope="module")
def machine() -> Iterator[Translator]:
    """Runs a translator of our own."""
    with libre_translate() as found:
        yield found


@STEPS
def test_a_draft(machine: Translator, above: int) -> None:
    answer = b'{"translatedText":"Rooms"'.ljust(bounds.LONGEST_DRAFT - 1 + above) + b"}"
    machine.answers.append((200, answer))
    if above:
        with pytest.raises(Away):
            LibreTranslate(machine.url).translate("Zimmer", "de", "en")
    else:
        assert LibreTranslate(machine.url).translate("Zimmer", "de", "en") == "Rooms"


@STEPS
def test_where_a_form_leads(app: Flask, above: int) -> None:
    usual = "/e/dresden-2023/"
    path = usual.ljust(bounds.LONGEST_PATH + above, "x")
    web = app.test_client()
    web.get(f"{usual}me")
    answer = web.post(f"{usual}me", data={"language": "de", "next": path})
    assert answer.location == (usual if above else path)


@STEPS
def test_a_session(app: Flask, doors: Doors, monkeypatch: pytest.MonkeyPatch, above: int) -> None:
    web = app.test_client()
    came = TimestampSigner("").get_timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: came)
    assert web.get(doors.stations[STATION]).status_code == 302
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: came + bounds.DAYS_REMEMBERED * 86_400 + above)
    assert web.get(f"/e/dresden-2023/stations/{STATION}.json").status_code == (403 if above else 200)


@STEPS
@pytest.mark.parametrize(("most", "person"), [(bounds.KEPT_FOR_A_PERSON, "p1"), (bounds.KEPT_IN_ALL, None)])
def test_what_is_kept(most: int, person: str | None, above: int) -> None:
    kept = Holdings()
    larger, smaller = Client(kept, person), Client(kept, person)
    larger.take(most // 2 + 1)
    smaller.take(most // 2 - 1 + above)
    assert (larger.gone, smaller.gone) == (bool(above), False)


@STEPS
def test_screens_of_a_person(above: int) -> None:
    with hall("direct") as port, ExitStack() as stack:
        opened = []
        for _ in range(bounds.SCREENS_OF_A_PERSON + above):
            opened.append(stack.enter_context(closing(Raw(port, (*HANDSHAKE, "Cookie: cafe=somebody")))))
            opened[-1].join()
        oldest = opened[0]
        if above:
            assert [frame for frame in iter(oldest.read, None) if frame[0] == TEXT] == []
        else:
            oldest.frame(TEXT, b'425["join"]')
            assert oldest.until(b"435") == b'435["in"]'


@STEPS
@pytest.mark.parametrize(
    ("cookie", "most"), [("cafe=somebody", bounds.HEARD_BETWEEN_PINGS), ("", bounds.HEARD_OF_STRANGERS)]
)
def test_what_is_heard_of_a_screen(cookie: str, most: int, above: int) -> None:
    usual = hall("direct", "25", "20", "10", "usual")
    with usual as port, closing(Raw(port, (*HANDSHAKE, f"Cookie: {cookie}"))) as raw:
        raw.join()
        raw.write(framed(b"", 0x8A) * (most - 3 + above))  # beside the two of joining, and this
        raw.frame(TEXT, b'425["join"]')
        told = [body for code, body in iter(raw.read, None) if code == TEXT] if above else [raw.until(b"435")]
        assert told == ([] if above else [b'435["in"]'])


def fill(scene: Scene) -> None:
    """Let one frame wait behind what the network takes."""
    while not scene.wire.waiting:
        scene.wire.write(b"x" * 10_000)


@STEPS
def test_frames_that_wait(scene: Scene, above: int) -> None:
    fill(scene)
    for _ in range(bounds.WAITING_FRAMES - 1 + above):
        scene.wire.write(b"x")
    assert (len(scene.wire.waiting), scene.wire.flooded) == ((0, True) if above else (bounds.WAITING_FRAMES, False))


@STEPS
def test_bytes_that_wait(scene: Scene, above: int) -> None:
    fill(scene)
    scene.wire.write(b"x" * (bounds.KEPT_FOR_A_SCREEN + above))
    scene.wire.write(b"x")
    assert (len(scene.wire.waiting), scene.wire.flooded) == ((0, True) if above else (3, False))
