"""Each order counts once: sent again with its id, it changes nothing and is answered as before."""

import inspect
import itertools
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from facilitation.doors import links
from facilitation.extensions import db, socketio
from facilitation.live.fields import writes
from facilitation.models import STATES, DoneOrder, FeedbackAnswer, Photo, Station
from facilitation.services import events, limits, orders
from facilitation.storage.statements import Store
from tests.apps import COOKIE, MovingApp
from tests.conftest import Doors, OpenScreen, Screen, new_id

EVENT = "dresden-2023"
STATION = "foerderung-und-raeume"
OTHER = "teilhabe-und-vernetzung"
CARD = {"station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de"}

Payload = Mapping[str, Any]
Rows = dict[str, list[dict[str, Any]]]


@dataclass
class Day:
    """A station with something of everything: two cards, a cluster, two statements, two measures, a photo."""

    screens: dict[str, Screen]
    ids: dict[str, str] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    """What the last order was answered with."""

    def __getitem__(self, name: str) -> str:
        return self.ids.setdefault(name, new_id())

    def give(self, who: str, message: str, **payload: Any) -> dict[str, Any]:
        """Give an order that is carried out."""
        self.answer = self.screens[who].order(message, **payload, event=EVENT)
        assert self.answer["ok"], (message, self.answer)
        return self.answer


@dataclass
class Once:
    """An order, what has to be there before, and what happens between its two sendings that would make it count twice.

    Each is `(who, message, payload of the day)`.
    """

    who: str
    payload: Callable[[Day], Payload] = lambda _: {}
    between: tuple[tuple[str, str, Callable[[Day], Payload]], ...] = ()
    before: tuple[tuple[str, str, Callable[[Day], Payload]], ...] = ()


def of(name: str, **fields: Any) -> Callable[[Day], Payload]:
    """A payload with the id of something of the day."""
    return lambda day: {"id": day[name], **fields}


def plain(**fields: Any) -> Callable[[Day], Payload]:
    """A payload without ids of the day."""
    return lambda _: fields


UNDONE = ("host", "journal.undo", lambda day: {"station": STATION, "revision": day.answer["revision"]})
"""Undoes the deed before it."""
READ = of("card", was="Karte")


def worded(day: Day) -> Payload:
    """What a guest says that the other card means."""
    return {"id": day["worded"], "contribution": day["other"], "language": "ar", "text": "غرف", "was": "Andere"}


ROUND = ("desk", "round.start", plain(round=1))
OPEN = ("desk", "feedback.begin", plain())
TOLD = plain(scale={"1": 5}, text="Schön", language="de")
COMMENT = ("guest", "feedback.set", TOLD)


def comment(**fields: Any) -> Callable[[Day], Payload]:
    """A payload about the only comment."""
    return lambda day: {"id": stored_comment(day), **fields}


def stored_comment(day: Day) -> str:
    with day.screens["desk"].web.application.app_context():
        return str(db.session.scalars(select(FeedbackAnswer.id)).one())


ORDERS: dict[str, Once] = {
    "contribution.add": Once("guest", of("new", **CARD), (("guest", "contribution.withdraw", of("new")),)),
    "contribution.edit": Once(
        "guest",
        of("card", text="Neu", was="Karte"),
        (("guest", "contribution.edit", of("card", text="Anders", was="Neu")),),
    ),
    "contribution.withdraw": Once(
        "guest", of("card"), (("guest", "contribution.edit", of("other", text="Anders", was="Andere")),)
    ),
    "wording.add": Once("guest", worded, (("guest", "wording.withdraw", of("worded")),)),
    "wording.edit": Once(
        "guest",
        of("worded", text="غرف أكثر", was="غرف"),
        (("guest", "wording.edit", of("worded", text="غرف", was="غرف أكثر")),),
        (("guest", "wording.add", worded),),
    ),
    "wording.withdraw": Once("guest", of("worded"), (), (("guest", "wording.add", worded),)),
    "wording.word": Once(
        "host",
        lambda day: {"id": new_id(), "contribution": day["card"], "language": "ar", "text": "غرف", "read": "Karte"},
        (
            (
                "host",
                "wording.word",
                lambda day: {
                    "id": new_id(),
                    "contribution": day["card"],
                    "language": "ar",
                    "text": None,
                    "was": "غرف",
                    "read": "Karte",
                },
            ),
        ),
    ),
    "wording.approve": Once(
        "host",
        of("worded", was="غرف"),
        (("host", "wording.hide", of("worded")),),
        (
            ("host", "station.set_approve_first", plain(station=STATION, on=True)),
            ("guest", "wording.add", worded),
        ),
    ),
    "wording.hide": Once(
        "host",
        of("worded"),
        (("host", "wording.approve", of("worded", was="غرف")),),
        (("guest", "wording.add", worded),),
    ),
    "vote.set": Once(
        "guest",
        lambda day: {"contribution": day["other"], "on": True},
        (("guest", "vote.set", lambda day: {"contribution": day["other"], "on": False}),),
    ),
    "contribution.approve": Once(
        "host",
        of("card", was="Neu"),
        (("host", "contribution.hide", of("card")),),
        (
            ("host", "station.set_approve_first", plain(station=STATION, on=True)),
            ("guest", "contribution.edit", of("card", text="Neu", was="Karte")),
        ),
    ),
    "contribution.hide": Once("host", of("card", reason="Ton"), (("host", "contribution.show", READ),)),
    "contribution.show": Once(
        "host", READ, (("host", "contribution.hide", of("card")),), (("host", "contribution.hide", of("card")),)
    ),
    "contribution.highlight": Once(
        "host", of("card", on=True), (("host", "contribution.highlight", of("card", on=False)),)
    ),
    "contribution.confirm_contact": Once(
        "host", READ, (("guest", "contribution.edit", of("card", text="Anruf 0351 1234567", was="Karte")),)
    ),
    "contribution.pause_author": Once(
        "host", of("card", on=True), (("host", "contribution.pause_author", of("card", on=False)),)
    ),
    "contribution.type_in": Once("host", of("new", **CARD), (("host", "contribution.hide", of("new")),)),
    "contribution.count_hands": Once(
        "host", of("card", by_hand=3), (("host", "contribution.count_hands", of("card", by_hand=5)),)
    ),
    "contribution.reword": Once(
        "host",
        of("card", text="Neu", was="Karte"),
        (("host", "contribution.reword", of("card", text="Karte", was="Neu")),),
    ),
    "contribution.word_in_german": Once(
        "host",
        of("card", text="Neu"),
        (("host", "contribution.word_in_german", of("card", was="Neu")),),
    ),
    "contribution.merge": Once(
        "host",
        lambda day: {"into": day["card"], "ids": [day["other"]]},
        (("host", "contribution.separate", of("other")),),
    ),
    "contribution.separate": Once(
        "host",
        of("other"),
        (("host", "contribution.merge", lambda day: {"into": day["card"], "ids": [day["other"]]}),),
        (("host", "contribution.merge", lambda day: {"into": day["card"], "ids": [day["other"]]}),),
    ),
    "contribution.cluster": Once(
        "host",
        lambda day: {"ids": [day["card"]], "cluster": day["cluster"]},
        (("host", "contribution.cluster", lambda day: {"ids": [day["card"]]}),),
    ),
    "cluster.add": Once(
        "host", of("new", station=STATION, title="Neu"), (("host", "cluster.rename", of("new", title="Anders")),)
    ),
    "cluster.rename": Once(
        "host", of("cluster", title="Neu"), (("host", "cluster.rename", of("cluster", title="Anders")),)
    ),
    "cluster.confirm_contact": Once("host", of("cluster", was="Thema"), (UNDONE,)),
    "cluster.remove": Once("host", of("cluster"), (UNDONE,)),
    "statement.add": Once(
        "host", of("new", station=STATION, text="Neu"), (("host", "statement.edit", of("new", text="Anders")),)
    ),
    "statement.edit": Once(
        "host", of("statement", text="Neu"), (("host", "statement.edit", of("statement", text="Anders")),)
    ),
    "statement.translate": Once(
        "host",
        of("statement", language="en", text="New"),
        (("host", "statement.translate", of("statement", language="en", was="New")),),
    ),
    "statement.arrange": Once(
        "host",
        lambda day: {"station": STATION, "ids": [day["question"], day["statement"]]},
        (
            (
                "host",
                "statement.arrange",
                lambda day: {"station": STATION, "ids": [day["statement"], day["question"]]},
            ),
        ),
    ),
    "statement.confirm_contact": Once("host", of("statement", was="statement"), (UNDONE,)),
    "statement.remove": Once("host", of("statement"), (UNDONE,)),
    "photo.edit": Once("host", of("photo", caption="Neu"), (("host", "photo.edit", of("photo", caption="Anders")),)),
    "photo.confirm_contact": Once("host", of("photo", was=""), (UNDONE,)),
    "photo.remove": Once("host", of("photo"), (UNDONE,)),
    "measure.add": Once(
        "host", of("new", station=STATION, what="Neu"), (("host", "measure.edit", of("new", what="Anders")),)
    ),
    "measure.edit": Once("host", of("measure", what="Neu"), (("host", "measure.edit", of("measure", what="Anders")),)),
    "measure.set_state": Once(
        "host", of("measure", state="agreed"), (("host", "measure.set_state", of("measure", state="done")),)
    ),
    "measure.arrange": Once(
        "host",
        lambda day: {"station": STATION, "ids": [day["next"], day["measure"]]},
        (("host", "measure.arrange", lambda day: {"station": STATION, "ids": [day["measure"], day["next"]]}),),
    ),
    "measure.confirm_contact": Once("host", of("measure", was="measure\n\n"), (UNDONE,)),
    "measure.remove": Once("host", of("measure"), (UNDONE,)),
    "suggestion.dismiss": Once(
        "host", lambda day: {"id": day["new"], "station": STATION, "ids": [day["card"], day["other"]]}, (UNDONE,)
    ),
    "journal.undo": Once("host", UNDONE[2], (UNDONE,), (("host", "contribution.highlight", of("card", on=True)),)),
    "station.set_approve_first": Once(
        "host",
        plain(station=STATION, on=True),
        (("desk", "station.set_approve_first", plain(station=STATION, on=False)),),
    ),
    "round.start": Once("desk", plain(round=1), (("desk", "round.end", plain()),)),
    "round.extend": Once("desk", plain(minutes=5), (("desk", "round.extend", plain(minutes=3)),), (ROUND,)),
    "round.end": Once("desk", plain(), (("desk", "round.start", plain(round=2)),), (ROUND,)),
    "round.resume": Once(
        "desk", plain(round=1), (("desk", "round.end", plain()),), (ROUND, ("desk", "round.end", plain()))
    ),
    "event.announce": Once("desk", plain(text="Kaffee"), (("desk", "event.announce", plain(text="Kuchen")),)),
    "newcomers.set": Once("desk", plain(door="word", renew=True), (("desk", "newcomers.set", plain(door="open")),)),
    "newcomers.leave_out": Once("desk", plain(on=True), (("desk", "newcomers.leave_out", plain(on=False)),)),
    "wall.speak": Once("desk", plain(language="ar"), (("desk", "wall.speak", plain(language="")),)),
    "wall.show": Once("desk", plain(scene="code"), (("desk", "wall.show", plain(scene="countdown")),)),
    "feedback.set": Once(
        "guest", TOLD, (("guest", "feedback.set", plain(scale={}, text="Gut", language="de")),), (OPEN,)
    ),
    "feedback.begin": Once("desk", plain(), (("desk", "feedback.end", plain()),)),
    "feedback.end": Once("desk", plain(), (OPEN,), (OPEN,)),
    "feedback.show": Once("desk", plain(on=True), (("desk", "feedback.show", plain(on=False)),)),
    "feedback.hide": Once("desk", comment(on=True), (("desk", "feedback.hide", comment(on=False)),), (OPEN, COMMENT)),
    "feedback.confirm_contact": Once(
        "desk",
        comment(was="Schön"),
        (("desk", "feedback.word_in_german", comment(text="Ruft an: 0351 / 488 1234")),),
        (OPEN, COMMENT),
    ),
    "feedback.word_in_german": Once(
        "desk",
        comment(text="Neu"),
        (("desk", "feedback.word_in_german", comment(was="Neu")),),
        (OPEN, COMMENT),
    ),
}
"""Every order that changes something."""


@dataclass
class Kept:
    """A day as it was when it was made: its data, its ids, and the cookies of its people."""

    folder: Path
    cookies: dict[str, str]
    ids: dict[str, str]


@pytest.fixture(scope="module")
def kept() -> list[Kept]:
    """The day that the first test made; the others begin with a copy of it."""
    return []


@pytest.fixture
def day(
    app: Flask,
    moving_app: MovingApp,
    screen: OpenScreen,
    kept: list[Kept],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Day:
    if not kept:
        made = a_day(app, screen)
        moving_app.leave()
        cookies = {who: cookie_of(one) for who, one in made.screens.items()}
        folder = shutil.copytree(tmp_path, tmp_path_factory.mktemp("day"), dirs_exist_ok=True)
        kept.append(Kept(folder, cookies, dict(made.ids)))
        return made
    moving_app.bring(kept[0].folder)
    made = Day({who: screen(None) for who in kept[0].cookies}, dict(kept[0].ids))
    for who, cookie in kept[0].cookies.items():
        made.screens[who].web.set_cookie(COOKIE, cookie)
        made.screens[who].reconnect()
    return made


def cookie_of(screen: Screen) -> str:
    """By what a browser is known."""
    cookie = screen.web.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def a_day(app: Flask, screen: OpenScreen) -> Day:
    """Make it by orders, as its people do."""
    with app.app_context():
        ways = links.all_of(events.find(EVENT))
    paths = {"guest": ways["stations"][STATION], "host": ways["hosts"][STATION], "desk": ways["organiser"]}
    made = Day({who: screen(path.removeprefix("http://localhost")) for who, path in paths.items()})
    for name, said in (("card", "Karte"), ("other", "Andere")):
        made.give("guest", "contribution.add", id=made[name], **{**CARD, "text": said, "language": "en"})
    made.give("host", "cluster.add", id=made["cluster"], station=STATION, title="Thema")
    for name in ("statement", "question"):
        made.give("host", "statement.add", id=made[name], station=STATION, text=name)
    for name in ("measure", "next"):
        made.give("host", "measure.add", id=made[name], station=STATION, what=name)
    with app.app_context():
        station_id = db.session.scalars(select(Station.id).where(Station.slug == STATION)).one()
        db.session.add(Photo(id=made["photo"], station_id=station_id, width=4, height=3, revision=1))
        db.session.commit()
        db.session.remove()
    return made


def stored(day: Day) -> Rows:
    """All rows of all tables."""
    with day.screens["desk"].web.application.app_context():
        db.session.remove()
        with db.engine.connect() as connection:
            return {
                name: [dict(row._mapping) for row in connection.execute(text(f'SELECT * FROM "{name}" ORDER BY 1, 2'))]
                for name in db.metadata.tables
            }


def remembered(day: Day) -> list[DoneOrder]:
    with day.screens["desk"].web.application.app_context():
        return list(db.session.scalars(select(DoneOrder)))


def timeless(state: Mapping[str, Any]) -> dict[str, Any]:
    """A state of the event, or the desk's figures, without the moment at which they were read."""
    return {name: value for name, value in state.items() if name != "now"}


def test_every_order_that_writes_is_here(app: Flask) -> None:
    handlers = socketio.server.handlers["/"].items()
    assert {message for message, handler in handlers if writes(inspect.unwrap(handler))} == ORDERS.keys()


@pytest.mark.parametrize("at_once", [False, True], ids=["later", "at once"])
@pytest.mark.parametrize("message", ORDERS)
def test_an_order_that_comes_twice_counts_once(
    day: Day, message: str, at_once: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the second is looked up before the first is committed, and would be carried out."""
    once = ORDERS[message]
    for who, before, payload in once.before:
        day.give(who, before, **payload(day))
    given = {**once.payload(day), "order": new_id()}
    first = day.give(once.who, message, **given)
    for who, between, payload in once.between:
        day.give(who, between, **payload(day))
    now = stored(day)
    if at_once:
        looked = itertools.count()
        find = orders.find
        monkeypatch.setattr(orders, "find", lambda store, id: find(store, id) if next(looked) else None)
    second = day.give(once.who, message, **given)
    assert stored(day) == now
    if "event_state" in first:
        state = day.give("desk", "event.open")["event_state"]
        assert timeless(second.pop("event_state")) == timeless(state)
        assert first.pop("event_state") is not None
    if "desk" in first:
        assert timeless(second.pop("desk")) == timeless(day.give("desk", "desk.open")["desk"])
        assert first.pop("desk") is not None
    assert second == first


@pytest.mark.parametrize("message", ORDERS)
def test_no_text_is_remembered_of_an_order(day: Day, message: str) -> None:
    once = ORDERS[message]
    for who, before, payload in once.before:
        day.give(who, before, **payload(day))
    day.give(once.who, message, **once.payload(day), order=new_id())
    (kept,) = remembered(day)
    assert [value for value in kept.answer.values() if type(value) is not int and value not in STATES] == []
    assert (kept.done_in.minute, kept.done_in.second, kept.done_in.microsecond) == (0, 0, 0)
    assert kept.who[:1] == ("" if message == "feedback.set" else {"guest": "p", "host": "d", "desk": "d"}[once.who])


def test_five_minutes_are_given_once(day: Day) -> None:
    begun = day.give("desk", "round.start", round=1)["event_state"]["ends_at"]
    given = {"minutes": 5, "order": new_id()}
    ends = [day.give("desk", "round.extend", **given)["event_state"]["ends_at"] for _ in range(2)]
    assert ends[0] == ends[1] > begun


def test_what_is_sent_twice_is_no_news(day: Day) -> None:
    day.give("guest", "event.open")
    given = {"text": "Kaffee", "order": new_id()}
    for expected in (1, 0):
        day.give("desk", "event.announce", **given)
        assert len(day.screens["guest"].news("event.changed")) == expected


def test_nobody_else_is_answered(day: Day, screen: OpenScreen, doors: Doors) -> None:
    """Whoever has no right to it is refused as ever, and who has may not give an order of that id."""
    guest, host = screen(doors.stations[STATION]), screen(doors.hosts[OTHER])
    order = new_id()
    day.give("guest", "contribution.edit", id=day["card"], text="Neu", was="Karte", order=order)
    assert refusal(guest, "contribution.edit", id=day["card"], text="Fremd", was="Neu", order=order) == "not_yours"
    assert refusal(guest, "vote.set", contribution=day["card"], on=True, order=order) == "id_taken"
    assert refusal(guest, "contribution.add", id=new_id(), **CARD, order=order) == "id_taken"
    order = new_id()
    day.give("desk", "contribution.hide", id=day["card"], order=order)
    before = stored(day)
    assert refusal(host, "contribution.hide", id=day["card"], order=order) == "not_allowed"
    assert refusal(day.screens["host"], "contribution.show", id=day["card"], was="Neu", order=order) == "id_taken"
    assert stored(day) == before


def refusal(somebody: Screen, message: str, **payload: Any) -> str:
    answer = somebody.order(message, event=EVENT, **payload)
    assert not answer["ok"]
    return str(answer["error"])


def test_a_tablet_by_the_same_door_may_send_what_another_kept(day: Day, screen: OpenScreen, doors: Doors) -> None:
    order = new_id()
    first = day.give("host", "contribution.hide", id=day["card"], order=order)
    assert screen(doors.hosts[STATION]).order("contribution.hide", id=day["card"], order=order, event=EVENT) == first


def test_a_tablet_that_came_by_another_door_since_is_the_same(day: Day, doors: Doors) -> None:
    order, host = new_id(), day.screens["host"]
    first = day.give("host", "contribution.hide", id=day["card"], order=order)
    assert host.web.get(doors.organiser).status_code == 302
    host.live = socketio.test_client(host.web.application, flask_test_client=host.web)
    assert day.give("host", "contribution.hide", id=day["card"], order=order) == first


def test_an_id_of_an_order_is_an_id(day: Day) -> None:
    answer = day.screens["desk"].order("round.start", round=1, order="x", event=EVENT)
    assert (answer["ok"], answer["error"], answer["field"]) == (False, "malformed", "order")
    assert remembered(day) == []


def test_a_refusal_is_not_remembered(day: Day) -> None:
    order = new_id()
    assert day.screens["desk"].order("round.end", order=order, event=EVENT)["error"] == "no_round_running"
    day.give("desk", "round.start", round=1)
    assert day.give("desk", "round.end", order=order)["event_state"]["phase"] == "change"


def test_an_order_without_an_id_is_carried_out_each_time(day: Day) -> None:
    day.give("desk", "round.start", round=1)
    ends = [day.give("desk", "round.extend", minutes=5)["event_state"]["ends_at"] for _ in range(2)]
    assert ends[0] < ends[1]
    assert remembered(day) == []


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes for the limits."""
    monkeypatch.setattr(limits, "clock", lambda: 1000.0)


IDLE: dict[str, Callable[[Day], Payload]] = {
    "vote.set": lambda day: {"contribution": day["card"], "on": False},
    "contribution.edit": of("card", text="Karte", was="Karte"),
    "contribution.add": of("card", **CARD),
}
"""Orders of the guest that find done what they want."""


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize("message", IDLE)
def test_orders_that_change_nothing_do_not_fill_the_disk(day: Day, message: str) -> None:
    sent = (day.screens["guest"].order(message, **IDLE[message](day), order=new_id(), event=EVENT) for _ in range(200))
    errors = [answer["error"] for answer in sent if not answer["ok"]]
    assert set(errors) == {"too_many"}
    assert len(remembered(day)) == 200 - len(errors) < 121


def test_who_did_nothing_yet_leaves_nothing(day: Day, screen: OpenScreen, doors: Doors) -> None:
    stranger = screen(doors.stations[STATION])
    before = stored(day)
    assert stranger.order("vote.set", contribution=day["card"], on=False, order=new_id(), event=EVENT)["ok"]
    assert stored(day) == before


def test_an_id_costs_one_row_and_is_looked_up_with_its_place(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    execute = Store._execute

    def noted(store: Store, question: Any, values: dict[str, Any]) -> Any:
        said.append(question.sql)
        return execute(store, question, values)

    monkeypatch.setattr(Store, "_execute", noted)
    counts = []
    for fields in ({}, {"order": new_id()}):
        said.clear()
        day.give("guest", "contribution.add", **CARD, id=new_id(), **fields)
        counts.append((len(said), sum("done_order" in one for one in said)))
    (without, none), (with_one, its_own) = counts
    assert (with_one - without, none, its_own) == (1, 0, 2)
