"""What never was public: no phone gets as much as its id, whatever is done with it."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from facilitation.extensions import db, socketio
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

EVENT = "dresden-2023"
STATION = "foerderung-und-raeume"
STEPS = 160
"""Deeds of the short form: about what happens at a busy station in twenty minutes."""


class Hour:
    """A station where guests write and hosts moderate by lot; `heard` is all that went to phones, `own` whose it is."""

    def __init__(self, screen: OpenScreen, doors: Doors, chance: random.Random) -> None:
        self.chance = chance
        self.reader = screen(doors.stations[STATION])
        self.authors = [screen(doors.stations[STATION]) for _ in range(3)]
        self.wall = screen(doors.wall)
        self.host = screen(doors.hosts[STATION])
        self.both = screen(doors.hosts[STATION])
        """A host who has joined as a guest, too, and may answer what waits."""
        assert self.both.web.get(doors.stations[STATION]).status_code == 302
        _again(self.both)
        self.ids: list[str] = []
        self.clusters: list[str] = []
        self.own: dict[str, Screen] = {}
        self.ever: set[str] = set()
        """Contributions that were visible, as the database said after each deed."""
        for one in (self.reader, *self.authors, self.wall, self.host, self.both):
            assert one.open(STATION)["ok"] is True

    def one(self) -> str:
        return self.chance.choice(self.ids)

    def read(self) -> dict[str, str]:
        """One of all, as it reads now."""
        id = self.one()
        with db.engine.connect() as connection:
            was = connection.scalar(text("SELECT text FROM contribution WHERE id = :id"), {"id": id})
        return {"id": id, "was": was}

    def write(self, by: Screen, **fields: Any) -> None:
        id = new_id()
        sent = {"id": id, "station": STATION, "text": f"Text {len(self.ids)}", "kind": "idea", "language": "de"}
        if by.order("contribution.add", event=EVENT, **sent, **fields)["ok"]:
            self.ids.append(id)
            self.own[id] = by

    def type_in(self) -> None:
        self.ids.append(new_id())
        sent = {"station": STATION, "text": "Von Papier", "kind": "wish", "language": "de"}
        assert self.host.order("contribution.type_in", event=EVENT, id=self.ids[-1], **sent)["ok"] is True

    def cluster(self) -> None:
        self.clusters.append(new_id())
        self.host.order("cluster.add", event=EVENT, id=self.clusters[-1], station=STATION, title="Thema")
        some = self.chance.sample(self.ids, min(3, len(self.ids)))
        self.host.order("contribution.cluster", event=EVENT, ids=some, cluster=self.clusters[-1])

    def state(self) -> None:
        behind = {"clusters": [], "contributions": [self.one()]}
        sent = {"id": new_id(), "station": STATION, "text": "Kernaussage", "behind": behind}
        self.host.order("statement.add", event=EVENT, **sent)

    def undo(self) -> None:
        done = self.host.order("journal.read", event=EVENT, station=STATION)["entries"]
        if done:
            revision = self.chance.choice(done[:10])["revision"]
            self.host.order("journal.undo", event=EVENT, station=STATION, revision=revision)

    def deeds(self) -> list[Callable[[], Any]]:
        """What may happen next."""
        hosts: list[tuple[str, Callable[[], dict[str, Any]]]] = [
            *[("contribution.approve", self.read)] * 3,
            *[("contribution.hide", lambda: {"id": self.one()})] * 3,
            ("contribution.show", self.read),
            ("contribution.highlight", lambda: {"id": self.one(), "on": True}),
            ("contribution.word_in_german", lambda: {"id": self.one(), "text": "Wortlaut"}),
            ("contribution.count_hands", lambda: {"id": self.one(), "by_hand": self.chance.randrange(9)}),
            *[("contribution.merge", lambda: {"into": self.one(), "ids": [self.one()]})] * 3,
            ("contribution.separate", lambda: {"id": self.one()}),
            ("contribution.pause_author", lambda: {"id": self.one(), "on": False}),
            *[("station.set_approve_first", lambda: {"station": STATION, "on": self.chance.random() < 0.8})] * 2,
        ]
        author = self.chance.choice(self.authors)
        return [
            *[lambda: self.write(author)] * 6,
            *[lambda: self.write(author, reply_to=self.one())] * 3,
            *[lambda: self.write(self.both, reply_to=self.one())] * 3,
            *[lambda: author.order("contribution.edit", event=EVENT, **self.read(), text="Neu gesagt")] * 4,
            *[lambda: author.order("contribution.withdraw", event=EVENT, id=self.one())] * 2,
            *[lambda: author.order("vote.set", event=EVENT, contribution=self.one(), on=True)] * 2,
            self.type_in,
            self.cluster,
            self.state,
            *[self.undo] * 3,
            *[
                lambda name=name, fields=fields: self.host.order(name, event=EVENT, **fields())
                for name, fields in hosts
            ],
        ]

    def note(self) -> None:
        """Remember what is visible now."""
        with db.engine.connect() as connection:
            self.ever |= set(connection.scalars(text("SELECT id FROM contribution WHERE state = 'visible'")))

    def bytes_to(self, phone: Screen, revision: int) -> str:
        """All that goes to a phone by now: news, another opening, the catch-up from any revision, and the page."""
        told = [
            json.dumps(phone.live.get_received()),
            json.dumps(phone.open(STATION, self.chance.randrange(revision + 1))),
        ]
        since = self.chance.randrange(revision + 1)
        path = f"/e/{EVENT}/stations/{STATION}"
        told.append(phone.web.get(f"{path}.json?since={since}").get_data(as_text=True))
        if phone is not self.wall:
            told.append(phone.web.get(path).get_data(as_text=True))
        else:
            told += [phone.web.get(f"/e/{EVENT}/{page}").get_data(as_text=True) for page in ("wall", "presentation")]
        return "\n".join(told)


def _again(screen: Screen) -> Screen:
    """Connect a browser's screen with the session that it has by now."""
    screen.live.disconnect()
    screen.live = socketio.test_client(screen.web.application, flask_test_client=screen.web)
    return screen


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 10))])
def test_no_id_of_what_never_was_public_goes_to_a_phone(
    screen: OpenScreen, doors: Doors, settle: Settle, seed: int
) -> None:
    hour = Hour(screen, doors, random.Random(seed))
    for greeted in (hour.reader, *hour.authors):
        greeted.web.post(f"/e/{EVENT}/me", data={"language": "de", "name": ""})
    hour.host.order("station.set_approve_first", event=EVENT, station=STATION, on=True)
    hour.write(hour.authors[0])
    revision = 1
    with screen(None).web.application.app_context():
        for step in range(STEPS):
            hour.chance.choice(hour.deeds())()
            settle()
            hour.note()
            if step % 8 and step != STEPS - 1:
                continue
            revision = hour.host.open(STATION)["change"]["revision"]
            for phone in (hour.reader, hour.wall, *hour.authors):
                told = hour.bytes_to(phone, revision)
                unseen = [id for id in hour.ids if id not in hour.ever and hour.own.get(id) is not phone]
                assert [id for id in unseen if id in told] == [], step
    never = [id for id in hour.ids if id not in hour.ever]
    assert len(never) >= 5
    assert len(hour.ever) >= 15


def test_what_was_public_is_told_as_gone_and_what_answers_it_follows_what_comes_out(
    screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    reader, author = screen(doors.stations[STATION]), screen(doors.stations[STATION])
    host = screen(doors.hosts[STATION])
    assert host.web.get(doors.stations[STATION]).status_code == 302
    _again(host)
    for one in (reader, author, host):
        one.open(STATION)
    host.order("station.set_approve_first", event=EVENT, station=STATION, on=True)
    sent = {"station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de"}
    waits, answer, beneath = new_id(), new_id(), new_id()
    assert author.order("contribution.add", event=EVENT, id=waits, **sent)["state"] == "pending"
    assert host.order("contribution.add", event=EVENT, id=answer, **sent, reply_to=waits)["state"] == "visible"
    assert host.order("contribution.type_in", event=EVENT, id=beneath, **sent)["ok"] is True
    assert host.order("contribution.merge", event=EVENT, into=waits, ids=[beneath])["ok"] is True
    settle()

    def standing() -> dict[str, tuple[str | None, str | None]]:
        told = {
            one["id"]: None if one.get("gone") else (one["reply_to"], one["merged_into"])
            for change in reader.news("station.changed")
            for one in change["contributions"]
        }
        return {id: place for id, place in told.items() if place is not None}

    assert standing() == {answer: (None, None), beneath: (None, None)}
    host.order("contribution.approve", event=EVENT, id=waits, was="Mehr Räume!")
    settle()
    assert standing() == {waits: (None, None), answer: (waits, None), beneath: (None, waits)}
    author.order("contribution.edit", event=EVENT, id=waits, text="Viel mehr Räume!", was="Mehr Räume!")
    settle()
    (change,) = reader.news("station.changed")
    assert change["contributions"] == [{"id": waits, "gone": True}]
