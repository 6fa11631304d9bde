"""The rehearsal: who may begin it, who counts as one of its guests, and that nothing is left of it afterwards."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from facilitation import bounds, seed
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    Contribution,
    DoneOrder,
    Event,
    EventDeed,
    FeedbackAnswer,
    JournalEntry,
    MachineDraft,
    Participant,
    Rehearsal,
    Statement,
    Station,
    Vote,
    Wording,
)
from facilitation.models.columns import lot, now
from facilitation.queries import changes
from facilitation.services import (
    clusters,
    deletion,
    event_journal,
    events,
    feedback,
    journal,
    journal_chain,
    merging,
    newcomers,
    orders,
    rehearsal_deletion,
    rehearsals,
    round_plan,
    rounds,
    settings,
    statements,
    station_plan,
    votes,
    wordings,
)
from facilitation.storage import erasing, turns
from facilitation.storage.transactions import AGE
from tests.conftest import TODAY, Guests, new_id, refused, write

TOLD = {
    "step": "round",
    **dict.fromkeys(rehearsals.NUMBERS, 3),
    "latency": {"median": 3, "p95": 9, "slowest": 20},
    "line": [[3, 9]],
}


@contextmanager
def refused_at(field: str) -> Iterator[None]:
    with pytest.raises(CafeError) as refusal:
        yield
    assert (refusal.value.code, refusal.value.detail) == ("malformed", {"field": field})


def begin(organiser: Actor, people: int = 40, **other: Any) -> Rehearsal:
    return rehearsals.begin(organiser, **{"people": people, "seconds": 60, "plays": True, **other}).row


def simulated(event: Event, order: str | None = None) -> Actor:
    return Actor(event.id, participant_id=lot(), simulated=True, order=order)


def delete(organiser: Actor) -> None:
    rehearsal_deletion.delete_all(organiser)
    db.session.expire_all()


RISEN = ("revision", "tried")
"""What stays of a rehearsal: how far revisions have risen, and that one was held."""


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of the database, but how far revisions have risen, and that a rehearsal was held."""
    db.session.rollback()
    rows = {}
    for table in db.metadata.sorted_tables:
        found = db.session.execute(select(table)).mappings()
        kept = ({name: value for name, value in row.items() if name not in RISEN} for row in found)
        rows[table.name] = sorted(kept, key=repr)
    return rows


def test_only_organisers_begin_steer_and_delete_it(event: Event, host: Actor, guest: Guests, organiser: Actor) -> None:
    for somebody, code in ((host, "not_allowed"), (guest(), "not_allowed"), (Actor(event.id), "not_joined")):
        with refused(code):
            begin(somebody)
        with refused(code):
            rehearsals.steer(somebody, wanted="stop")
        with refused(code):
            rehearsal_deletion.delete_all(somebody)
    for deed in (lambda: rehearsals.steer(organiser, wanted="stop"), lambda: rehearsal_deletion.delete_all(organiser)):
        with refused("unknown_rehearsal"):
            deed()
    begin(organiser)
    with refused("rehearsal_there"):
        begin(organiser)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"people": 0}, "people"),
        ({"people": 251}, "people"),
        ({"seconds": 0}, "minutes"),
        ({"seconds": 3601}, "minutes"),
    ],
)
def test_it_is_bounded(event: Event, organiser: Actor, other: dict[str, int], field: str) -> None:
    with refused_at(field):
        begin(organiser, **other)
    assert begin(organiser, people=250, seconds=3600).people == 250


def test_so_many_run_at_once_in_the_house(event: Event) -> None:
    """Each is a process of its own: one above is refused, until one has ended or says nothing any more."""
    several = [
        Actor(events.create({**seed.plan(), "slug": f"probe-{n}"}, today=TODAY).id, organiser=True)
        for n in range(bounds.REHEARSALS_AT_ONCE + 2)
    ]
    for one in several[:-2]:
        begin(one)
    with refused("rehearsals_busy"):
        begin(several[-1])
    rehearsals.end(several[0].event_id)
    begin(several[-1])
    with refused("rehearsals_busy"):
        begin(several[-2])
    known = rehearsals.of(several[1].event_id)
    assert known is not None
    known.heard_at = now() - 2 * rehearsals.SILENT
    db.session.commit()
    begin(several[-2])


def test_it_begins_before_the_day_does(event: Event, organiser: Actor) -> None:
    rounds.start(organiser, 1)
    with refused("rehearsal_not_now"):
        begin(organiser)


def test_it_needs_a_station_that_is_open(event: Event, organiser: Actor) -> None:
    for station in event.stations:
        station.closed = True
    db.session.commit()
    with refused("rehearsal_nowhere"):
        begin(organiser)
    event.stations[1].closed = False
    db.session.commit()
    assert begin(organiser).people


def test_it_begins_before_the_survey_does(event: Event, organiser: Actor) -> None:
    feedback.begin(organiser)
    with refused("rehearsal_not_now"):
        begin(organiser)


def test_simulated_guests_come_only_while_it_runs_and_no_more_than_its_people(
    event: Event, station: Station, organiser: Actor
) -> None:
    with refused("not_joined"):
        write(simulated(event), station)
    known = begin(organiser, people=2)
    first = simulated(event)
    write(first, station)
    write(first, station)
    write(simulated(event), station)
    with refused("not_joined"):
        write(simulated(event), station)
    rehearsals.hear(event.id, known.id, {**TOLD, "step": "end"})
    with refused("not_joined"):
        write(simulated(event), station)
    with refused("unknown_rehearsal"):
        rehearsals.hear(event.id, known.id, TOLD)


@pytest.mark.parametrize(("wanted", "step"), [("run", "end"), ("stop", "round")])
def test_one_that_was_stopped_keeps_how_far_it_came(event: Event, organiser: Actor, wanted: str, step: str) -> None:
    known = begin(organiser)
    rehearsals.hear(event.id, known.id, {**TOLD, "step": "round", "round": 2})
    rehearsals.steer(organiser, wanted=wanted)
    ended = rehearsals.hear(event.id, known.id, {**TOLD, "step": "end", "round": 3})
    assert (ended.told["step"], ended.told["round"]) == (step, 2 if step == "round" else 3)
    assert ended.ended_at is not None


def test_they_pass_a_closed_door_and_take_no_place_of_real_newcomers(
    event: Event, station: Station, organiser: Actor, guest: Guests, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(organiser)
    newcomers.set_door(organiser, "closed")
    for _ in range(30):
        write(simulated(event), station)
    newcomers.set_door(organiser, "open")
    monkeypatch.setattr("facilitation.services.participants.NEWCOMERS_A_MINUTE", 30)
    monkeypatch.setattr(newcomers, "ANY", 20)
    monkeypatch.setattr(newcomers, "STRAIGHT", 5)
    real = Actor(event.id, participant_id=lot())
    write(real, station)
    people = db.session.scalars(select(Participant)).all()
    assert sum(one.simulated for one in people) == 30
    assert [one.rushed for one in people if not one.simulated] == [False]


@pytest.mark.parametrize(
    "change",
    [
        {"step": "<b>"},
        {"at": -1},
        {"at": True},
        {"here": "x"},
        {"latency": 1},
        {"line": [[1]]},
        {"line": [[1, 2]] * 121},
    ],
)
def test_what_it_tells_is_numbers(event: Event, organiser: Actor, change: dict[str, Any]) -> None:
    known = begin(organiser)
    with refused_at("told"):
        rehearsals.hear(event.id, known.id, {**TOLD, **change})
    assert rehearsals.hear(event.id, known.id, {**TOLD, "words": "kept nowhere"}).told == TOLD


def test_one_that_was_stopped_tells_so_and_one_that_ended_stays_so(event: Event, organiser: Actor) -> None:
    known = begin(organiser)
    assert rehearsals.steer(organiser, wanted="pause", seconds=30).row.seconds == 30
    assert rehearsals.hear(event.id, known.id, TOLD).wanted == "pause"
    with refused_at("wanted"):
        rehearsals.steer(organiser, wanted="dance")
    rehearsals.end(event.id)
    assert rehearsals.steer(organiser, wanted="run").row.wanted == "pause"


def test_one_that_says_nothing_is_lost(event: Event, organiser: Actor) -> None:
    known = begin(organiser)
    heard = known.heard_at
    assert heard is not None
    told = [rehearsals.is_lost(known, heard + dt.timedelta(seconds=seconds)) for seconds in (20, 21, -21)]
    assert told == [False, True, True]
    known.ended_at = heard
    assert not rehearsals.is_lost(known, heard + dt.timedelta(days=1))


def test_nothing_is_left_of_it(event: Event, station: Station, organiser: Actor, host: Actor, guest: Guests) -> None:
    """All that a rehearsal does, and nothing else, leaves the database as it was but for risen numbers."""
    mine = write(guest(), station, "Ein echter Beitrag")
    clusters.put(host, [mine.id], clusters.add(host, station.id, id=new_id(), title="Echt").row.id)
    rounds_before = everything()
    begin(organiser)
    _live_a_day(event, station, organiser, host)
    rounds.start(organiser, 1)  # the organisers try it themselves, too
    feedback.begin(organiser)
    feedback.set(simulated(event, new_id()), scale={"1": 5}, text="Ausgedacht", language="de")
    events.announce(organiser, text="Probe", minutes=5)
    assert {row.door for row in journal_chain.of_station(station.id)} == {"host", "rehearsal"}
    delete(organiser)
    after = everything()
    numbered = {row["slug"]: row.pop("numbered") for row in after["station"]}
    for row in rounds_before["station"]:
        assert numbered[row["slug"]] >= row.pop("numbered")  # no number is given twice
    assert after == rounds_before
    assert (event_journal.faults(event.id), journal_chain.faults(station)) == ([], [])
    assert events.find(event.slug).stations[0].revision >= AGE
    again = write(guest(), station, "Danach")
    assert again.number == numbered[station.slug] + 1


def _live_a_day(event: Event, station: Station, organiser: Actor, host: Actor) -> None:
    """What a rehearsal's guests and host do at a station."""
    conductor = replace(host, simulated=True, order=new_id())
    cards = [write(simulated(event, new_id()), station, f"Ausgedacht {number}") for number in range(4)]
    write(simulated(event), station, "Antwort", reply_to=cards[0].id)
    votes.set(simulated(event, new_id()), cards[0].id, on=True)
    draft = MachineDraft(station_id=station.id, contribution_id=cards[0].id, language="en", text="Made up", made_of="x")
    draft.revision = cards[0].revision
    db.session.add(draft)
    db.session.commit()
    theme = clusters.add(conductor, station.id, id=new_id(), title="Aus dem Probelauf").row
    clusters.put(replace(conductor, order=None), [one.id for one in cards[:2]], theme.id)
    merging.merge(replace(conductor, order=None), cards[2].id, [cards[3].id])
    statements.add(
        replace(conductor, order=None),
        station.id,
        id=new_id(),
        text="Das ist ausgedacht.",
        round_position=None,
        behind={"clusters": [theme.id], "contributions": []},
    )


def test_what_real_people_wrote_stays(
    event: Event, station: Station, organiser: Actor, host: Actor, guest: Guests
) -> None:
    """A real guest and a real host are there meanwhile: each thing of theirs stays, and stands alone."""
    real, other = guest(), guest()
    before = write(real, station, "Vorher")
    begin(organiser)
    fake = simulated(event)
    card, head, third = (write(fake, station, text) for text in ("Eins", "Zwei", "Drei"))
    reply = write(real, station, "Echte Antwort", reply_to=card.id)
    beneath = write(real, station, "Echt, und zusammengeführt")
    merging.merge(host, head.id, [beneath.id])
    votes.set(other, card.id, on=True)
    votes.set(other, before.id, on=True)
    votes.set(fake, before.id, on=True)
    mixed, own = (clusters.add(host, station.id, id=new_id(), title=title).row for title in ("Gemischt", "Nur Probe"))
    clusters.put(host, [before.id, third.id], mixed.id)
    clusters.put(host, [card.id], own.id)
    sentence = statements.add(
        host,
        station.id,
        id=new_id(),
        text="Wir brauchen Räume.",
        round_position=None,
        behind={"clusters": [own.id, mixed.id], "contributions": [card.id, before.id]},
    ).row
    wordings.add(real, card.id, id=new_id(), language="en", text="One", was="Eins")
    wordings.add(fake, before.id, id=new_id(), language="en", text="Simulated", was="Vorher")
    kept = wordings.add(other, reply.id, id=new_id(), language="en", text="A real reply", was="Echte Antwort").row
    feedback.begin(organiser)
    feedback.set(real, scale={"1": 4}, text="Gut", language="de")
    feedback.set(fake, scale={"1": 1}, text="Ausgedacht", language="de")
    assert db.session.get_one(Contribution, before.id, populate_existing=True).votes == 2
    delete(organiser)
    rows = db.session.scalars(select(Contribution).order_by(Contribution.number)).all()
    told = [(row.number, row.text, row.votes, row.reply_to, row.merged_into, row.cluster_id) for row in rows]
    assert told == [
        (1, "Vorher", 1, None, None, mixed.id),
        (5, "Echte Antwort", 0, None, None, None),
        (6, "Echt, und zusammengeführt", 0, None, None, None),
    ]
    assert [one.contribution_id for one in db.session.scalars(select(Vote))] == [before.id]
    assert [one.title for one in db.session.scalars(select(Cluster))] == ["Gemischt"]
    assert db.session.get_one(Statement, sentence.id).behind == {"clusters": [mixed.id], "contributions": [before.id]}
    assert [one.id for one in db.session.scalars(select(Wording))] == [kept.id]
    assert [(one.text, one.simulated) for one in db.session.scalars(select(FeedbackAnswer))] == [("Gut", False)]
    assert votes.set(other, reply.id, on=True).row.left == event.votes_per_person - 2  # the one on a simulated is free
    assert journal_chain.faults(station) == []
    screen = changes.read(station.id, 7, "public")  # whoever stood in the middle of it reads all anew
    assert (screen["since"], [one["text"] for one in screen["contributions"]]) == (0, [row.text for row in rows])


def test_a_deed_of_before_can_still_be_taken_back(
    event: Event, station: Station, organiser: Actor, host: Actor, guest: Guests
) -> None:
    mine = write(guest(), station)
    theme = clusters.add(host, station.id, id=new_id(), title="Räume").row
    begin(organiser)
    fake = write(simulated(event), station)
    clusters.put(host, [fake.id], theme.id)
    put = clusters.put(host, [mine.id], theme.id).stations[station.id]
    delete(organiser)
    journal.undo(host, station.id, put)
    assert db.session.get_one(Contribution, mine.id, populate_existing=True).cluster_id is None
    assert journal_chain.faults(station) == []


def test_deeds_of_the_day_that_are_no_rehearsal_stay_in_the_journal(event: Event, organiser: Actor) -> None:
    newcomers.set_door(organiser, "closed")
    begin(organiser)
    rounds.start(organiser, 1)
    newcomers.set_door(organiser, "open")
    rounds.end(organiser)
    delete(organiser)
    told = [(row.deed, row.said["door"]) for row in db.session.scalars(select(EventDeed).order_by(EventDeed.number))]
    assert told == [("newcomers.set", "closed"), ("newcomers.set", "open")]
    assert event_journal.faults(event.id) == []


def test_what_was_planned_meanwhile_stays_in_the_journal_as_it_stays_in_the_plan(
    event: Event, organiser: Actor
) -> None:
    begin(organiser)
    rounds.start(organiser, 1)
    round_plan.add(organiser, title="Feiern")
    rounds.end(organiser)
    delete(organiser)
    assert [row.deed for row in db.session.scalars(select(EventDeed).order_by(EventDeed.number))] == ["round.add"]
    assert event_journal.faults(event.id) == []
    assert len(event.rounds) == 4


def test_a_station_that_only_a_rehearsal_used_can_be_removed(event: Event, station: Station, organiser: Actor) -> None:
    begin(organiser)
    write(simulated(event), station)
    with refused("station_used"):
        station_plan.remove(organiser, station.id)
    delete(organiser)
    station_plan.remove(organiser, station.id)
    assert len(events.find(event.slug).stations) == 2


def test_nobody_was_promised_anything_by_simulated_guests(event: Event, station: Station, organiser: Actor) -> None:
    begin(organiser)
    write(simulated(event), station)
    assert not settings.has_guests(event)


def test_orders_of_its_guests_are_answered_once_more_and_to_nobody_else(
    event: Event, station: Station, organiser: Actor
) -> None:
    begin(organiser)
    order = new_id()
    fake = simulated(event, order)
    write(fake, station)
    db.session.rollback()
    known = db.session.scalars(select(DoneOrder)).one()
    assert known.who == f"sp{fake.participant_id}"
    assert orders.again(fake, known) is not None
    assert orders.again(replace(fake, simulated=False), known) is None


def test_an_event_is_not_over_because_its_rehearsal_was_deleted(
    event: Event, station: Station, organiser: Actor
) -> None:
    """Whose day of deletion seems to have come, as this machine's clock is ahead: nothing real is deleted yet."""
    begin(organiser)
    write(simulated(event), station)
    delete(organiser)
    assert events.find(event.slug).delete_on < dt.datetime.now(dt.UTC).date()
    assert not deletion.is_over(events.find(event.slug))


def test_others_have_their_turn_while_it_is_deleted(
    event: Event, station: Station, organiser: Actor, host: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(organiser)
    _live_a_day(event, station, organiser, host)
    given: list[bool] = []
    monkeypatch.setattr(turns, "SLICE", 0.0)
    monkeypatch.setattr(turns, "give", lambda: given.append(True))
    delete(organiser)
    statements_a_station = 12
    assert len(given) > statements_a_station * len(event.stations)


def test_its_bytes_leave_the_disk(app: Flask, event: Event, station: Station, organiser: Actor) -> None:
    begin(organiser)
    write(simulated(event), station, "Quietschfidel ausgedacht", name="Probe Quatschnase")
    delete(organiser)
    db.session.rollback()
    assert erasing.sweep()
    stored = b"".join(one.read_bytes() for one in app.extensions["config"].data_dir.rglob("*") if one.is_file())
    assert b"Quietschfidel" not in stored
    assert b"Quatschnase" not in stored
    assert b"dresden-2023" in stored


@pytest.mark.parametrize("seed", range(12))
def test_a_day_is_the_same_with_a_rehearsal_in_between_and_without(
    event: Event, station: Station, organiser: Actor, host: Actor, guest: Guests, seed: int
) -> None:
    """Whatever real and simulated people do in any order: what is left is what the real ones did."""
    chance = random.Random(seed)
    people, fakes = [guest() for _ in range(3)], [simulated(event) for _ in range(3)]
    real: dict[str, str] = {}
    cards: list[str] = []
    dots: set[tuple[int | None, str]] = set()
    begin(organiser)
    for number in range(40):
        is_real = chance.random() < 0.5
        who = chance.choice(people if is_real else fakes)
        deed = chance.choice(("write", "write", "reply", "dot", "theme", "merge"))
        if deed == "write" or not cards:
            text = f"{'echt' if is_real else 'ausgedacht'} {number}"
            cards.append(write(who, station, text).id)
        elif deed == "reply":
            text = f"{'echte' if is_real else 'ausgedachte'} Antwort {number}"
            cards.append(write(who, station, text, reply_to=chance.choice(cards)).id)
        elif deed == "dot":
            chosen = chance.choice(cards)
            with suppress(CafeError):
                votes.set(who, chosen, on=True)
                if is_real:
                    dots.add((who.participant_id, chosen))
            continue
        else:
            door = host if is_real else replace(host, simulated=True)
            with suppress(CafeError):
                if deed == "merge":
                    merging.merge(door, chance.choice(cards), [chance.choice(cards)])
                else:
                    theme = clusters.add(door, station.id, id=new_id(), title=f"{deed} {number}").row
                    clusters.put(door, [chance.choice(cards)], theme.id)
            continue
        if is_real:
            real[cards[-1]] = text
    numbers = dict(db.session.execute(select(Contribution.id, Contribution.number)).all())
    delete(organiser)
    rows = {row.id: row for row in db.session.scalars(select(Contribution))}
    assert {row.id: row.text for row in rows.values()} == real
    assert all(row.number == numbers[row.id] for row in rows.values())
    themes = {one.id for one in db.session.scalars(select(Cluster))}
    for row in rows.values():
        assert {row.reply_to, row.merged_into} <= {None, *rows}
        assert row.cluster_id in {None, *themes}
    given = {(one.participant_id, one.contribution_id) for one in db.session.scalars(select(Vote))}
    assert given == {dot for dot in dots if dot[1] in real}
    for row in rows.values():
        beneath = {row.id} | {one.id for one in rows.values() if one.merged_into == row.id}
        assert row.votes == len({person for person, card in given if card in beneath})
    assert not db.session.scalars(select(Participant).where(Participant.simulated)).all()
    assert not db.session.scalars(select(JournalEntry).where(JournalEntry.door == "rehearsal")).all()
    assert journal_chain.faults(station) == []
