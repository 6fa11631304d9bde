"""Whatever a host, two guests and a desk order, in whatever order it comes and however often: what must be there is."""

import copy
import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from facilitation import memory
from facilitation.doors import links
from facilitation.services import events
from tests.apps import MovingApp
from tests.conftest import Screen, Settle, new_id
from tests.live.hall_model import Model

STATION = "foerderung-und-raeume"
ALIKE = "Wir brauchen mehr Proberäume am Abend"
"""What guests, hosts and the desk write: with a withdrawn text its copies go, and what was there before stays."""
TEXTS = ("Mehr Räume!", "Proberäume am Abend", "مساحات أكثر", "Orte", ALIKE, ALIKE)
SAID = ("Orte", "Geld und Zeit", "Kaffee im Foyer", ALIKE, ALIKE)
GUESTS, HOST, DESK = ("anna", "bilal"), "host", "desk"

Order = tuple[str, dict[str, Any]]
place = st.integers(0, 30)
"""Which of all that is there is meant; counted from the beginning again where it is too large."""
flag = st.booleans()
words, said, was = st.sampled_from(TEXTS), st.sampled_from(SAID), st.sampled_from([*TEXTS, *SAID])
SENT = st.sampled_from(["once", "once", "once", "twice", "again later"])
"""An order whose answer is lost is sent again at once, or later, when others have ordered something meanwhile."""

DEEDS = st.one_of(
    st.tuples(st.sampled_from(GUESTS), st.just("contribution.add"), words),
    st.tuples(st.sampled_from(GUESTS), st.just("contribution.add"), words),
    st.tuples(st.sampled_from(GUESTS), st.just("contribution.edit"), place, words, was),
    st.tuples(st.sampled_from(GUESTS), st.just("contribution.withdraw"), place),
    st.tuples(st.sampled_from(GUESTS), st.just("vote.set"), place, flag),
    st.tuples(st.sampled_from(GUESTS), st.just("vote.set"), place, st.just(True)),
    st.tuples(st.just(HOST), st.sampled_from(["contribution.approve", "contribution.show"]), place, was),
    st.tuples(st.just(HOST), st.just("contribution.hide"), place),
    st.tuples(st.just(HOST), st.just("contribution.highlight"), place, flag),
    st.tuples(st.just(HOST), st.just("contribution.reword"), place, said, was),
    st.tuples(st.just(HOST), st.just("contribution.cluster"), place, place),
    st.tuples(st.just(HOST), st.just("contribution.merge"), place, place),
    st.tuples(st.just(HOST), st.just("contribution.separate"), place),
    st.tuples(st.just(HOST), st.just("cluster.add"), said),
    st.tuples(st.just(HOST), st.just("cluster.rename"), place, said, said),
    st.tuples(st.just(HOST), st.just("cluster.remove"), place),
    st.tuples(st.just(HOST), st.just("station.set_approve_first"), flag),
    st.tuples(st.just(HOST), st.just("journal.undo"), st.integers(0, 5)),
    st.tuples(st.just(HOST), st.just("journal.undo"), st.just(0)),
    st.tuples(st.just(DESK), st.just("round.start"), st.integers(1, 3)),
    st.tuples(st.just(DESK), st.just("round.extend"), st.integers(1, 5)),
    st.tuples(st.just(DESK), st.just("round.end")),
    st.tuples(st.just(DESK), st.just("event.announce"), st.sampled_from(["", *SAID])),
    st.tuples(st.sampled_from([*GUESTS, HOST, DESK]), st.just("reload")),
)
STEPS = st.lists(st.tuples(DEEDS, SENT), min_size=30, max_size=60)


class Hall:
    """A café for itself, its screens, and what must be there."""

    def __init__(self, app: Any, settle: Settle) -> None:
        self._app = app
        self._settle = settle
        self.model = Model()
        self._known: set[str] = set()
        """Who has done something."""
        self._late: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = []
        with app.app_context():
            ways = links.all_of(events.find("dresden-2023"))
        short = {name: str(ways[name]).replace("http://localhost", "") for name in ("organiser",)}
        station, host = (ways[kind][STATION].replace("http://localhost", "") for kind in ("stations", "hosts"))
        self._paths = {**dict.fromkeys(GUESTS, station), HOST: host, DESK: short["organiser"]}
        self._screens = {who: Screen(app, path) for who, path in self._paths.items()}
        for who in self._screens:
            self.look(who)

    def give(self, who: str, name: str, payload: dict[str, Any], sent: str) -> None:
        """Send an order as often as its answer is lost, and see that it is done once or refused as it must be."""
        whole = {**payload, "order": new_id()}
        before = copy.deepcopy(vars(self.model))
        expected = self.model.give(who, name, payload)
        told = self._screens[who].order(name, event="dresden-2023", **whole)
        if told.get("error") == "too_many":  # the limits have tests of their own
            vars(self.model).update(before)
            return
        assert told.get("error", "") == expected, (name, payload, told)
        if who == HOST and told["ok"]:
            self.model.told(told["revision"])
        if not told["ok"]:
            return
        if done(before) != done(vars(self.model)):
            self._known.add(who)
        if who in GUESTS and who not in self._known:
            return  # who did nothing yet, and changed nothing now, leaves nothing by which it would be known again
        if sent == "twice":
            self._send_again(who, name, whole, told)
        if sent == "again later":
            self._late.append((who, name, whole, told))

    def _send_again(self, who: str, name: str, whole: dict[str, Any], told: dict[str, Any]) -> None:
        again = self._screens[who].order(name, event="dresden-2023", **whole)
        known = {name: value for name, value in again.items() if name in told}
        assert without_state(known) == without_state(told), (name, whole)

    def give_late(self) -> None:
        """Send everything once more of which the first answer never came."""
        for who, name, whole, told in self._late:
            self._send_again(who, name, whole, told)
        self._late.clear()

    def reload(self, who: str) -> None:
        """Open a screen anew, with the cookies that it has."""
        screen = self._screens[who]
        screen.live.disconnect()
        screen.live.connect()
        self.look(who)

    def look(self, who: str) -> None:
        """See that a screen which opens now shows what must be there."""
        self._settle()
        model, screen = self.model, self._screens[who]
        if who == DESK:
            state = screen.order("desk.open", event="dresden-2023")["event_state"]
        else:
            opened = screen.open(STATION)
            state, change = opened["event_state"], opened["change"]
            told = {
                one["id"]: (one["text"], one["state"], one["highlighted"], one["cluster"], one["votes"])
                for one in change["contributions"]
            }
            seen = ("visible", "pending", "hidden") if who == HOST else ("visible",)
            named = {id for id, title in model.clusters.items() if title or who == HOST}  # others know none without
            assert told == {
                id: (
                    *(card.text, card.state, card.highlighted),
                    *(card.cluster if card.cluster in named else None, model.votes(id)),
                )
                for id, card in model.cards.items()
                if card.state in seen
            }
            assert {one["id"]: one["title"] for one in change["clusters"]} == {
                id: title for id, title in model.clusters.items() if id in named - model.removed
            }
        if who in GUESTS:
            assert sorted(opened["my_votes"]) == sorted(model.seen(model.dots.get(who, [])))
            assert opened["votes_left"] == model.left(who)
            own = {one["id"]: (one["text"], one["state"]) for one in opened["mine"]}
            assert own == {
                id: (card.text, card.state)
                for id, card in model.cards.items()
                if card.author == who and card.state != "withdrawn"
            }
        self._look_at_the_day(state)

    def _look_at_the_day(self, state: dict[str, Any]) -> None:
        model = self.model
        assert (state["phase"], state["round"]) == (model.phase, model.round)
        assert (state["announcement"] or {"text": None})["text"] == model.announcement
        assert state["stations"][STATION]["approve_first"] == model.approve_first
        if model.phase == "round":
            begun, ends = (dt.datetime.fromisoformat(state[name]) for name in ("started_at", "ends_at"))
            planned = state_minutes(self._app, model.round)
            assert ends - begun == planned + model.extended

    def end(self) -> None:
        """Send what is still late, and look at everything once more."""
        self.give_late()
        for who in self._screens:
            self.reload(who)

    def close(self) -> None:
        """Let everybody go."""
        for screen in self._screens.values():
            screen.live.disconnect()
        self._settle()


def done(model: dict[str, Any]) -> dict[str, Any]:
    """What a model says of the hall, without what it needs for one order."""
    return {name: value for name, value in model.items() if not name.startswith("_")}


def without_state(told: dict[str, Any]) -> dict[str, Any]:
    """An answer without the event's state, which is always the newest."""
    return {name: value for name, value in told.items() if name != "event_state"}


def state_minutes(app: Any, position: int | None) -> dt.timedelta:
    """The planned length of a round."""
    with app.app_context():
        (found,) = [one for one in events.find("dresden-2023").rounds if one.position == position]
        return dt.timedelta(minutes=found.minutes)


def ordered(model: Model, name: str, chosen: tuple[Any, ...]) -> dict[str, Any] | None:
    """The payload of an order about what is there; None where there is nothing that it could be about."""
    cards, clusters = list(model.cards), list(model.clusters)
    if name == "contribution.add":
        return {"id": new_id(), "station": STATION, "text": chosen[0], "kind": "idea", "language": "de"}
    if name == "cluster.add":
        return {"id": new_id(), "station": STATION, "title": chosen[0]}
    if name == "station.set_approve_first":
        return {"station": STATION, "on": chosen[0]}
    if name.startswith(("round.", "event.")):
        return dict(zip(FIELDS[name], chosen, strict=True))
    if name.startswith("cluster."):
        return (
            dict(zip(FIELDS[name], [clusters[chosen[0] % len(clusters)], *chosen[1:]], strict=True))
            if clusters
            else None
        )
    if name == "journal.undo":
        place = -1 - chosen[0] % max(1, len(model.journal))
        return {"station": STATION, "revision": model.journal[place].revision} if model.journal else None
    if not cards:
        return None
    card = cards[chosen[0] % len(cards)]
    if name == "contribution.merge":
        return {"into": card, "ids": [cards[chosen[1] % len(cards)]]}
    if name == "contribution.cluster":
        return {"ids": [card], "cluster": [None, *clusters][chosen[1] % (len(clusters) + 1)]}
    return dict(zip(FIELDS[name], [card, *chosen[1:]], strict=True))


FIELDS = {
    "contribution.edit": ("id", "text", "was"),
    "contribution.withdraw": ("id",),
    "contribution.approve": ("id", "was"),
    "contribution.hide": ("id",),
    "contribution.show": ("id", "was"),
    "contribution.separate": ("id",),
    "contribution.highlight": ("id", "on"),
    "contribution.reword": ("id", "text", "was"),
    "vote.set": ("contribution", "on"),
    "cluster.rename": ("id", "title", "was"),
    "cluster.remove": ("id",),
    "round.start": ("round",),
    "round.extend": ("minutes",),
    "round.end": (),
    "event.announce": ("text",),
}
"""The fields of an order, in the order in which they are chosen."""


@pytest.fixture
def fresh_folder(tmp_path: Path) -> Callable[[], Path]:
    """Names a folder that is not there yet."""
    numbers = itertools.count()
    return lambda: tmp_path / f"hall-{next(numbers)}"


WALKS = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.generate,),  # to shrink a failure takes minutes, and the steps are read as they are
)


def walk(steps: list[Any], moving_app: MovingApp, planted: Path, folder: Path, settle: Settle) -> None:
    """Give all these orders at a café of its own, and see after each what must be there."""
    memory.forget_all()
    hall = Hall(moving_app.move(folder, planted), settle)
    try:
        for (who, name, *chosen), sent in steps:
            if name == "reload":
                hall.give_late()
                hall.reload(who)
                continue
            payload = ordered(hall.model, name, tuple(chosen))
            if payload is not None:
                hall.give(who, name, payload, sent)
        hall.end()
    finally:
        hall.close()
        moving_app.leave()


@settings(WALKS, max_examples=25, derandomize=True)
@given(steps=STEPS)
def test_what_must_be_there_is_there(
    steps: list[Any], moving_app: MovingApp, planted: Path, fresh_folder: Callable[[], Path], settle: Settle
) -> None:
    walk(steps, moving_app, planted, fresh_folder(), settle)


@pytest.mark.long
@pytest.mark.timeout(1_800)
@settings(WALKS, max_examples=600)
@given(steps=STEPS)
def test_what_must_be_there_is_there_after_many_more_orders(
    steps: list[Any], moving_app: MovingApp, planted: Path, fresh_folder: Callable[[], Path], settle: Settle
) -> None:
    walk(steps, moving_app, planted, fresh_folder(), settle)
