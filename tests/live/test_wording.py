"""Guests' wordings travel beside a station's news: to phones that read the language, and to hosts."""

from typing import Any

import pytest

from facilitation import bounds
from facilitation.extensions import socketio
from facilitation.models import Station
from tests.conftest import Doors, OpenScreen, Screen, Settle, new_id

STATION = "foerderung-und-raeume"
ARABIC, UKRAINIAN = "غرف أكثر!", "Більше кімнат!"


def written(phone: Screen, **fields: object) -> str:
    """A contribution's id."""
    sent = {"id": new_id(), "station": STATION, "text": "Mehr Räume!", "kind": "idea", "language": "de", **fields}
    assert phone.order("contribution.add", **sent)["ok"]
    return str(sent["id"])


def say(phone: Screen, card: str, text: str = ARABIC, language: str = "ar") -> dict[str, Any]:
    sent = {"id": new_id(), "contribution": card, "language": language, "text": text, "was": "Mehr Räume!"}
    answer = phone.order("wording.add", **sent)
    assert answer["ok"], answer
    return {"id": sent["id"], "contribution": card, "text": text, "revision": answer["revision"]}


def listen(phone: Screen, *languages: str, since: int = 0) -> dict[str, Any]:
    """What a phone is answered that reads these languages."""
    phone.open(STATION)
    answer = phone.order("wording.open", station=STATION, languages=dict.fromkeys(languages, since))
    assert answer.pop("ok"), answer
    return answer


@pytest.fixture
def phones(screen: OpenScreen, doors: Doors) -> list[Screen]:
    """Three phones at the station."""
    return [screen(doors.stations[STATION]) for _ in range(3)]


def test_a_wording_reaches_who_reads_its_language_and_nobody_else(
    phones: list[Screen], screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    writer, arab, german = phones
    card = written(writer)
    assert listen(arab, "ar") == {
        "languages": {"ar": {"since": 0, "revision": 1, "wordings": []}},
        "mine": [],
        "worded": {},
    }
    listen(german, "de")
    host = screen(doors.hosts[STATION])
    host.open(STATION)
    said = say(writer, card)
    settle()
    assert arab.news("wording.changed") == [
        {"station": STATION, "language": "ar", "since": 0, "revision": 2, "wordings": [said]}
    ]
    assert german.news("wording.changed") == []
    (told,) = host.news("wording.changed")
    assert told["wordings"] == [{**said, "language": "ar", "state": "visible", "old": False}]


def test_a_stations_news_stay_as_small_as_they_were(phones: list[Screen], settle: Settle) -> None:
    writer, reader, _ = phones
    card = written(writer)
    listen(reader, "ar")
    settle()
    reader.news("station.changed")
    say(writer, card)
    settle()
    (told,) = reader.news("station.changed")
    lists = ("contributions", "clusters", "statements", "measures", "photos")
    assert told == {"station": STATION, "since": 1, "revision": 2, **{name: [] for name in lists}}


def test_first_load_news_and_catch_up_are_the_same(phones: list[Screen], settle: Settle) -> None:
    writer, reader, late = phones
    card, other = written(writer), written(writer, text="Mehr Räume!")
    listen(reader, "ar")
    first = say(writer, card)
    settle()
    second = say(writer, other)
    settle()
    one, two = reader.news("wording.changed")
    assert (one["wordings"], two["wordings"]) == ([first], [second])
    assert two["since"] == one["revision"]
    whole = listen(late, "ar", "uk")["languages"]
    assert whole["ar"]["wordings"] == [first, second]
    assert whole["uk"]["wordings"] == []
    assert listen(late, "ar", since=first["revision"])["languages"]["ar"]["wordings"] == [second]
    assert listen(late, "ar", since=9_999)["languages"]["ar"] == {**whole["ar"], "since": 0}


def test_who_missed_news_knows_it_by_the_next(phones: list[Screen], settle: Settle) -> None:
    writer, reader, _ = phones
    card, other = written(writer), written(writer)
    say(writer, card, UKRAINIAN, "uk")
    settle()
    listen(reader, "ar")
    say(writer, other, UKRAINIAN, "uk")
    settle()
    missed = say(writer, card)
    settle()
    news = say(writer, other)
    settle()
    first, second = reader.news("wording.changed")
    assert first["since"] == 0, "news in other languages are no gap"
    assert (second["since"], second["wordings"]) == (missed["revision"], [news])


def test_nobody_looks_through_all_rooms_of_a_hall_when_a_phone_opens_its_station(
    phones: list[Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each phone has two rooms of its own: to look through all of them takes longer the more come."""
    looked: list[str] = []
    monkeypatch.setattr(socketio.server.manager, "get_rooms", lambda *asked: looked.append(str(asked)))
    for phone in phones:
        listen(phone, "ar", "de")
        listen(phone, "de")
    assert looked == []


def test_who_no_longer_reads_a_language_is_told_nothing_of_it(phones: list[Screen], settle: Settle) -> None:
    writer, reader, _ = phones
    card = written(writer)
    listen(reader, "ar", "uk")
    listen(reader, "uk")
    say(writer, card)
    settle()
    assert reader.news("wording.changed") == []


def test_what_hides_the_original_hides_the_wording(
    phones: list[Screen], screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    writer, reader, late = phones
    host = screen(doors.hosts[STATION])
    host.open(STATION)
    card = written(writer)
    listen(reader, "ar")
    said = say(writer, card)
    settle()
    reader.news("wording.changed")
    assert host.order("contribution.hide", id=card)["ok"]
    settle()
    (told,) = reader.news("wording.changed")
    assert told["wordings"] == [{"id": said["id"], "gone": True}]
    assert ARABIC not in str(listen(late, "ar"))


def test_what_waits_is_told_to_hosts_and_its_guest_alone(
    phones: list[Screen], screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    writer, reader, other = phones
    host = screen(doors.hosts[STATION])
    host.open(STATION)
    card = written(writer)
    assert host.order("station.set_approve_first", station=STATION, on=True)["ok"]
    listen(reader, "ar")
    said = say(other, card)
    settle()
    assert ARABIC not in str(reader.news("wording.changed"))
    waiting = {**said, "language": "ar", "state": "pending", "old": False}
    assert listen(other, "ar")["mine"] == [waiting]
    assert listen(reader, "ar")["mine"] == []
    all_of_it = host.order("wording.open", station=STATION, audience="hosts")
    assert all_of_it["wordings"] == [waiting]
    for guest in (reader, other):
        assert guest.order("wording.open", station=STATION, audience="hosts")["error"] == "not_allowed"
    settle()
    reader.news("wording.changed")
    assert host.order("wording.approve", id=said["id"], was=ARABIC)["state"] == "visible"
    settle()
    (told,) = reader.news("wording.changed")
    assert [one["text"] for one in told["wordings"]] == [ARABIC]


def host_says(host: Screen, card: str, text: str | None, was: str | None = None, /, **fields: object) -> dict[str, Any]:
    payload = {"id": new_id(), "contribution": card, "language": "ar", "text": text, "was": was, "read": "Mehr Räume!"}
    return {**payload, **host.order("wording.word", **{**payload, **fields})}


def test_a_hosts_wording_goes_before_a_guests_in_any_language_and_is_marked(
    phones: list[Screen], screen: OpenScreen, doors: Doors, settle: Settle
) -> None:
    writer, reader, _ = phones
    host = screen(doors.hosts[STATION])
    host.open(STATION)
    card = written(writer)
    guests = say(writer, card)
    settle()
    listen(reader, "ar")
    reader.news("wording.changed")
    done = host_says(host, card, "قاعات أكثر")
    assert (done["ok"], done["state"]) == (True, "visible")
    settle()
    (told,) = reader.news("wording.changed")
    assert told["wordings"] == [
        {
            "id": done["id"],
            "contribution": card,
            "text": "قاعات أكثر",
            "revision": 3,
            "by": "host",
            "checked": True,
        }
    ]
    ids = {one["id"]: one.get("by") for one in listen(reader, "ar")["languages"]["ar"]["wordings"]}
    assert ids == {guests["id"]: None, done["id"]: "host"}
    assert listen(writer, "ar")["worded"] == {card: ["ar"]}, "the author is told of guests' alone"


def test_a_hosts_wording_is_changed_taken_away_and_brought_back(
    phones: list[Screen], screen: OpenScreen, doors: Doors
) -> None:
    writer, reader, _ = phones
    host = screen(doors.hosts[STATION])
    card = written(writer)

    def read() -> list[str]:
        return [one["text"] for one in listen(reader, "ar")["languages"]["ar"]["wordings"]]

    first = host_says(host, card, "أ")
    again = host.order(
        "wording.word", **{name: first[name] for name in ("id", "contribution", "language", "text")}, read=""
    )
    assert again["revision"] == first["revision"], "sent again it is the same"
    assert host_says(host, card, "ب")["error"] == "reworded"
    second = host_says(host, card, "ب", "أ")
    assert read() == ["ب"]
    host.order("journal.undo", station=STATION, revision=second["revision"])
    assert read() == ["أ"]
    gone = host_says(host, card, None, "أ")
    assert (gone["ok"], read()) == (True, [])
    host.order("journal.undo", station=STATION, revision=gone["revision"])
    assert read() == ["أ"]
    assert writer.order("contribution.withdraw", id=card)["ok"]
    assert read() == []


def test_what_a_host_cannot_say_is_refused(phones: list[Screen], screen: OpenScreen, doors: Doors) -> None:
    writer, *_ = phones
    host = screen(doors.hosts[STATION])
    card = written(writer)
    cases = (
        ({"language": "de"}, "malformed"),
        ({"language": "xx"}, "unknown_language"),
        ({"language": ""}, "unknown_language"),
        ({"read": "Weniger Räume!"}, "reworded"),
        ({"text": " "}, "text_empty"),
        ({"contribution": new_id()}, "unknown_contribution"),
        ({"id": "x"}, "malformed"),
    )
    for fields, code in cases:
        assert host_says(host, card, "أ", **fields)["error"] == code, fields
    assert host_says(screen(doors.hosts["offene-verwaltung"]), card, "أ")["error"] == "not_allowed"
    assert host_says(writer, card, "أ")["error"] == "not_allowed"
    arabic = written(writer, text="غرف", language="ar")
    assert host_says(host, arabic, "أ", read="غرف")["error"] == "malformed"
    assert host_says(host, card, "أ")["ok"]
    sent = {"id": new_id(), "contribution": card, "language": "ar", "text": "ب", "was": "Mehr Räume!"}
    assert writer.order("wording.add", **sent)["error"] == "worded"


def test_a_guests_wording_is_checked_once_a_host_has_read_it_and_until_it_is_changed(
    phones: list[Screen], screen: OpenScreen, doors: Doors
) -> None:
    writer, reader, _ = phones
    host = screen(doors.hosts[STATION])
    card = written(writer)
    said = say(writer, card)

    def checked() -> bool:
        (one,) = listen(reader, "ar")["languages"]["ar"]["wordings"]
        return bool(one.get("checked"))

    assert checked() is False
    assert host.order("wording.approve", id=said["id"], was="anders")["error"] == "reworded"
    assert host.order("wording.approve", id=said["id"], was=ARABIC)["ok"]
    assert checked() is True
    assert writer.order("wording.edit", id=said["id"], text="أ", was=ARABIC)["ok"]
    assert checked() is False


def test_the_author_and_the_guest_are_told(phones: list[Screen], settle: Settle) -> None:
    author, guest, other = phones
    card = written(author)
    for phone in phones:
        listen(phone, "de")
        phone.news("own.changed")
    say(guest, card)
    settle()
    assert [bool(one.news("own.changed")) for one in (author, guest, other)] == [True, True, False]
    assert (listen(author, "de")["worded"], listen(other, "de")["worded"]) == ({card: ["ar"]}, {})


@pytest.mark.parametrize("code", ["", "a", "arabisch", "ar\0", "ar_SY", "../de", "*", "de-" + "x" * 12])
def test_what_is_no_language_is_refused(phones: list[Screen], code: str) -> None:
    phone, *_ = phones
    answer = phone.order("wording.open", station=STATION, languages={code: 0})
    assert answer["error"] == "unknown_language"


def test_a_phone_reads_so_many_languages(phones: list[Screen], station: Station) -> None:
    phone, *_ = phones
    codes = [f"{one}{two}" for one in "abc" for two in "abc"]
    most = dict.fromkeys(codes[: bounds.LANGUAGES_READ], 0)
    assert phone.order("wording.open", station=STATION, languages=most)["ok"]
    above = {**most, "zz": 0}
    assert phone.order("wording.open", station=STATION, languages=above)["error"] == "malformed"
