"""Guests' wordings: what others wrote, said in another language by somebody who reads both."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from facilitation import bounds
from facilitation.actor import Actor
from facilitation.errors import CafeError
from facilitation.extensions import db
from facilitation.models import Contribution, JournalEntry, Station, Wording
from facilitation.queries import wordings as questions
from facilitation.queries.fields import Wire
from facilitation.services import contributions, journal, moderation, own, rounds, stations, wordings
from facilitation.services.wordings import Worded
from facilitation.storage.statements import reading
from tests.conftest import Guests, deleted_on, new_id, read, refused, write

ARABIC = "نحتاج إلى غرف أكثر!"
RIGHT_TO_LEFT = "\u202e"


def say(actor: Actor, card: Contribution, text: str = ARABIC, language: str = "ar", **fields: str) -> Worded:
    """A guest's wording, as it was committed."""
    given = {"id": new_id(), "was": card.text, **fields}
    return wordings.add(actor, card.id, language=language, text=text, **given).row


def told(station: Station, language: str = "ar", since: int = 0) -> list[Wire]:
    """What phones are told of this language."""
    with reading() as store:
        return list(questions.read(store, station.id, {language: since})[language]["wordings"])


def seen(station: Station, language: str = "ar") -> dict[str, str]:
    """What guests read by now, by contribution."""
    return {one["contribution"]: one["text"] for one in told(station, language)}


def stored(id: str) -> Wording:
    return db.session.get_one(Wording, id, populate_existing=True)


@pytest.fixture
def card(guest: Guests, station: Station) -> Contribution:
    """A German contribution."""
    return write(guest(), station)


def test_what_a_guest_says_in_another_language_is_read_in_it(
    guest: Guests, station: Station, card: Contribution
) -> None:
    said = say(guest(), card)
    assert (said.state, said.text, said.revision) == ("visible", ARABIC, card.revision + 1)
    assert told(station) == [{"id": said.id, "contribution": card.id, "text": ARABIC, "revision": said.revision}]
    assert told(station, "uk") == []
    db.session.refresh(card)
    assert (card.text, card.german, card.revision) == ("Mehr Räume!", None, said.revision - 1), "it stays what it was"


def test_each_language_has_one_wording(guest: Guests, station: Station, card: Contribution) -> None:
    first, second = guest(), guest()
    say(first, card)
    with refused("worded"):
        say(second, card, "غرف")
    say(second, card, "Більше кімнат!", "uk")
    assert (seen(station), seen(station, "uk")) == ({card.id: ARABIC}, {card.id: "Більше кімнат!"})


def test_it_is_said_once_however_often_it_is_sent(guest: Guests, station: Station, card: Contribution) -> None:
    reader = guest()
    said = say(reader, card)
    assert say(reader, card, id=said.id) == said
    with refused("id_taken"):
        say(guest(), card, id=said.id)
    with refused("id_taken"):
        say(reader, write(guest(), station, "Noch eine"), id=said.id, was="Noch eine")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"language": "de"}, "malformed"),
        ({"language": "xx"}, "unknown_language"),
        ({"language": ""}, "unknown_language"),
        ({"language": "ar\0"}, "unknown_language"),
        ({"text": " \u200f\u202e "}, "text_empty"),
        ({"text": "x" * 10_000}, "text_too_long"),
        ({"text": "x" * (bounds.TEXT_LIMIT + 1)}, "text_too_long"),
        ({"was": "Weniger Räume!"}, "reworded"),
        ({"id": "none"}, "malformed"),
    ],
)
def test_what_no_wording_can_be_is_refused(
    guest: Guests, station: Station, card: Contribution, fields: dict[str, str], code: str
) -> None:
    with refused(code):
        say(guest(), card, **{"text": ARABIC, "language": "ar", **fields})
    assert (told(station), db.session.query(Wording).count()) == ([], 0)


def test_signs_that_turn_the_direction_are_cleaned_out(guest: Guests, station: Station, card: Contribution) -> None:
    say(guest(), card, f"{RIGHT_TO_LEFT}رمز QR\u2066 يقود\u2069 إلى ‏12:30")
    assert seen(station) == {card.id: "رمز QR يقود إلى ‏12:30"}


def test_who_came_through_no_code_says_nothing(
    guest: Guests, station: Station, host: Actor, card: Contribution
) -> None:
    for somebody in (host, Actor(host.event_id)):
        with refused("not_joined"):
            say(somebody, card)
    with refused("unknown_contribution"):
        wordings.add(guest(), new_id(), id=new_id(), language="ar", text=ARABIC, was="")


def test_whom_a_host_paused_says_nothing_here(guest: Guests, station: Station, host: Actor, card: Contribution) -> None:
    author = guest()
    moderation.pause_author(host, write(author, station, "Unfreundliches").id, on=True)
    with refused("paused"):
        say(author, card)


def test_only_its_guest_changes_it_or_takes_it_back(guest: Guests, station: Station, card: Contribution) -> None:
    reader = guest()
    said = say(reader, card)
    for somebody in (guest(), Actor(reader.event_id, hosts=frozenset({station.id}))):
        with refused("not_yours"):
            wordings.edit(somebody, said.id, text="غرف", was=ARABIC)
        with refused("not_yours"):
            wordings.withdraw(somebody, said.id)
    with refused("unknown_wording"):
        wordings.edit(reader, new_id(), text="غرف", was=ARABIC)
    wordings.edit(reader, said.id, text="غرف أكثر", was=ARABIC)
    with refused("reworded"):
        wordings.edit(reader, said.id, text="لا", was=ARABIC)
    assert seen(station) == {card.id: "غرف أكثر"}
    for _ in range(2):
        assert wordings.withdraw(reader, said.id).row.state == "withdrawn"
    assert (seen(station), stored(said.id).text, stored(said.id).made_of) == ({}, "", "")
    assert told(station, since=said.revision) == [{"id": said.id, "gone": True}]
    say(guest(), card, "غرف")
    assert seen(station) == {card.id: "غرف"}


def test_where_hosts_approve_first_it_waits(guest: Guests, station: Station, host: Actor, card: Contribution) -> None:
    stations.set_approve_first(host, station.id, on=True)
    reader = guest()
    said = say(reader, card)
    assert (said.state, seen(station)) == ("pending", {})
    with refused("reworded"):
        wordings.approve(host, said.id, was="غرف")
    with refused("not_allowed"):
        wordings.approve(reader, said.id, was=ARABIC)
    wordings.approve(host, said.id, was=ARABIC)
    assert seen(station) == {card.id: ARABIC}
    wordings.edit(reader, said.id, text="غرف", was=ARABIC)
    assert seen(station) == {}, "nobody has read it"


def test_a_host_takes_it_away_and_that_back(guest: Guests, station: Station, host: Actor, card: Contribution) -> None:
    reader = guest()
    said = say(reader, card)
    for somebody in (reader, guest()):
        with refused("not_allowed"):
            wordings.hide(somebody, said.id)
    with refused("unknown_wording"):
        wordings.hide(host, new_id())
    hidden = wordings.hide(host, said.id).row.revision
    assert seen(station) == {}
    with refused("wording_hidden"):
        wordings.edit(reader, said.id, text="غرف", was=ARABIC)
    journal.undo(host, station.id, hidden)
    assert seen(station) == {card.id: ARABIC}
    (_, entry) = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).all()
    assert ARABIC not in str(entry.items), "what is forgotten with its contribution stands in no journal"


def test_what_was_taken_away_makes_room_and_does_not_come_back_beside_another(
    guest: Guests, station: Station, host: Actor, card: Contribution
) -> None:
    first = say(guest(), card)
    hidden = wordings.hide(host, first.id).row.revision
    say(guest(), card, "غرف")
    with refused("changed_since"):
        journal.undo(host, station.id, hidden)
    with refused("worded"):
        wordings.approve(host, first.id, was=ARABIC)
    assert seen(station) == {card.id: "غرف"}


def test_a_german_wording_of_a_host_goes_before(guest: Guests, station: Station, host: Actor) -> None:
    arabic = write(guest(), station, ARABIC, language="ar")
    moderation.word_in_german(host, arabic.id, text="Mehr Räume!", was=None)
    with refused("worded"):
        say(guest(), arabic, "Wir brauchen mehr Räume!", "de")


def hidden(host: Actor, _: Actor, card: Contribution) -> Callable[[], object]:
    revision = moderation.hide(host, card.id).row.revision
    return lambda: journal.undo(host, card.station_id, revision)


def reworded(host: Actor, _: Actor, card: Contribution) -> Callable[[], object]:
    revision = moderation.reword(host, card.id, text="Mehr Platz!", was=card.text).row.revision
    return lambda: journal.undo(host, card.station_id, revision)


@pytest.mark.parametrize("deed", [hidden, reworded])
def test_what_a_host_does_to_the_original_takes_its_wordings_along(
    guest: Guests, station: Station, host: Actor, deed: Callable[..., Callable[[], object]]
) -> None:
    author = guest()
    card = write(author, station)
    said = say(guest(), card)
    undo = deed(host, author, card)
    assert seen(station) == {}
    assert told(station, since=said.revision) == [{"id": said.id, "gone": True}]
    undo()
    assert seen(station) == {card.id: ARABIC}
    assert stored(said.id).text == ARABIC


def test_a_screen_that_knows_nothing_reads_nothing_of_what_was_taken_back(
    guest: Guests, station: Station, card: Contribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, looked_at = guest(), []
    gone = say(reader, card)
    wordings.withdraw(reader, gone.id)
    stands = say(guest(), card)
    for_hosts = questions.for_hosts

    def look(row: Any) -> Wire:
        looked_at.append(row.id)
        return for_hosts(row)

    monkeypatch.setattr(questions, "for_hosts", look)
    with reading() as store:
        whole = questions.read_for_hosts(store, station.id, 0)["wordings"]
        assert ([one["id"] for one in whole], looked_at) == ([stands.id], [stands.id])
        since = questions.read_for_hosts(store, station.id, gone.revision)["wordings"]
    assert since[0] == {"id": gone.id, "gone": True}


def test_a_wording_of_an_older_text_gives_way(guest: Guests, station: Station, host: Actor) -> None:
    card = write(guest(), station)
    old = say(guest(), card)
    moderation.reword(host, card.id, text="Mehr Platz!", was=card.text)
    with reading() as store:
        (shown,) = questions.read_for_hosts(store, station.id, 0)["wordings"]
    assert (shown["old"], shown["state"], shown["text"]) == (True, "visible", ARABIC)
    db.session.refresh(card)
    say(guest(), card, "مكان أكثر")
    assert (seen(station), stored(old.id).state) == ({card.id: "مكان أكثر"}, "withdrawn")


@pytest.mark.parametrize("read", [None, "Herr Müller hat keine Räume!"])
def test_a_stale_edit_brings_nothing_back_that_a_host_took_out(
    guest: Guests, station: Station, host: Actor, read: str | None
) -> None:
    card, reader = write(guest(), station, "Herr Müller hat keine Räume!"), guest()
    said = say(reader, card, "السيد مولر ليس لديه غرف")
    moderation.reword(host, card.id, text="Keine Räume!", was=card.text)
    assert seen(station) == {}
    wordings.edit(reader, said.id, text="السيد مولر ليس لديه أي غرف", was="السيد مولر ليس لديه غرف", read=read)
    assert seen(station) == {}
    wordings.edit(reader, said.id, text="لا غرف", was="السيد مولر ليس لديه أي غرف", read="Keine Räume!")
    assert seen(station) == {card.id: "لا غرف"}


@pytest.mark.parametrize("deed", ["edit", "withdraw"])
def test_what_its_author_changes_or_takes_back_leaves_no_wording(guest: Guests, station: Station, deed: str) -> None:
    author = guest()
    card = write(author, station)
    said = say(guest(), card)
    if deed == "edit":
        contributions.edit(author, card.id, text="Anders", was=card.text)
    else:
        contributions.withdraw(author, card.id)
    assert (seen(station), stored(said.id).state, stored(said.id).text) == ({}, "withdrawn", "")
    assert told(station, since=said.revision) == [{"id": said.id, "gone": True}]


def test_contact_data_in_it_stays_covered(guest: Guests, station: Station, host: Actor) -> None:
    card = write(guest(), station, "Ruft an: 0351 4881234")
    say(guest(), card, "اتصلوا: 0351 4881234", was="Ruft an: •••")
    assert seen(station) == {card.id: "اتصلوا: •••"}
    moderation.confirm_contact(host, read(card.id))
    assert seen(station) == {card.id: "اتصلوا: •••"}, "a host read the original, not this"
    with pytest.raises(CafeError) as refusal:
        say(guest(), write(guest(), station, "Oder 0351 4881234"), was="Oder so")
    assert (refusal.value.code, refusal.value.detail["now"]) == ("reworded", "Oder •••")


def test_its_author_is_told_in_which_languages(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    card = write(author, station)
    say(guest(), card)
    say(guest(), card, "Більше кімнат!", "uk")

    def languages(actor: Actor) -> dict[str, list[str]]:
        with reading() as store:
            return questions.languages_of(store, actor, station.id)

    assert languages(author) == {card.id: ["ar", "uk"]}
    assert languages(guest()) == languages(host) == {}
    moderation.hide(host, card.id)
    assert languages(author) == {}


def test_who_deletes_all_that_they_left_takes_their_wordings_back(
    guest: Guests, station: Station, card: Contribution
) -> None:
    reader = guest()
    said = say(reader, card)
    kept = say(guest(), card, "Більше кімнат!", "uk")
    own.delete(reader)
    assert (seen(station), stored(said.id).text, stored(kept.id).text) == ({}, "", "Більше кімнат!")


def test_how_much_one_person_says_is_counted_as_contributions_are(
    guest: Guests, station: Station, card: Contribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitation.services.limits.clock", lambda: 1000.0)
    reader = guest()
    _, at_once, *_ = bounds.RATES["add"]
    say(reader, card)
    for _ in range(at_once - 1):
        with refused("worded"):
            say(reader, card)
    with refused("too_many"):
        say(reader, card)


def test_an_order_counts_once(guest: Guests, station: Station, card: Contribution, organiser: Actor) -> None:
    rounds.start(organiser, 1)
    reader = replace(guest(), order=new_id())
    id = new_id()
    first = wordings.add(reader, card.id, id=id, language="ar", text=ARABIC, was=card.text)
    assert dict(first.answer) == {"revision": first.row.revision, "state": "visible"}


def test_all_of_it_is_deleted_on_the_day(guest: Guests, station: Station, card: Contribution) -> None:
    say(guest(), card)
    day = db.session.get_one(type(station.event), station.event_id).delete_on
    assert deleted_on(day) == ["dresden-2023"]
    assert (db.session.query(Wording).count(), told(station)) == (0, [])
