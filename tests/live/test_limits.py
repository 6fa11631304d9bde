"""Too much in a short time: the phone learns when to try again, however it comes back."""

import re

import pytest
from sqlalchemy import update

from facilitation.extensions import db, socketio
from facilitation.models import Participant
from facilitation.services import limits
from tests.conftest import Doors, OpenScreen, Screen, an_hour_ago, new_id

STATION = "foerderung-und-raeume"
GOOD = {"station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de"}
AT_ONCE = limits.LIMITS["add"].at_once


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes."""
    monkeypatch.setattr(limits, "clock", lambda: 1000.0)


def known(screen: Screen) -> Screen:
    """Somebody who said hello an hour ago."""
    assert screen.web.post("/e/dresden-2023/me", data={"language": "de"}).status_code == 303
    with screen._app.app_context():
        db.session.execute(update(Participant).values(joined_at=an_hour_ago()))
        db.session.commit()
    return screen


def test_a_limit_outlives_the_connection_and_the_page(screen: OpenScreen, doors: Doors) -> None:
    phone = known(screen(doors.stations[STATION]))
    for _ in range(AT_ONCE):
        assert phone.order("contribution.add", id=new_id(), **GOOD)["ok"] is True
    too_many = {
        "ok": False,
        "error": "too_many",
        "message": "Bitte warten Sie einen Moment. Weiter geht es in 5 s.",
        "retry_after": 5,
    }
    assert phone.order("contribution.add", id=new_id(), **GOOD) == too_many
    phone.live.disconnect()
    phone.web.get(doors.stations[STATION])
    phone.live = socketio.test_client(phone._app, flask_test_client=phone.web)
    assert phone.order("contribution.add", id=new_id(), **GOOD) == too_many
    assert phone.open(STATION)["change"]["revision"] == AT_ONCE
    assert screen(doors.stations[STATION]).order("contribution.add", id=new_id(), **GOOD)["ok"] is True


def test_the_form_without_script_keeps_the_text_and_says_when(screen: OpenScreen, doors: Doors) -> None:
    phone = known(screen(doors.stations[STATION]))
    for _ in range(AT_ONCE):
        phone.order("contribution.add", id=new_id(), **GOOD)
    path = f"/e/dresden-2023/stations/{STATION}"
    refused = phone.web.post(path, data={**GOOD, "text": "Und noch etwas", "id": new_id()})
    assert refused.status_code == 429
    assert "Weiter geht es in 5 s." in refused.text
    field = re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", refused.text)
    assert field is not None
    assert field[1].strip() == "Und noch etwas"


def test_a_newcomer_begins_with_less_and_grows(
    screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "GROWING", 3600.0)  # on a busy machine orders take seconds, in which nobody grows up
    phone, first = screen(doors.stations[STATION]), limits.LIMITS["add"].at_first
    assert first is not None
    answers = [phone.order("contribution.add", id=new_id(), **GOOD) for _ in range(first + 1)]
    assert [answer["ok"] for answer in answers] == [True] * first + [False]
    assert (answers[-1]["error"], answers[-1]["retry_after"]) == ("too_many", 5)
    known(phone)
    for _ in range(AT_ONCE - first):
        assert phone.order("contribution.add", id=new_id(), **GOOD)["ok"] is True
    assert phone.order("contribution.add", id=new_id(), **GOOD)["error"] == "too_many"


def test_a_newcomers_dots_are_fewer_at_once(screen: OpenScreen, doors: Doors) -> None:
    phone, id = screen(doors.stations[STATION]), new_id()
    assert phone.order("contribution.add", id=id, **GOOD)["ok"] is True
    first = limits.LIMITS["vote"].at_first
    assert first == 12
    answers = [phone.order("vote.set", contribution=id, on=turn % 2 == 0)["ok"] for turn in range(first + 1)]
    assert answers == [True] * first + [False]
