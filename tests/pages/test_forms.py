"""What a request brings is read while nothing is held that others need, whole and in time, or refused in words."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import QueuePool
from werkzeug.test import TestResponse

from facilitation.extensions import db
from facilitation.pages import forms, upload
from facilitation.storage.sqlite_lock import write_lock
from tests import camera
from tests.conftest import Doors, OpenScreen, Screen, new_id

EVENT, STATION = "dresden-2023", "foerderung-und-raeume"
FORM = "application/x-www-form-urlencoded"
TAKEN = {
    "participant.greet": (b"name=Ada&language=de", 303),
    "participant.hand_on": (b"next=", 302),
    "language.chosen": (b"language=uk", 303),
    "participant.post": (b"text=Mehr&kind=idea&language=de&id=%s" % new_id().encode(), 303),
    "votes.set": (b"give=%s&id=%s" % (new_id().encode(), new_id().encode()), 404),
    "mine.change": (b"do=unname&order=%s" % new_id().encode(), 303),
    "feedback.answer": (b"text=Gut&language=de", 400),
    "host.draft": (b"x=y", 404),
    "photos.take": (camera.file(), 200),
    "house.renew": (b"door=1", 303),
    "house.copy": (b"title=Fest&date=2031-05-01", 303),
    "house.archive": (b"x=y", 303),
    "house.delete": (b"x=y", 200),
    "house.take_in": (b"x=y", 400),
    "house.show_example": (b"x=y", 303),
    "organiser.renew": (b"door=2", 303),
    "organiser.tell_clock": (b"day=2023-11-18", 303),
    "addresses.choose": (b"address=", 303),
    "print_kit.printed": (b"x=y", 303),
    "presentation.arrange": (b"reset=", 303),
    "editor.write_text": (b"name=summary&language=de&text=Kurz&known=0", 303),
    "editor.write_recommendation": (b"what=Viel&horizon=&known=0&id=%s" % new_id().encode(), 303),
    "editor.write_theme": (b"title=Alles&known=0&id=%s" % new_id().encode(), 303),
    "new_event.create": (b"title=Neu", 400),
    "edit.write_text": (b"noun=event&field=contact&text=Ada&known=0&section=contact", 303),
    "edit.arrange_lines": (b"field=aims&do=add&text=Neu&section=event", 303),
    "edit.arrange_questions": (b"do=add&text=War+es+gut&section=feedback", 303),
    "edit.plan_rounds": (b"do=add&title=Feiern&section=rounds", 303),
    "edit.set_value": (b"name=city&text=Dresden&known=0&section=event", 303),
    "edit.arrange_stations": (b"do=up&station=offene-verwaltung&section=stations", 303),
    "edit.write_line": (b"do=add&title=Neu&section=programme", 303),
    "editions.fix": (b"language=de", 303),
    "letterheads.put": (b"do=remove", 303),
    "edit.put_logo": (b"do=remove", 303),
    "translations.put": (b"x=y", 400),
    "machine_drafts.switch": (b"on=", 303),
    "ready.order": (b"do=clock", 303),
    "rehearsal.order": (b"do=delete", 404),
    "rehearsal.told": (b"x=y", 403),
}
"""What each page that takes something is sent, and its answer."""
LARGE = (
    *(
        "report.docx",
        "export.xlsx",
        "export.csv",
        "export.md",
        "export.json",
        "export.zip",
        "event.zip",
        "presentation.pptx",
    ),
    *("report", "organise", "wall", "wall/words.json"),
    *(f"host/{STATION}", f"stations/{STATION}", f"stations/{STATION}.json"),
)
"""What takes long on a slow line."""
VALUES: dict[str, Any] = {
    "event_slug": EVENT,
    "station_slug": STATION,
    "contribution_id": "x",
    "kind": "logo",
    "id": new_id(),
}


class Watched(io.BytesIO):
    """A body that notes what is held while it is read. Whoever reads it is a thread of its own, so nobody else is."""

    def __init__(self, app: Flask, content: bytes) -> None:
        super().__init__(content)
        self.held: list[tuple[int, bool]] = []
        self._app = app

    def read(self, size: int | None = -1) -> bytes:
        self._look()
        return super().read(size)

    def readinto(self, buffer: Any) -> int:
        self._look()
        return super().readinto(buffer)

    def _look(self) -> None:
        with self._app.app_context():
            self.held.append((taken(), write_lock._is_owned()))  # type: ignore[attr-defined]


def taken() -> int:
    """How many of the pool's connections are taken. Needs a context."""
    assert isinstance(db.engine.pool, QueuePool)
    return db.engine.pool.checkedout()


def send(who: Screen, endpoint: str, body: object, length: int, **headers: str) -> TestResponse:
    """A request to a page, whose body is read from this."""
    with who.web.application.test_request_context():
        path = who.web.application.url_for(endpoint, **VALUES)
    brought = {"CONTENT_LENGTH": str(length), "wsgi.input": body}
    return who.web.post(path, environ_overrides=brought, content_type=FORM, headers=headers)


def test_every_page_that_takes_something_stands_here(app: Flask) -> None:
    taking = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert taking == set(TAKEN)


def test_nothing_is_held_while_the_network_decides(app: Flask, screen: OpenScreen, doors: Doors) -> None:
    last = "house.renew"  # after which this administrator is out
    for endpoint, (content, status) in sorted(TAKEN.items(), key=lambda one: one[0] == last):
        body = Watched(app, content)
        answer = send(screen(doors.house), endpoint, body, len(content))
        assert (endpoint, answer.status_code, set(body.held)) == (endpoint, status, {(0, False)})


def test_a_page_that_is_asked_for_with_a_form_holds_nothing_either(
    app: Flask, screen: OpenScreen, doors: Doors
) -> None:
    body = Watched(app, b"language=en")
    answer = screen(doors.organiser).web.get(
        f"/e/{EVENT}/report", input_stream=body, environ_overrides={"CONTENT_LENGTH": "11"}, content_type=FORM
    )
    assert (answer.status_code, set(body.held)) == (200, {(0, False)})


def test_nothing_is_held_while_somebody_reads_slowly(app: Flask, screen: OpenScreen, doors: Doors) -> None:
    organiser, photo = screen(doors.organiser), VALUES["id"]
    sent = organiser.web.post(f"/e/{EVENT}/host/{STATION}/photos?id={photo}", data=camera.file())
    assert sent.status_code == 200
    held = {}
    for path in (*LARGE, f"photos/{photo}.jpg"):
        answer = organiser.web.get(f"/e/{EVENT}/{path}", buffered=False)
        with app.app_context():
            before = taken()
            assert next(iter(answer.iter_encoded())), "the first piece has left, the others wait"
            held[path] = (answer.status_code, before, taken())
        answer.close()
    assert set(held.values()) == {(200, 0, 0)}, held


class Slow:
    """A body as eventlet's is: it knows `read` only. Before its last bytes something happens."""

    def __init__(self, content: bytes, meanwhile: Callable[[], None]) -> None:
        self._content = content
        self._meanwhile = meanwhile

    def read(self, size: int) -> bytes:
        part, self._content = self._content[:size], self._content[size:]
        if not self._content:
            self._meanwhile()
        return part

    def close(self) -> None:
        """Nobody minds."""


def late() -> Any:
    """A body whose end did not come in time."""

    def time_out() -> None:
        raise TimeoutError("timed out")

    return Slow(b"", time_out)


def test_what_comes_too_late_is_refused_in_words(screen: OpenScreen, doors: Doors) -> None:
    keeper, sentence = screen(doors.house), "Das kam nicht rechtzeitig ganz an. Bitte senden Sie es noch einmal."
    answers = {one: send(keeper, one, late(), 500, **{"Accept-Language": "de"}) for one in TAKEN}
    told = {one: (answer.status_code, sentence in answer.text) for one, answer in answers.items()}
    assert told == dict.fromkeys(TAKEN, (408, True))


def test_a_script_is_told_the_code(screen: OpenScreen, doors: Doors) -> None:
    answer = send(screen(doors.organiser), "editor.write_text", late(), 500, Accept="application/json")
    assert (answer.status_code, answer.json and answer.json["error"]) == (408, "too_slow")


class Unread(io.BytesIO):
    """A body that must not be looked at."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("it was read")

    readinto = read  # type: ignore[assignment]


def test_a_form_that_says_it_is_too_large_is_not_read(screen: OpenScreen, doors: Doors) -> None:
    keeper, sentence = screen(doors.house), "Das ist zu viel auf einmal. Bitte teilen Sie es auf."
    small = set(TAKEN) - {"photos.take", "letterheads.put", "edit.put_logo", "translations.put", "house.take_in"}
    german = {"Accept-Language": "de"}
    answers = {one: send(keeper, one, Unread(), forms.LARGEST + 1, **german) for one in small}
    told = {one: (answer.status_code, sentence in answer.text) for one, answer in answers.items()}
    assert told == dict.fromkeys(small, (413, True))


def test_the_longest_text_of_a_report_is_taken(screen: OpenScreen, doors: Doors) -> None:
    text = "üب" * 5_000
    fields = {"name": "introduction", "language": "de", "text": text, "known": "0"}
    answer = screen(doors.organiser).web.post(f"/e/{EVENT}/report/texts", data=fields)
    assert answer.status_code == 303


def test_nobodys_page_is_not_read(screen: OpenScreen) -> None:
    answer = screen(None).web.post("/nowhere", input_stream=Unread(), environ_overrides={"CONTENT_LENGTH": "9"})
    assert answer.status_code == 404


@pytest.mark.parametrize("endpoint", ["photos.take", "letterheads.put", "edit.put_logo", "translations.put"])
def test_a_door_that_is_renewed_while_a_file_comes_is_closed(
    app: Flask, screen: OpenScreen, doors: Doors, endpoint: str
) -> None:
    organiser, other = screen(doors.organiser), screen(doors.organiser)
    (door,) = session_of(organiser)["doors"]

    def renew() -> None:
        renewed = other.web.post(f"/e/{EVENT}/organise/doors", data={"door": door})
        assert renewed.status_code == 303

    content = TAKEN[endpoint][0]
    body: Any = Slow(content, renew)
    answer = send(organiser, endpoint, body, len(content), Accept="application/json")
    assert (answer.status_code, answer.json and answer.json["error"]) == (403, "not_joined")


@pytest.mark.parametrize("endpoint", ["photos.take", "letterheads.put", "edit.put_logo", "translations.put"])
def test_who_comes_beyond_ten_files_is_refused_before_anything_is_read(
    screen: OpenScreen, doors: Doors, endpoint: str
) -> None:
    organisers = [screen(doors.organiser) for _ in range(upload.MOST_AT_ONCE + 1)]
    refused: list[TestResponse] = []

    def begin() -> TestResponse:
        """Send a file, and before its end the next one; the last is not to be read."""
        organiser, content = organisers.pop(), TAKEN[endpoint][0]
        body: Any = Slow(content, lambda: refused.append(begin())) if organisers else Unread()
        return send(organiser, endpoint, body, len(content), Accept="application/json")

    begin()
    taken = 400 if endpoint == "translations.put" else 200  # there is no file in it
    assert [answer.status_code for answer in refused] == [503] + [taken] * (upload.MOST_AT_ONCE - 1)
    again = send(screen(doors.organiser), endpoint, Slow(TAKEN[endpoint][0], lambda: None), len(TAKEN[endpoint][0]))
    assert again.status_code == TAKEN[endpoint][1], "every place is free again"


def session_of(who: Screen) -> Any:
    with who.web.session_transaction() as session:
        return dict(session)
