"""German drafts come from the organisers' own translator, or from nowhere."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask

from facilitation.contact_data import MASK
from facilitation.i18n import libre_translate as libre_translate_client
from facilitation.i18n import translator
from facilitation.i18n.firefox_models import FirefoxModels
from facilitation.i18n.libre_translate import LibreTranslate
from facilitation.i18n.no_draft import Away, NotTranslated
from tests.conftest import Doors, OpenScreen, new_id, refused
from tests.translator import Answer, Translator, encoded, libre_translate, translated

STATION = "foerderung-und-raeume"


@pytest.fixture
def machine() -> Iterator[Translator]:
    with libre_translate() as running:
        yield running


def test_one_text_goes_there_and_nothing_else(machine: Translator) -> None:
    assert LibreTranslate(machine.url).translate("rooms need We", "en", "de") == "We need rooms"
    assert machine.asked == [
        {"path": "/translate", "q": "rooms need We", "source": "en", "target": "de", "format": "text"}
    ]


def test_it_says_between_which_languages_and_is_asked_once(machine: Translator) -> None:
    machine.targets["ar"] = ["ar", "en"]
    libre = LibreTranslate(machine.url)
    asked = [("de", "ar"), ("ar", "de"), ("zh", "de"), ("de", "zh"), ("kmr", "de"), ("de", "und")]
    assert [libre.can(*pair) for pair in asked] == [True, False, True, True, False, False]
    assert machine.asked == [{"path": "/languages"}]


def test_an_older_server_tells_no_targets(machine: Translator) -> None:
    machine.answers.append((200, encoded([{"code": "zh", "name": "Chinese"}, {"code": "de", "name": "German"}])))
    libre = LibreTranslate(machine.url)
    assert (libre.can("zh", "de"), libre.can("ar", "de")) == (True, False)
    with pytest.raises(NotTranslated):  # which is what the newer one behind it says
        libre.translate("房间", "zh", "de")
    assert machine.asked[-1]["source"] == "zh"


def test_it_knows_some_languages_by_other_names(machine: Translator) -> None:
    LibreTranslate(machine.url).translate("房间", "zh", "de")
    assert machine.asked[0]["source"] == "zh-Hans"


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ((400, encoded({"error": "ti is not supported"})), NotTranslated),
        ((200, translated(7)), NotTranslated),
        ((200, translated(["a list"])), NotTranslated),
        ((200, translated(None)), Away),
        ((403, encoded({"error": "Invalid API key"})), Away),
        ((429, encoded({"error": "Slowdown: 10 per 1 minute"})), Away),
        ((500, b""), Away),
        ((200, b"<html>sign in</html>"), Away),
        ((200, b'["no object"]'), Away),
        ((200, b""), Away),
        ((200, translated("x" * 70_000)), Away),
        ((200, encoded({"error": "Slowdown"})), Away),
        ((200, b'{"translatedText": "R\xe4ume"}'), Away),
        ((200, b"[" * 60_000), Away),
        ((204, b""), Away),
    ],
    ids=[
        "unknown language", "a number", "a list", "nothing", "a key", "too many", "fault", "another page", "no object",
        "an empty answer", "endless", "an error that is called none", "Latin-1", "deep", "no content",
    ],
)  # fmt: skip
def test_what_is_no_translation_is_told_apart(machine: Translator, answer: Answer, failure: type[Exception]) -> None:
    """Refused is this text; without a translator no text is asked for."""
    machine.answers += [answer, answer]
    libre = LibreTranslate(machine.url)
    with pytest.raises(failure):
        libre.translate("Rooms", "en", "de")
    with refused("no_draft"):
        translator.draft(libre, "Rooms", "en")


@pytest.mark.parametrize("answer", [(200, b"<html></html>"), (200, b"{}"), (200, b"[7]"), (404, b""), (200, b"[{}]")])
def test_what_is_no_list_of_languages_is_no_translator(machine: Translator, answer: Answer) -> None:
    machine.answers.append(answer)
    with pytest.raises(Away):
        LibreTranslate(machine.url).can("de", "ar")


@pytest.mark.usefixtures("context")
def test_a_host_gets_no_empty_draft(machine: Translator) -> None:
    machine.answers.append((200, translated(" ")))
    with refused("no_draft"):
        translator.draft(LibreTranslate(machine.url), "Rooms", "en")


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("said", ["\ud800", "Rooms", "rooms", "<p>Räume</p>", "x" * 900, "\0", '{"a": 1}'], ids=ascii)
def test_a_host_gets_no_draft_that_nobody_could_mean(machine: Translator, said: str) -> None:
    machine.answers.append((200, translated(said)))
    with refused("no_draft"):
        translator.draft(LibreTranslate(machine.url), "Rooms", "en")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_people_wrote_goes_to_no_server_to_which_the_named_one_leads(machine: Translator, status: int) -> None:
    class Leads(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Location", f"{machine.url}{self.path}")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Leads) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        there = LibreTranslate(f"http://127.0.0.1:{server.server_address[1]}")
        with pytest.raises(Away):
            there.translate("Rooms", "en", "de")
        with pytest.raises(Away):
            there.can("en", "de")
        server.shutdown()
        thread.join()
    assert machine.asked == []


def test_nobody_waits_for_one_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libre_translate_client, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Away):
        LibreTranslate(f"http://127.0.0.1:{silent.getsockname()[1]}").translate("Rooms", "en", "de")


def test_nobody_waits_for_one_that_says_it_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libre_translate_client, "PATIENCE", 0.2)
    ended = threading.Event()

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, contextlib.suppress(OSError):
            while not ended.wait(0.02):
                connection.sendall(b"H")

    with socket.create_server(("127.0.0.1", 0)) as slow:
        thread = threading.Thread(target=drip, args=(slow,))
        thread.start()
        with pytest.raises(Away):
            LibreTranslate(f"http://127.0.0.1:{slow.getsockname()[1]}").translate("Rooms", "en", "de")
        ended.set()
        thread.join()


def test_the_settings_name_one_or_none(app: Flask, tmp_path: Path) -> None:
    none = app.extensions["config"]
    assert translator.chosen(none) is None
    url, folder = replace(none, translate_url="http://127.0.0.1:9"), replace(none, translate_models=tmp_path)
    assert isinstance(translator.chosen(url), LibreTranslate)
    assert translator.chosen(url) is translator.chosen(url), "it remembers its languages"
    assert isinstance(translator.chosen(folder), FirefoxModels)


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
    machine.says["rooms need We", "de"] = "Wir brauchen Räume"
    for door in (doors.hosts[STATION], doors.organiser):
        answer = screen(door).web.post(drafts(written), headers={"Accept": "application/json"})
        assert answer.get_json() == {"ok": True, "draft": "Wir brauchen Räume"}
    assert "drafts/" in screen(doors.hosts[STATION]).web.get(f"/e/dresden-2023/host/{STATION}").text


def test_no_contact_data_and_nothing_hidden_goes_to_the_translator(
    app: Flask, screen: OpenScreen, doors: Doors, machine: Translator, written: str
) -> None:
    app.extensions["config"] = replace(app.extensions["config"], translate_url=machine.url)
    phone, host, id = screen(doors.stations[STATION]), screen(doors.hosts[STATION]), new_id()
    text = "Call 0171 8362736 for rooms"
    phone.order("contribution.add", id=id, station=STATION, text=text, kind="idea", language="en")
    machine.says["Call X0X for rooms", "de"] = "Räume unter X0X"
    answer = host.web.post(drafts(id), headers={"Accept": "application/json"})
    assert answer.get_json() == {"ok": True, "draft": f"Räume unter {MASK}"}
    assert [one["q"] for one in machine.asked] == ["Call X0X for rooms"]
    assert host.order("contribution.hide", id=written, reason="")["ok"] is True
    answer = host.web.post(drafts(written), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"], len(machine.asked)) == (502, "no_draft", 1)


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
