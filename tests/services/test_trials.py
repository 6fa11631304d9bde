"""What was tried before the day is kept, by whoever may, once for all processes, and says nothing of anybody."""

import datetime as dt
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy.exc import OperationalError

from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Event, Station
from facilitation.models.columns import iso, now
from facilitation.services import house, trials
from facilitation.storage import disk_trial
from facilitation.storage.transactions import writing
from tests.conftest import Guests, refused


def tried(event: Event) -> dict[str, Any]:
    db.session.expire_all()
    return dict(event.tried)


def test_only_organisers_begin_trials_and_confirm_the_clock(event: Event, host: Actor, guest: Guests) -> None:
    for somebody in (host, guest()):
        with refused("not_allowed"):
            trials.begin(somebody)
        with refused("not_allowed"):
            trials.confirm_clock(somebody)
    assert trials.of_house() == {}


def test_only_organisers_go_without_encryption(event: Event, organiser: Actor, host: Actor) -> None:
    with refused("not_allowed"):
        trials.accept_plain(host)
    assert tried(event) == {}
    trials.accept_plain(organiser)
    assert tried(event).keys() == {"plain"}


def test_nobody_tries_what_somebody_is_at(event: Event, organiser: Actor) -> None:
    assert trials.begin(organiser)
    assert not trials.begin(organiser)
    trials.note("disk", worked=True, ms=3)
    assert not trials.begin(organiser), "LibreOffice is still at it"
    trials.note("office", worked=True, ms=900)
    assert trials.begin(organiser)


def test_what_brought_nothing_in_time_may_be_tried_again(event: Event, organiser: Actor) -> None:
    trials.begin(organiser)
    with writing():
        known = house.known()
        known.tried = {**known.tried, **{name: {"begun": iso(now() - trials.DEADLINE)} for name in trials.STARTED}}
    assert trials.begin(organiser)


def test_a_result_is_kept_beside_the_others_and_without_its_beginning(event: Event, organiser: Actor) -> None:
    trials.begin(organiser)
    trials.note("disk", worked=True, ms=3)
    trials.confirm_clock(organiser)
    known = trials.of_house()
    assert known.keys() == {"disk", "office", "clock"}
    assert known["disk"].keys() == {"at", "worked", "ms"}
    assert (known["clock"]["by"], known["clock"]["apart"]) == ("person", 0)


def test_a_tablet_that_came_by_its_stations_link_is_noted_once(event: Event, station: Station, host: Actor) -> None:
    trials.note_tablet(host, station.id)
    first = tried(event)["tablets"]
    assert first.keys() == {str(station.id)}
    trials.note_tablet(host, station.id)
    assert tried(event)["tablets"] == first


def test_nobody_elses_screen_is_a_tablet(
    event: Event, station: Station, organiser: Actor, other_host: Actor, host: Actor
) -> None:
    simulated = Actor(event.id, hosts=host.hosts, simulated=True)
    for somebody in (organiser, other_host, simulated, Actor(event.id)):
        trials.note_tablet(somebody, station.id)
    assert tried(event) == {}


@pytest.mark.parametrize("error", [CafeError("storage_full"), OperationalError("", None, Exception("readonly"))])
def test_a_board_opens_where_nothing_can_be_stored(
    event: Event, station: Station, host: Actor, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def full() -> NoReturn:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(trials, "writing", full)
        trials.note_tablet(host, station.id)
    assert tried(event) == {}


def test_the_disk_is_really_written_and_nothing_stays(tmp_path: Path) -> None:
    assert 0 <= disk_trial.milliseconds(tmp_path) < 60_000
    assert [path.name for path in tmp_path.rglob("*")] == ["temporary"]
    with pytest.raises(OSError, match="No such file"):
        disk_trial.milliseconds(tmp_path / "nowhere")


def test_a_trial_is_under_way_for_its_time_only() -> None:
    moment = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
    assert not trials.is_under_way({}, moment)
    assert trials.is_under_way({"begun": iso(moment)}, moment + trials.DEADLINE / 2)
    assert not trials.is_under_way({"begun": iso(moment)}, moment + trials.DEADLINE)
