"""Statements in the languages of those who come next."""

import pytest

from facilitation.actor import Actor
from facilitation.models import Statement, Station
from facilitation.queries import changes
from facilitation.services import journal, statements
from tests.conftest import Guests, new_id, refused


@pytest.fixture
def statement(host: Actor, station: Station) -> Statement:
    return statements.add(host, station.id, id=new_id(), text="Vereine brauchen Räume.", round_position=1).row


def on_the_wire(station: Station) -> dict[str, str]:
    translations: dict[str, str] = changes.read(station.id, 0, "public")["statements"][0]["translations"]
    return translations


def test_each_language_stands_for_itself(host: Actor, station: Station, statement: Statement) -> None:
    statements.translate(host, statement.id, language="ar", text="الجمعيات بحاجة إلى قاعات.")
    statements.translate(host, statement.id, language="en", text="Associations need rooms.")
    assert on_the_wire(station) == {"ar": "الجمعيات بحاجة إلى قاعات.", "en": "Associations need rooms."}
    statements.translate(host, statement.id, language="ar", text=None, was="الجمعيات بحاجة إلى قاعات.")
    assert on_the_wire(station) == {"en": "Associations need rooms."}


def test_other_words_have_no_translation_yet_and_taking_back_brings_it_back(
    host: Actor, station: Station, statement: Statement
) -> None:
    statements.translate(host, statement.id, language="en", text="Associations need rooms.")
    edited = statements.edit(host, statement.id, text="Vereine brauchen Räume am Abend.").row
    assert on_the_wire(station) == {}
    journal.undo(host, station.id, edited.revision)
    assert on_the_wire(station) == {"en": "Associations need rooms."}


def test_two_tablets_see_both_wordings(host: Actor, statement: Statement) -> None:
    statements.translate(host, statement.id, language="en", text="Associations need rooms.")
    with refused("reworded") as refusal:
        statements.translate(host, statement.id, language="en", text="Clubs need rooms.")
    assert refusal.value.detail == {"now": "Associations need rooms."}
    statements.translate(host, statement.id, language="en", text="Clubs need rooms.", was="Associations need rooms.")
    assert statement.translations == {"en": "Clubs need rooms."}


def test_only_the_events_languages_and_this_stations_hosts(
    guest: Guests, host: Actor, other_host: Actor, statement: Statement
) -> None:
    with refused("unknown_language"):
        statements.translate(host, statement.id, language="tlh", text="…")
    for actor in (guest(), other_host):
        with refused("not_allowed"):
            statements.translate(actor, statement.id, language="en", text="Rooms")
    assert statement.translations == {}
