"""What the wall shows is the organisers' choice."""

import pytest

from facilitation.actor import Actor
from facilitation.models import Event
from facilitation.queries import changes
from facilitation.services import feedback, wall
from tests.conftest import refused


def shown(event: Event) -> str:
    return str(changes.event_state(event.id)["wall"]["scene"])


@pytest.mark.parametrize("scene", [*wall.SCENES, "station:offene-verwaltung", "cloud:foerderung-und-raeume", ""])
def test_a_scene_is_chosen(event: Event, organiser: Actor, scene: str) -> None:
    wall.show(organiser, scene)
    assert shown(event) == scene


@pytest.mark.parametrize("scene", ["nowhere", "station:", "station", "station:nowhere", "code:offene-verwaltung", ":"])
def test_other_scenes_are_refused(event: Event, organiser: Actor, scene: str) -> None:
    with refused("unknown_scene"):
        wall.show(organiser, scene)
    assert shown(event) == ""


def test_only_organisers_choose(event: Event, host: Actor) -> None:
    with refused("not_allowed"):
        wall.show(host, "cloud")


def test_a_second_language_is_one_of_the_events_and_none_at_first(event: Event, organiser: Actor, host: Actor) -> None:
    def spoken() -> str:
        return str(changes.event_state(event.id)["wall"]["language"])

    assert spoken() == ""
    wall.speak(organiser, "ar")
    assert spoken() == "ar"
    for code in ("de", "xx", "AR", "ar-SY"):
        with refused("unknown_language"):
            wall.speak(organiser, code)
    with refused("not_allowed"):
        wall.speak(host, "uk")
    assert spoken() == "ar"
    wall.speak(organiser, "")
    assert spoken() == ""


def test_feedback_that_is_released_is_seen(event: Event, organiser: Actor) -> None:
    wall.show(organiser, "cloud")
    feedback.begin(organiser)
    feedback.show(organiser, on=True)
    assert shown(event) == ""
    wall.show(organiser, "code")
    feedback.show(organiser, on=False)
    assert shown(event) == "code"
