"""Every form ends in one way: the screens are told once, a script is answered in JSON, a plain form is led on."""

from typing import Any

import pytest

from facilitation import broadcasts
from tests.conftest import Doors, OpenScreen, Settle, new_id
from tests.pages.test_forms import EVENT, STATION, TAKEN, Slow, send

ANSWERED = set(TAKEN) - {
    *("host.draft", "organiser.tell_clock", "participant.hand_on", "translations.put"),
    *("rehearsal.order", "rehearsal.told", "new_event.create", "house.delete", "house.take_in"),
}
"""Pages whose deeds screens are told of; not a draft, which nobody stores, what a clock shows, and who has a phone.

Nor a translators' sheet and an import, which need a file, a deletion, which asks first, and a rehearsal, which there is
none of (`test_rehearsal`).
"""
SCRIPTS_ONLY = {"photos.take"}
OF_THE_REPORT: dict[str, dict[str, Any]] = {
    "recommendations": {"what": "Räume öffnen", "horizon": "", "known": "0"},
    "themes": {"title": "Orte", "known": "0"},
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was committed, each time that the screens were told."""
    found: list[dict[str, Any]] = []
    tell = broadcasts.tell

    def noting(event_id: int, committed: Any) -> dict[str, Any]:
        found.append({**committed.answer})
        return tell(event_id, committed)

    monkeypatch.setattr(broadcasts, "tell", noting)
    return found


@pytest.mark.parametrize("endpoint", sorted(ANSWERED))
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_form_tells_the_screens_once_and_answers_from_the_same(
    screen: OpenScreen, doors: Doors, told: list[dict[str, Any]], endpoint: str, accept: str
) -> None:
    organiser = screen(doors.house)
    organiser.order("feedback.begin", event=EVENT)
    content = TAKEN[endpoint][0]
    if endpoint == "votes.set":  # which gives a dot to something
        id, typed = content[len("give=") :].decode()[:36], {"text": "Räume", "kind": "idea", "language": "de"}
        assert screen(doors.stations[STATION]).order("contribution.add", id=id, station=STATION, **typed)["ok"]
    told.clear()
    answer = send(organiser, endpoint, Slow(content, lambda: None), len(content), Accept=accept)
    assert len(told) == 1
    if accept == "application/json" or endpoint in SCRIPTS_ONLY:
        assert (answer.status_code, answer.get_json()) == (200, {"ok": True, **told[0]})
    else:
        home = "/house" if endpoint.startswith("house.") else f"/e/{EVENT}/"
        assert (answer.status_code, answer.location.startswith(home)) == (303, True)


@pytest.mark.parametrize("endpoint", sorted(ANSWERED - {"language.chosen"}))  # a language may be chosen at any door
def test_what_is_refused_tells_nobody(
    screen: OpenScreen, doors: Doors, told: list[dict[str, Any]], endpoint: str
) -> None:
    assert screen(doors.organiser).order("newcomers.set", event=EVENT, door="closed")["ok"]
    told.clear()
    content = TAKEN[endpoint][0]
    answer = send(screen(None), endpoint, Slow(content, lambda: None), len(content), Accept="application/json")
    assert (answer.status_code >= 400, told) == (True, [])


@pytest.mark.parametrize("part", OF_THE_REPORT)
def test_what_slides_show_of_the_report_reaches_a_presentation_that_is_running(
    screen: OpenScreen, doors: Doors, settle: Settle, part: str
) -> None:
    organiser, wall = screen(doors.organiser), screen(doors.wall)
    wall.order("event.open", event=EVENT)
    id, page = new_id(), f"/e/{EVENT}/report/{part}"
    deeds = [{**OF_THE_REPORT[part], "id": id}]
    deeds += [{"id": id, "do": "remove"}, {"id": id, "do": "bring_back"}, {"id": id, "after": ""}]
    before = 0
    for deed in deeds:
        answer = organiser.web.post(page, data=deed, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.get_json()) == (200, {"ok": True, "revision": 1})
        (state,) = wall.news("event.changed")
        assert state["revision"] > before
        before = state["revision"]


def test_a_photo_tells_its_stations_screens(screen: OpenScreen, doors: Doors, settle: Settle) -> None:
    host, phone = screen(doors.hosts[STATION]), screen(doors.stations[STATION])
    phone.open(STATION)
    content = TAKEN["photos.take"][0]
    taken = send(host, "photos.take", Slow(content, lambda: None), len(content)).get_json()
    settle()
    (change,) = phone.news("station.changed")
    assert (change["revision"], len(change["photos"])) == (taken["revision"], 1)
