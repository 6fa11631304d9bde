"""What screens fetch anew once an event's own texts, its stations or rounds changed."""

from typing import Any

from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.queries import changes
from facilitation.services import own_texts, seen, station_plan, translations
from facilitation.services.doors import renew_codes
from facilitation.services.translations import Place
from tests.conftest import Doors, OpenScreen, Settle

PLAN = "/e/dresden-2023/plan.json"
QUESTION = "Wo treffen wir uns im nächsten Sommer?"


def reword(organiser: Actor, station: Station) -> None:
    place = Place("station", "question", station.position)
    own_texts.write(organiser, place, text=QUESTION, known=seen.mark(station.question))


def test_a_phone_is_told_its_own_stations_words_in_its_language(
    event: Event, organiser: Actor, station: Station, screen: OpenScreen, doors: Doors
) -> None:
    phone = screen(doors.stations[station.slug])
    before = phone.web.get(f"{PLAN}?station={station.slug}").get_json()
    reword(organiser, station)
    translations.put(organiser, {"uk": {QUESTION: "Де зустрінемось?"}})
    path = f"{PLAN}?station={station.slug}&lang=uk"
    told: dict[str, Any] = phone.web.get(path, headers={"Accept-Language": "uk"}).get_json()
    first, second, _ = told["stations"]
    assert (first["question"], "question" in second, "prompts" in second) == (QUESTION, False, False)
    assert told["said"][QUESTION] == "Де зустрінемось?"
    assert told["texts"] > before["texts"]
    assert [one["round"] for one in told["planned"]] == [one["position"] for one in told["rounds"]] == [1, 2, 3]


def test_screens_fetch_what_translators_sent_back(event: Event, organiser: Actor, station: Station) -> None:
    before = changes.event_state(event.id)
    done = translations.put(organiser, {"uk": {station.question: "Де зустрінемось?"}})
    after = changes.event_state(event.id)
    assert done.event
    assert (after["texts"], after["revision"]) == (before["texts"] + 1, before["revision"] + 1)
    assert not translations.put(organiser, {"uk": {station.question: "Де зустрінемось?"}}).event


def test_a_wall_is_told_what_all_of_them_ask(event: Event, screen: OpenScreen, doors: Doors) -> None:
    told = screen(doors.wall).web.get(PLAN).get_json()
    assert [one["question"] for one in told["stations"]] == [one.question for one in event.stations]


def test_a_wall_alone_is_told_the_events_code_and_another_once_it_is_renewed(
    event: Event, organiser: Actor, screen: OpenScreen, doors: Doors, station: Station
) -> None:
    wall, phone = screen(doors.wall).web, screen(doors.stations[station.slug]).web
    before = wall.get(PLAN).get_json()
    assert before["join"].endswith(doors.join)
    assert "join" not in phone.get(f"{PLAN}?station={station.slug}").get_json()
    renew_codes(organiser, station.id)  # of a station, which no wall shows
    assert wall.get(PLAN).get_json() == before
    renew_codes(organiser, None)
    after = wall.get(PLAN).get_json()
    assert (after["join"] != before["join"], after["texts"]) == (True, before["texts"] + 1)


def test_a_phone_hears_at_once_that_there_is_another_question(
    event: Event, station: Station, screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    phone, desk = screen(doors.stations[station.slug]), screen(doors.organiser)
    phone.open(station.slug)
    phone.live.get_received()
    before = changes.event_state(event.id)["texts"]
    fields = {"section": "stations", "noun": "station", "field": "question", "position": 1, "text": QUESTION}
    known = seen.mark(station.question)
    answer = desk.web.post(
        "/e/dresden-2023/edit/texts", data={**fields, "known": known}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200
    settle()
    assert [news["texts"] for news in phone.news("event.changed")] == [before + 1]


def test_a_closed_or_moved_station_is_another_plan(event: Event, organiser: Actor, station: Station) -> None:
    before = changes.event_state(event.id)["texts"]
    station_plan.set_closed(organiser, station.id, on=True)
    station_plan.move_by_one(organiser, station.id, up=False)
    station_plan.move_by_one(organiser, station.id, up=False)
    assert changes.event_state(event.id)["texts"] == before + 3
    assert station.position == 3
