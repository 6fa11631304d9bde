"""Contributions over the wire: refusals come as codes and sentences, and the server goes on."""

import pytest

from tests.conftest import Doors, OpenScreen, new_id, read_lines

STATION = "foerderung-und-raeume"
GOOD = {"station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de"}


@pytest.mark.parametrize("payload", [None, "text", 7, [], [1, 2], {}, {"id": 7}, {"id": None}, {"text": {"a": 1}}])
def test_malformed_payloads_are_refused_and_the_server_goes_on(
    screen: OpenScreen, doors: Doors, payload: object
) -> None:
    phone = screen(doors.stations[STATION])
    answer = phone.live.emit("contribution.add", payload, callback=True)
    assert (answer["ok"], answer["error"]) == (False, "malformed")
    assert phone.order("contribution.add", id=new_id(), **GOOD)["ok"] is True


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": " \u200b "}, "text_empty"),
        ({"text": "x" * 501}, "text_too_long"),
        ({"text": 5}, "malformed"),
        ({"kind": "rant"}, "unknown_kind"),
        ({"language": "xx"}, "unknown_language"),
        ({"station": "nowhere"}, "unknown_station"),
        ({"table": 9}, "unknown_table"),
        ({"table": 1.5}, "malformed"),
        ({"table": 10**30}, "malformed"),
        ({"reply_to": new_id()}, "unknown_contribution"),
        ({"reply_to": "nobody"}, "malformed"),
        ({"reply_to": ""}, "malformed"),
        ({"id": ""}, "malformed"),
        ({"reply_to": "\ud800"}, "malformed"),
        ({"id": "nonsense"}, "malformed"),
    ],
)
def test_each_refusal_has_its_code_and_nothing_is_stored(
    screen: OpenScreen, doors: Doors, changed: dict[str, object], code: str
) -> None:
    phone = screen(doors.stations[STATION])
    answer = phone.order("contribution.add", **{"id": new_id(), **GOOD, **changed})
    assert (answer["ok"], answer["error"]) == (False, code)
    assert phone.open(STATION)["change"]["revision"] == 0


def test_refusals_speak_the_persons_language(screen: OpenScreen, doors: Doors) -> None:
    phone = screen(doors.stations[STATION])
    answer = phone.order("contribution.add", id=new_id(), **{**GOOD, "text": "x" * 501})
    assert answer["message"] == "Bitte kürzen Sie: 501 Zeichen, möglich sind 500."
    assert (answer["length"], answer["limit"]) == (501, 500)


def test_hostile_texts_arrive_as_expected(screen: OpenScreen, doors: Doors) -> None:
    phone = screen(doors.stations[STATION])
    answers = {
        line["name"]: phone.order("contribution.add", id=new_id(), **{**GOOD, "text": line["text"]})
        for line in read_lines("adversarial.jsonl")
    }
    assert {name for name, answer in answers.items() if not answer["ok"]} == {"whitespace_only"}
    arrived = phone.open(STATION)["change"]["contributions"]
    assert len(arrived) == 12
    assert [one["masked"] for one in arrived if one["masked"]] == ["Bitte Frau Muster anrufen: ••• oder •••, •••"]


def test_only_a_host_lets_contact_data_through(screen: OpenScreen, doors: Doors) -> None:
    phone, host = screen(doors.stations[STATION]), screen(doors.hosts[STATION])
    id = new_id()
    phone.order("contribution.add", id=id, **{**GOOD, "text": "muster@example.org"})
    assert phone.order("contribution.confirm_contact", id=id)["error"] == "not_allowed"
    assert host.order("contribution.confirm_contact", id=id, was="muster@example.org")["ok"] is True
    assert phone.open(STATION)["change"]["contributions"][0]["masked"] is None


@pytest.mark.parametrize("copies", [20])
def test_twenty_copies_are_one(screen: OpenScreen, doors: Doors, copies: int) -> None:
    phone, id = screen(doors.stations[STATION]), new_id()
    answers = [phone.order("contribution.add", id=id, **GOOD) for _ in range(copies)]
    assert answers == [{"ok": True, "revision": 1, "state": "visible"}] * copies
    assert len(phone.open(STATION)["change"]["contributions"]) == 1


def test_other_peoples_contributions_stay_theirs(screen: OpenScreen, doors: Doors) -> None:
    writer, other, id = screen(doors.stations[STATION]), screen(doors.stations[STATION]), new_id()
    writer.order("contribution.add", id=id, **GOOD)
    assert other.order("contribution.edit", id=id, text="Fremd", was=GOOD["text"])["error"] == "not_yours"
    assert other.order("contribution.withdraw", id=id)["error"] == "not_yours"
    assert other.order("contribution.add", id=id, **GOOD)["error"] == "id_taken"
    assert writer.order("contribution.edit", id=id, text="Mein neuer Text", was=GOOD["text"])["ok"] is True
    assert writer.order("contribution.withdraw", id=id)["ok"] is True
    assert (
        writer.order("contribution.edit", id=id, text="Zu spät", was="Mein neuer Text")["error"] == "contribution_gone"
    )


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        ("contribution.approve", {"was": GOOD["text"]}),
        ("contribution.hide", {}),
        ("contribution.show", {"was": GOOD["text"]}),
        ("contribution.highlight", {"on": True}),
        ("contribution.confirm_contact", {"was": GOOD["text"]}),
    ],
)
def test_guests_walls_and_other_hosts_do_not_moderate(
    screen: OpenScreen, doors: Doors, message: str, fields: dict[str, object]
) -> None:
    writer, id = screen(doors.stations[STATION]), new_id()
    writer.order("contribution.add", id=id, **GOOD)
    for path in (doors.stations[STATION], doors.wall, doors.hosts["offene-verwaltung"]):
        assert screen(path).order(message, id=id, **fields)["error"] == "not_allowed"
    assert screen(doors.hosts[STATION]).order(message, id=id, **fields)["ok"] is True
    assert screen(doors.organiser).order(message, id=id, **fields)["ok"] is True


def test_a_fault_is_acknowledged_too(screen: OpenScreen, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    from facilitation.services import votes

    def fail(*_args: object, **_fields: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(votes, "set", fail)
    answer = screen(doors.stations[STATION]).order("vote.set", contribution=new_id(), on=True)
    assert (answer["ok"], answer["error"]) == (False, "server_error")
