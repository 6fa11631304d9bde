"""Hosts' wordings: the author's own is kept, and nobody's wording is overwritten unseen."""

from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.queries import changes
from facilitation.services import clusters, contributions, moderation, statements
from facilitation.storage.statements import reading
from tests.conftest import Guests, new_id, read, refused, wording, write


def test_the_authors_wording_is_kept_and_only_hosts_read_it(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station, "Frau Schmidt hilft nie")
    moderation.reword(host, written.id, text="Das Amt hilft nie", was="Frau Schmidt hilft nie")
    moderation.reword(host, written.id, text="Das Amt hilft selten", was="Das Amt hilft nie")
    (for_hosts,) = changes.read(station.id, 0, "hosts")["contributions"]
    assert [for_hosts[name] for name in ("text", "original", "edited")] == [
        "Das Amt hilft selten",
        "Frau Schmidt hilft nie",
        True,
    ]
    for everybody in (
        changes.read(station.id, 0, "public"),
        changes.for_audience(changes.read(station.id, 0, "hosts"), "public"),
    ):
        assert "Schmidt" not in repr(everybody)
        assert everybody["contributions"][0]["edited"] is True


def test_an_authors_new_wording_is_their_own(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    written = write(author, station)
    moderation.reword(host, written.id, text="Viele Räume", was="Mehr Räume!")
    contributions.edit(author, written.id, was=wording(written.id), text="Sehr viele Räume")
    (one,) = changes.read(station.id, 0, "hosts")["contributions"]
    assert (one["text"], one["original"]) == ("Sehr viele Räume", None)


def test_the_later_of_two_wordings_is_shown_both(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station)
    moderation.reword(host, written.id, text="Viele Räume", was="Mehr Räume!")
    with refused("reworded") as refusal:
        moderation.reword(host, written.id, text="Große Räume", was="Mehr Räume!")
    assert refusal.value.detail == {"now": "Viele Räume"}
    moderation.word_in_german(host, written.id, text="Eins", was=None)
    with refused("reworded"):
        moderation.word_in_german(host, written.id, text="Zwei", was=None)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.rename(host, cluster.id, title="Raum", was="Räume")
    with refused("reworded"):
        clusters.rename(host, cluster.id, title="Zimmer", was="Räume")
    statement = statements.add(host, station.id, id=new_id(), text="Alt.", round_position=None).row
    statements.edit(host, statement.id, text="Neu.", was="Alt.")
    with refused("reworded"):
        statements.edit(host, statement.id, text="Ganz neu.", was="Alt.")


def test_the_same_again_is_no_conflict(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station)
    first = moderation.reword(host, written.id, text="Viele Räume", was="Mehr Räume!").row.revision
    assert moderation.reword(host, written.id, text="Viele Räume", was="Mehr Räume!").row.revision == first
    german = moderation.word_in_german(host, written.id, text="Eins", was=None).row.revision
    assert moderation.word_in_german(host, written.id, text="Eins", was=None).row.revision == german


def test_new_contact_data_wants_to_be_confirmed_anew(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station, "Ruft an: 0351 1234567")
    moderation.confirm_contact(host, read(written.id))
    moderation.reword(host, written.id, text="Ruft an: 0351 7654321", was="Ruft an: 0351 1234567")
    (one,) = changes.read(station.id, 0, "hosts")["contributions"]
    assert one["masked"] == "Ruft an: •••"


def test_a_german_wording_that_was_not_read_is_not_confirmed(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station, "Call 0171 8362736")
    moderation.word_in_german(host, written.id, text="Ruf Eva an: 0351 4881234", was=None)
    with refused("reworded") as refusal:
        moderation.confirm_contact(host, {written.id: "Call 0171 8362736"})
    both = "Call 0171 8362736\nRuf Eva an: 0351 4881234"
    assert refusal.value.detail["now"] == both
    moderation.confirm_contact(host, {written.id: both})
    (one,) = changes.read(station.id, 0, "wall")["contributions"]
    assert (one["text"], one["german"]) == tuple(both.splitlines())


def test_an_author_reads_why_something_is_hidden(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    written = write(author, station)
    moderation.hide(host, written.id, reason=" enthält\nNamen ")
    with reading() as store:
        (own,) = changes.own(store, author, station.id, station.slug)
    assert (own["state"], own["hidden_reason"]) == ("hidden", "enthält Namen")


def test_only_this_stations_host_rewords(guest: Guests, station: Station, host: Actor, other_host: Actor) -> None:
    author = guest()
    written = write(author, station)
    for somebody in (author, other_host):
        with refused("not_allowed"):
            moderation.reword(somebody, written.id, text="Anders", was="Mehr Räume!")
        with refused("not_allowed"):
            moderation.word_in_german(somebody, written.id, text="Anders", was=None)
    contributions.withdraw(author, written.id)
    with refused("contribution_gone"):
        moderation.reword(host, written.id, text="Anders", was="")
