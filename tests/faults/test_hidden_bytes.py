"""What is hidden is in no byte that goes to a phone: an hour in a real server, of which one guest's phone keeps all.

Words are planted in everything that is not for that guest. Its phone asks for every page, sends every order it may not
give, and listens by WebSocket and by polling. Nothing of what it got may hold such a word, from the moment on from
which the word is not for it.
"""

import http.client
import io
import itertools
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
import websocket
from PIL import Image

from tests import matrix
from tests.browser.serving import Server, serve_quickly
from tests.words import unheard_of

STATION, OTHER = "foerderung-und-raeume", "offene-verwaltung"
FIELDS = ("author_paused", "original", "hidden_reason", "participant", "participant_id", "seals", "link", "behind")
"""Names of fields that only others get; also where they are empty, they tell something."""


class Phone:
    """A phone or laptop that keeps everything it gets."""

    def __init__(self, server: Server, door: str) -> None:
        self.kept: list[tuple[str, bytes]] = []
        """What was asked for, and what came."""
        self._host = urlsplit(server.url).netloc
        self._counted = itertools.count(1)
        self._cookie = ""
        self.get(urlsplit(door).path)
        self._live = websocket.create_connection(
            f"ws://{self._host}/socket.io/?EIO=4&transport=websocket", cookie=self._cookie, timeout=20
        )
        self._read("the opening")
        self._live.send("40")
        self._read("the opening")
        self.revisions: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._live.close()

    def get(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> bytes:
        """Ask for a page; its head is kept as well."""
        web = http.client.HTTPConnection(self._host, timeout=20)
        web.request(method, path, body or None, {"Cookie": self._cookie, **headers})
        answer = web.getresponse()
        told, content = str(answer.headers).encode(), answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self._cookie = cookie.partition(";")[0]
        web.close()
        self.kept.append((f"{method} {path}", told + content))
        return content

    def form(self, path: str, **fields: str) -> bytes:
        """Send a form."""
        body = "&".join(f"{name}={value}" for name, value in fields.items()).encode()
        return self.get(path, "POST", body, **{"Content-Type": "application/x-www-form-urlencoded"})

    def order(self, message: str, **payload: Any) -> dict[str, Any]:
        """Send an order and wait for its answer; what comes before it is kept as well."""
        number = next(self._counted)
        self._live.send(f"42{number}{json.dumps([message, payload])}")
        while True:
            text = self._read(message)
            if text.startswith(f"43{number}["):
                answer: dict[str, Any] = json.loads(text[len(f"43{number}") :])[0]
                return answer

    def done(self, message: str, **payload: Any) -> dict[str, Any]:
        """Send an order that is taken."""
        answer = self.order(message, **payload)
        assert answer["ok"], (message, answer)
        return answer

    def hear(self, station: str, revision: int) -> None:
        """Wait for the news of a station up to this revision."""
        while self.revisions.get(station, 0) < revision:
            self._read("news")

    def _read(self, why: str) -> str:
        text = str(self._live.recv())
        self.kept.append((why, text.encode()))
        if text == "2":
            self._live.send("3")
        if text.startswith("42["):
            name, news = json.loads(text[2:])
            if name == "station.changed":
                self.revisions[news["station"]] = news["revision"]
        return text


class Hour:
    """The hour: deeds, after each of which the guest's phone has to hear of it, and words that are not for it."""

    def __init__(self, guest: Phone) -> None:
        self.guest = guest
        self.words: dict[str, tuple[str, int]] = {}
        """By a word: what it was planted in, and the place in what the phone kept from which on it may not be there."""

    def plant(self, where: str) -> str:
        """A word that is never for the guest."""
        word = unheard_of("zq")
        self.words[word] = (where, 0)
        return word

    def public(self, where: str) -> str:
        """A word that is for everybody until `over` is called."""
        word = self.plant(where)
        self.words[word] = (where, -1)
        return word

    def over(self, word: str, station: str, revision: int) -> None:
        """From now on the word is not for the guest, who has just heard of it."""
        self.guest.hear(station, revision)
        where, _ = self.words[word]
        assert self.seen(word), f"{where} was never there: then nothing is shown by its going"
        self.words[word] = (where, len(self.guest.kept))

    def seen(self, word: str) -> bool:
        """Whether the phone has ever got this word."""
        return any(word.encode() in came for _, came in self.guest.kept)

    def leaks(self) -> list[str]:
        """Words that the phone got although they are not for it, and with what."""
        return [
            f"{where}: {asked}"
            for word, (where, since) in self.words.items()
            for asked, came in self.guest.kept[max(since, 0) :]
            if since >= 0 and word.encode() in came
        ]


def look_everywhere(phone: Phone, event: str, code: str) -> None:
    """Ask for every page and give every order, also those that are not for this phone, and listen by polling."""
    ids = {"name": str(uuid.uuid4()), "contribution_id": str(uuid.uuid4()), "file": str(uuid.uuid4())}
    parts = {"event_slug": event, "code": code, "secret": "x", "kind": "logo", "int:number": "1", **ids}
    for station in (STATION, OTHER):
        for page in matrix.PAGES:
            method, _, address = page.partition(" ")
            for name, value in {**parts, "station_slug": station}.items():
                address = address.replace(f"<{name}>", value)
            if method == "GET" and "<" not in address:
                phone.get(address)
        phone.get(f"/e/{event}/stations/{station}.json?since=1")
        phone.get(f"/e/{event}/stations/{station}.json?since=0")
        phone.order("station.open", event=event, station=station, audience="hosts")
        phone.done("station.open", event=event, station=station)
    own = ("contribution.add", "contribution.edit", "contribution.withdraw", "vote.set", "feedback.set")
    for message, fields in itertools.product(matrix.MESSAGES, ({}, {"station": STATION, "id": ids["name"]})):
        if not message.startswith(own):
            phone.order(message.partition(" ")[0], event=event, **fields)
    polled = "/socket.io/?EIO=4&transport=polling"
    opened = json.loads(phone.get(polled)[1:])
    session = f"{polled}&sid={opened['sid']}"
    phone.get(session, "POST", b"40")
    phone.get(session)
    opening = json.dumps(["station.open", {"event": event, "station": STATION}])
    phone.get(session, "POST", f"421{opening}".encode())
    phone.get(session)
    phone.get(session, "POST", b"1")


@pytest.fixture
def server(fresh: Path, tmp_path: Path) -> Iterator[Server]:
    with serve_quickly(tmp_path / "data", fresh) as running:
        yield running


def test_what_is_hidden_is_in_no_byte_that_goes_to_a_phone(server: Server) -> None:
    links, event = server.links, server.event
    code = urlsplit(links["stations"][STATION]).path.removeprefix("/q/")
    with (
        Phone(server, links["stations"][STATION]) as guest,
        Phone(server, links["stations"][STATION]) as author,
        Phone(server, links["hosts"][STATION]) as host,
        Phone(server, links["organiser"]) as organiser,
    ):
        hour = Hour(guest)
        guest.done("station.open", event=event, station=STATION)
        play(hour, event, author, host, organiser)
        look_everywhere(guest, event, code)
        secrets = [links["organiser"], links["wall"], *links["hosts"].values()]
        for secret in secrets:
            hour.words[urlsplit(secret).path.removeprefix("/go/")] = ("a link", 0)
        assert hour.leaks() == []
        names = [f'"{name}":' for name in FIELDS]
        assert [(name, asked) for asked, came in guest.kept for name in names if name.encode() in came] == []
        assert sum(len(came) for _, came in guest.kept) > 300_000
        assert [word for word, (_, since) in hour.words.items() if since == -1] == []


def play(hour: Hour, event: str, author: Phone, host: Phone, organiser: Phone) -> None:
    """Everything that is done in the hour, and the guest's look after each part of it."""
    moderate(hour, event, author, host)
    sum_up(hour, event, host)
    ask_for_feedback(hour, event, author, organiser)
    write_the_report(hour, event, organiser)


def moderate(hour: Hour, event: str, author: Phone, host: Phone) -> None:
    """What is hidden, shown, withdrawn, put into other words, merged and paused; and what waits."""

    def add(text: str) -> str:
        id = str(uuid.uuid4())
        said = {"kind": "idea", "language": "de", "station": STATION, "event": event}
        hour.guest.hear(STATION, int(author.done("contribution.add", id=id, text=text, **said)["revision"]))
        return id

    hidden, reason = hour.public("a hidden text"), hour.plant("a reason")
    id = add(hidden)
    answer = host.done("contribution.hide", event=event, id=id, reason=reason)
    hour.over(hidden, STATION, answer["revision"])
    host.done("contribution.reword", event=event, id=id, text=hour.plant("a hidden wording"), was=hidden)
    host.done("contribution.word_in_german", event=event, id=id, text=hour.plant("a hidden German wording"))

    withdrawn = hour.public("a withdrawn text")
    id = add(withdrawn)
    hour.over(withdrawn, STATION, author.done("contribution.withdraw", event=event, id=id)["revision"])

    edited = hour.public("a text before its author changed it")
    id = add(edited)
    hour.over(edited, STATION, author.done("contribution.edit", event=event, id=id, text="Neu", was=edited)["revision"])

    original = hour.public("a text before a host changed it")
    id = add(original)
    reworded = host.done("contribution.reword", event=event, id=id, text="Anders", was=original)
    hour.over(original, STATION, reworded["revision"])
    host.done("contribution.pause_author", event=event, id=id, on=True)
    host.done("contribution.pause_author", event=event, id=id, on=False)

    beneath, head = hour.public("what lies beneath a hidden one"), add("Räume für alle")
    id = add(beneath)
    host.done("contribution.merge", event=event, into=head, ids=[id])
    hour.over(beneath, STATION, host.done("contribution.hide", event=event, id=id)["revision"])

    host.done("station.set_approve_first", event=event, station=STATION, on=True)
    waiting, id = hour.plant("a text that waits"), str(uuid.uuid4())
    said = {"kind": "idea", "language": "de", "station": STATION, "event": event}
    author.done("contribution.add", id=id, text=waiting, **said)
    author.done("contribution.edit", event=event, id=id, text=hour.plant("the same, changed"), was=waiting)
    host.done("contribution.word_in_german", event=event, id=id, text=hour.plant("its German wording"))
    host.done("station.set_approve_first", event=event, station=STATION, on=False)
    host.done("journal.read", event=event, station=STATION)


def sum_up(hour: Hour, event: str, host: Phone) -> None:
    """Clusters, statements, measures and photos, each of which goes again."""
    gone = {"cluster": "title", "statement": "text", "measure": "what"}
    for noun, field in gone.items():
        word, id = hour.public(f"a {noun}"), str(uuid.uuid4())
        made = host.done(f"{noun}.add", event=event, id=id, station=STATION, **{field: word})
        hour.guest.hear(STATION, made["revision"])
        hour.over(word, STATION, host.done(f"{noun}.remove", event=event, id=id)["revision"])
    picture = io.BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "JPEG", comment=(metadata := hour.plant("a camera's comment")).encode())
    assert metadata.encode() in picture.getvalue()
    id, path = str(uuid.uuid4()), f"/e/{event}/host/{STATION}/photos"
    sent = host.get(f"{path}?id={id}", "POST", picture.getvalue(), Accept="application/json")
    assert json.loads(sent)["ok"], sent
    hour.guest.get(f"/e/{event}/photos/{id}.jpg")
    caption = hour.public("a photo's caption")
    hour.guest.hear(STATION, host.done("photo.edit", event=event, id=id, caption=caption)["revision"])
    hour.over(caption, STATION, host.done("photo.remove", event=event, id=id)["revision"])
    hour.guest.get(f"/e/{event}/photos/{id}.jpg")


def ask_for_feedback(hour: Hour, event: str, author: Phone, organiser: Phone) -> None:
    """Answers to the survey, and an announcement that is taken back."""
    organiser.done("feedback.begin", event=event)
    comment = hour.plant("a comment")
    author.done("feedback.set", event=event, scale={"1": 5}, text=f"{comment} comment@example.org", language="en")
    (told,) = organiser.done("feedback.open", event=event, audience="desk")["feedback"]["comments"]
    wording = hour.plant("a comment's German wording")
    organiser.done("feedback.word_in_german", event=event, id=told["id"], text=wording)
    organiser.done("feedback.show", event=event, on=True)
    organiser.done("feedback.end", event=event)
    announced = hour.public("an announcement")
    organiser.done("event.announce", event=event, text=announced, minutes=5)
    hour.guest.done("event.open", event=event)
    organiser.done("event.announce", event=event, text="")
    hour.guest.done("event.open", event=event)
    hour.over(announced, STATION, 0)


def write_the_report(hour: Hour, event: str, organiser: Phone) -> None:
    """What organisers write for the city."""
    report = f"/e/{event}/report"
    organiser.form(f"{report}/texts", name="introduction", language="de", known="0", text=hour.plant("an introduction"))
    id = str(uuid.uuid4())
    what = {"what": hour.plant("a recommendation"), "why": hour.plant("its reason")}
    organiser.form(f"{report}/recommendations", id=id, known="0", responsibility="", horizon="", **what)
    theme = {"title": hour.plant("a common theme"), "text": hour.plant("its text"), "clusters": ""}
    organiser.form(f"{report}/themes", id=str(uuid.uuid4()), known="0", **theme)
    page = organiser.get(report)
    planted = [word for word, (where, _) in hour.words.items() if where in ("an introduction", "a recommendation")]
    assert all(word.encode() in page for word in planted)


def test_a_word_that_comes_too_late_or_at_all_is_noticed(server: Server) -> None:
    with (
        Phone(server, server.links["stations"][STATION]) as guest,
        Phone(server, server.links["organiser"]) as organiser,
    ):
        hour = Hour(guest)
        never, later = hour.plant("what is never for it"), hour.public("what was for it once")
        for word in (never, later):
            organiser.done("event.announce", event=server.event, text=word, minutes=5)
            guest.done("event.open", event=server.event)
        hour.over(later, STATION, 0)
        guest.done("event.open", event=server.event)
        leaks = hour.leaks()
    assert "what is never for it: event.open" in leaks
    assert "what was for it once: event.open" in leaks
