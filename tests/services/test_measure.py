"""Measures: what, who, by when and how it stands; what nobody said stays open."""

import pytest

from facilitation.actor import Actor
from facilitation.models import Measure, Station
from facilitation.services import journal, measures
from tests.conftest import Guests, new_id, refused


@pytest.fixture
def made(station: Station, host: Actor) -> Measure:
    return measures.add(host, station.id, id=new_id(), what="Raumliste schreiben", who="Stadt").row


def said(measure: Measure) -> tuple[object, ...]:
    return measure.what, measure.who, measure.by_when, measure.state


def test_what_nobody_said_is_open(station: Station, host: Actor) -> None:
    bare = measures.add(host, station.id, id=new_id(), what=" Raumliste\nschreiben ", who=" ", by_when="").row
    full = measures.add(
        host, station.id, id=new_id(), what="Runder Tisch", who="VHS", by_when="März 2024", state="agreed"
    ).row
    assert said(bare) == ("Raumliste schreiben", None, None, "open")
    assert said(full) == ("Runder Tisch", "VHS", "März 2024", "agreed")
    assert (bare.position, full.position) == (1, 2)
    assert measures.add(host, station.id, id=bare.id, what="Noch einmal").row.what == "Raumliste schreiben"


def test_what_is_too_long_or_empty_is_refused(station: Station, host: Actor) -> None:
    for code, words in (
        ("text_empty", {"what": " "}),
        ("text_too_long", {"what": "x" * 501}),
        ("text_too_long", {"what": "Gut", "who": "x" * 301}),
        ("text_too_long", {"what": "Gut", "by_when": "x" * 121}),
        ("unknown_state", {"what": "Gut", "state": "started"}),
    ):
        with refused(code):
            measures.add(host, station.id, id=new_id(), **words)
    with refused("malformed"):
        measures.add(host, station.id, id="1", what="Gut")


def test_changed_and_taken_back(station: Station, host: Actor, made: Measure) -> None:
    changed = measures.edit(host, made.id, what="Raumliste", who=None, by_when="bald").row
    assert said(changed) == ("Raumliste", None, "bald", "open")
    measures.set_state(host, made.id, state="done")
    with refused("unknown_state"):
        measures.set_state(host, made.id, state="never")
    removed = measures.remove(host, made.id).row.revision
    with refused("unknown_measure"):
        measures.set_state(host, made.id, state="open")
    journal.undo(host, station.id, removed)
    journal.undo(host, station.id, removed - 1)
    assert said(made) == ("Raumliste", None, "bald", "open")
    journal.undo(host, station.id, removed - 2)
    assert said(made) == ("Raumliste schreiben", "Stadt", None, "open")
    entry = journal.entries(host, station.id)[-1]
    assert (entry.deed, entry.items[0]["noun"], entry.items[0]["name"]) == (
        "measure.add",
        "measure",
        "Raumliste schreiben",
    )


def test_two_hosts_change_the_same_measure(host: Actor, organiser: Actor, made: Measure) -> None:
    was = "Raumliste schreiben\nStadt\n"
    measures.edit(host, made.id, what="Raumliste schreiben", who="Stadt und VHS", by_when=None, was=was)
    with refused("reworded") as refusal:
        measures.edit(organiser, made.id, what="Raumliste schreiben", who="Stadt", by_when="Mai", was=was)
    assert refusal.value.detail == {"now": "Raumliste schreiben\nStadt und VHS\n"}
    same = measures.edit(organiser, made.id, what="Raumliste schreiben", who="Stadt und VHS", by_when=None, was=was).row
    assert same.revision == 2
    now = "Raumliste schreiben\nStadt und VHS\n"
    assert measures.edit(organiser, made.id, what="Liste", who=None, by_when=None, was=now).row.what == "Liste"


def test_measures_are_put_into_order(station: Station, host: Actor, made: Measure) -> None:
    second, third = (measures.add(host, station.id, id=new_id(), what=what).row for what in ("Zwei", "Drei"))
    done = measures.arrange(host, station.id, [third.id, made.id]).answer["revision"]
    assert [one.position for one in (made, second, third)] == [2, 3, 1]
    assert measures.arrange(host, station.id, [third.id, made.id, second.id]).answer["revision"] == done
    measures.remove(host, second.id)
    with refused("unknown_measure"):
        measures.arrange(host, station.id, [second.id])


def test_only_this_stations_host_agrees(
    guest: Guests, station: Station, other_station: Station, host: Actor, other_host: Actor, made: Measure
) -> None:
    for somebody in (guest(), other_host, Actor(station.event_id, wall=True)):
        with refused("not_allowed"):
            measures.add(somebody, station.id, id=new_id(), what="Fremd")
        with refused("not_allowed"):
            measures.edit(somebody, made.id, what="Fremd", who=None, by_when=None)
        with refused("not_allowed"):
            measures.set_state(somebody, made.id, state="done")
        with refused("not_allowed"):
            measures.arrange(somebody, station.id, [made.id])
        with refused("not_allowed"):
            measures.remove(somebody, made.id)
    with refused("not_joined"):
        measures.remove(Actor(station.event_id), made.id)
    with refused("id_taken"):
        measures.add(other_host, other_station.id, id=made.id, what="Fremd")
    with refused("unknown_measure"):
        measures.arrange(other_host, other_station.id, [made.id])
    assert said(made) == ("Raumliste schreiben", "Stadt", None, "open")
