"""German drafts come from the organisers' own translator, or from nowhere."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from facilitation.i18n import translator
from tests.conftest import Doors, OpenScreen, new_id, refused
from tests.translator import Translator, libre_translate

STATION = "foerderung-und-raeume"


@pytest.fixture
def machine() -> Iterator[Translator]:
    with libre_translate() as running:
        yield running


def test_one_text_goes_there_and_nothing_else(machine: Translator) -> None:
    assert translator.draft(machine.url, "rooms need We", "en") == "We need rooms"
    assert machine.asked == [
        {"path": "/translate", "q": "rooms need We", "source": "en", "target": "de", "format": "text"}
    ]


def test_it_knows_some_languages_by_other_names(machine: Translator) -> None:
    translator.draft(machine.url, "房间", "zh")
    assert machine.asked[0]["source"] == "zh-Hans"


@pytest.mark.parametrize(
    "answer",
    [
        (400, b'{"error": "ti is not supported"}'),
        (500, b""),
        (200, b"<html>sign in</html>"),
        (200, b'{"translatedText": 7}'),
        (200, b'{"translatedText": " "}'),
        (200, b'["no object"]'),
        (200, b'{"translatedText": "' + b"x" * 70_000 + b'"}'),
    ],
    ids=["unknown language", "fault", "another page", "no text", "empty", "no object", "endless"],
)
def test_what_is_no_draft_is_refused(machine: Translator, answer: tuple[int, bytes]) -> None:
    machine.answers.append(answer)
    with refused("no_draft"):
        translator.draft(machine.url, "Rooms", "en")


def test_nobody_waits_for_one_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translator, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent, refused("no_draft"):
        translator.draft(f"http://127.0.0.1:{silent.getsockname()[1]}", "Rooms", "en")


def test_nobody_waits_for_one_that_says_it_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translator, "PATIENCE", 0.2)
    ended = threading.Event()

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            while not ended.wait(0.02):
                connection.sendall(b"H")

    with socket.create_server(("127.0.0.1", 0)) as slow:
        thread = threading.Thread(target=drip, args=(slow,))
        thread.start()
        with refused("no_draft"):
            translator.draft(f"http://127.0.0.1:{slow.getsockname()[1]}", "Rooms", "en")
        ended.set()
        thread.join()


def drafts(id: str, station: str = STATION) -> str:
    return f"/e/dresden-2023/host/{station}/drafts/{id}"


@pytest.fixture
def written(screen: OpenScreen, doors: Doors) -> str:
    id = new_id()
    phone = screen(doors.stations[STATION])
    phone.order("contribution.add", id=id, station=STATION, text="rooms need We", kind="idea", language="en")
    return id


def test_hosts_ask_for_a_draft(app: Flask, screen: OpenScreen, doors: Doors, machine: Translator, written: str) -> None:
    app.extensions["config"] = replace(app.extensions["config"], translate_url=machine.url)
    for door in (doors.hosts[STATION], doors.organiser):
        answer = screen(door).web.post(drafts(written), headers={"Accept": "application/json"})
        assert answer.get_json() == {"ok": True, "draft": "We need rooms"}
    assert "drafts/" in screen(doors.hosts[STATION]).web.get(f"/e/dresden-2023/host/{STATION}").text


def test_nobody_else_does(app: Flask, screen: OpenScreen, doors: Doors, machine: Translator, written: str) -> None:
    app.extensions["config"] = replace(app.extensions["config"], translate_url=machine.url)
    somebody = [doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"]]
    for door in somebody:
        answer = screen(door).web.post(drafts(written), headers={"Accept": "application/json"})
        assert (answer.status_code, answer.get_json()["error"]) == (403, "not_allowed")
    other = screen(doors.hosts["offene-verwaltung"]).web.post(drafts(written, "offene-verwaltung"))
    assert other.status_code == 400
    foreign = screen(doors.hosts[STATION]).web.post(drafts(written), headers={"Origin": "https://example.org"})
    assert foreign.status_code == 403
    assert machine.asked == []


def test_without_a_translator_nothing_is_sent(screen: OpenScreen, doors: Doors, written: str) -> None:
    host = screen(doors.hosts[STATION])
    answer = host.web.post(drafts(written), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (502, "no_draft")
    assert "drafts/" not in host.web.get(f"/e/dresden-2023/host/{STATION}").text
