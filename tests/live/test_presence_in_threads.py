"""Who is here, while others come and go in threads of their own."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from facilitation import broadcasts, memory
from facilitation.extensions import socketio
from facilitation.services import presence
from tests.conftest import Doors, OpenScreen, new_id

STATION = "foerderung-und-raeume"


class Meanwhile(dict[int, str]):
    """Stations of a visit; whenever somebody looks at them, another screen comes."""

    def get(self, *_: Any) -> Any:
        presence.enter(new_id(), 1)

    def items(self) -> Any:
        presence.enter(new_id(), 1)
        return ()

    values = items


@pytest.fixture
def coming() -> Iterator[None]:
    """Somebody is here, and others come."""
    visit = presence.enter("first", 1)
    visit.stations, visit.person = Meanwhile(), "p1"
    yield
    memory.forget_all()


@pytest.mark.parametrize(
    "ask",
    [
        lambda: presence.people(1),
        lambda: presence.tablets(1),
        lambda: presence.stations_with_tablets(1),
        lambda: presence.people_of_event(1),
        lambda: presence.outdated({}),
    ],
    ids=["people", "tablets", "stations", "people of the event", "outdated"],
)
@pytest.mark.usefixtures("coming")
def test_who_comes_while_others_are_counted_disturbs_nobody(ask: Callable[[], object]) -> None:
    assert not ask()


def test_who_goes_while_their_order_is_answered_is_not_here(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, enter = screen(doors.stations[STATION]), presence.enter

    def goes(sid: str, event_id: int, by: Iterable[tuple[int, int]] = ()) -> presence.Visit:
        phone.live.disconnect()
        return enter(sid, event_id, by)

    monkeypatch.setattr(presence, "enter", goes)
    with suppress(Exception):  # nobody is there to be answered
        phone.open(STATION)
    assert presence._visits == {}


def test_who_goes_is_forgotten_also_where_no_thread_is_to_be_had_to_tell_it(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_thread(*_: Any) -> None:
        raise RuntimeError("can't start new thread")

    phone = screen(doors.stations[STATION])
    assert phone.open(STATION)["ok"]
    monkeypatch.setattr(broadcasts, "presence_changed", no_thread)
    phone.live.disconnect()
    assert socketio.server.manager.sid_from_eio_sid(phone.live.eio_sid, "/") is None
    assert (presence._visits, socketio.server.manager.pending_disconnect) == ({}, {})
