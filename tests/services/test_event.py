"""The Dresden event as planted, and what is announced in it."""

import datetime as dt

import pytest

from facilitation import seed
from facilitation.actor import Actor
from facilitation.models import Event, Station
from facilitation.queries import changes
from facilitation.services import events
from tests.conftest import TODAY, refused


def test_the_event_is_what_its_plan_says(event: Event) -> None:
    plan = seed.plan()
    assert (event.title, event.date, event.place_name) == (plan["title"], dt.date(2023, 11, 18), plan["place"]["name"])
    assert [station.slug for station in event.stations] == [one["slug"] for one in plan["stations"]]
    assert [station.question for station in event.stations] == [one["question"] for one in plan["stations"]]
    assert [station.prompts for station in event.stations] == [one["prompts"] for one in plan["stations"]]
    assert [(one.position, one.title, one.minutes) for one in event.rounds] == [
        (1, "Sammeln", 25),
        (2, "Lösungen", 25),
        (3, "Verabreden", 25),
    ]
    assert [item.title for item in event.programme] == [
        item["title"] for item in [*plan["programme"], *plan["world_cafe"]]
    ]


def test_a_round_across_midnight_has_its_minutes(event: Event) -> None:
    cafe = [{"kind": "round", "position": 1, "title": "Nacht", "starts": "23:46", "ends": "00:16"}]
    night = events.create({**seed.plan(), "slug": "night", "world_cafe": cafe}, today=TODAY)
    assert [one.minutes for one in night.rounds] == [30]


def test_everything_goes_on_the_promised_day(event: Event) -> None:
    assert event.delete_on == dt.date(2024, 5, 18)


def test_a_rehearsal_after_the_day_is_kept_for_six_months_too(event: Event) -> None:
    rehearsed = events.create({**seed.plan(), "slug": "rehearsal"}, today=dt.date(2026, 8, 31))
    assert rehearsed.delete_on == dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (dt.date(2027, 8, 29), dt.date(2028, 2, 29)),
        (dt.date(2026, 6, 30), dt.date(2026, 12, 30)),
        (dt.date(2026, 7, 1), dt.date(2027, 1, 1)),
        (dt.date(2026, 12, 31), dt.date(2027, 6, 30)),
    ],
)
def test_six_months_later_is_a_day_that_there_is(event: Event, day: dt.date, until: dt.date) -> None:
    assert events.create({**seed.plan(), "slug": "rehearsal"}, today=day).delete_on == until


def test_planting_again_changes_nothing(event: Event) -> None:
    assert seed.plant(TODAY).id == event.id
    assert len(events.every()) == 1


def test_announcing_and_taking_back(event: Event, organiser: Actor, host: Actor) -> None:
    events.announce(organiser, text="Der Kaffee steht bereit.", minutes=10)
    said = changes.event_state(event.id)["announcement"]
    assert said["text"] == "Der Kaffee steht bereit."
    events.announce(organiser, text=" ", minutes=10)
    assert changes.event_state(event.id)["announcement"] is None
    with refused("not_allowed"):
        events.announce(host, text="Hallo", minutes=10)


def test_an_announcement_ends_by_itself(
    event: Event, station: Station, organiser: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    events.announce(organiser, text="Der Kaffee steht bereit.", minutes=10)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=11)
    monkeypatch.setattr(changes, "now", lambda: later)
    assert changes.event_state(event.id)["announcement"] is None
