"""One shape for first load, live message and catch-up."""

from facilitation.actor import Actor
from facilitation.models import Station
from facilitation.queries import changes
from facilitation.services import clusters, contributions, moderation, statements, votes
from tests.conftest import Guests, new_id, read, wording, write


def ids(change: changes.Change) -> list[str]:
    return [one["id"] for one in change["contributions"] if not one.get("gone")]


def gone(change: changes.Change) -> list[str]:
    return [one["id"] for one in change["contributions"] if one.get("gone")]


def test_catching_up_step_by_step_ends_where_a_first_load_does(guest: Guests, station: Station, host: Actor) -> None:
    author, voter = guest(), guest()
    known: dict[str, dict[str, object]] = {}
    revision = 0

    def catch_up() -> None:
        nonlocal revision
        change = changes.read(station.id, revision, "public")
        for one in change["contributions"]:
            known.pop(one["id"], None)
            if not one.get("gone"):
                known[one["id"]] = one
        revision = change["revision"]

    written = [write(author, station, f"Nummer {n}") for n in range(6)]
    catch_up()
    votes.set(voter, written[0].id, on=True)
    moderation.hide(host, written[1].id)
    catch_up()
    contributions.withdraw(author, written[2].id)
    moderation.show(host, read(written[1].id))
    contributions.edit(author, written[3].id, was=wording(written[3].id), text="Neu gesagt")
    catch_up()
    whole = changes.read(station.id, 0, "public")
    assert sorted(known.values(), key=lambda one: str(one["id"])) == sorted(
        whole["contributions"], key=lambda one: str(one["id"])
    )
    assert revision == whole["revision"] == 11


def test_hosts_see_what_waits_and_the_public_does_not(guest: Guests, station: Station, host: Actor) -> None:
    hidden = write(guest(), station)
    shown = write(guest(), station)
    moderation.hide(host, hidden.id)
    assert ids(changes.read(station.id, 0, "public")) == [shown.id]
    assert ids(changes.read(station.id, 0, "hosts")) == [hidden.id, shown.id]
    assert gone(changes.read(station.id, 2, "public")) == [hidden.id]
    assert gone(changes.read(station.id, 2, "hosts")) == []


def test_a_first_load_speaks_of_nothing_that_is_gone(guest: Guests, station: Station, host: Actor) -> None:
    moderation.hide(host, write(guest(), station).id)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.remove(host, cluster.id)
    whole = changes.read(station.id, 0, "public")
    assert (whole["contributions"], whole["clusters"], whole["revision"]) == ([], [], 4)


def test_a_broadcast_from_the_start_still_tells_what_is_gone(guest: Guests, station: Station, host: Actor) -> None:
    hidden = write(guest(), station)
    moderation.hide(host, hidden.id)
    assert gone(changes.read(station.id, 0, "public", whole=False)) == [hidden.id]


def test_statements_and_clusters_travel_with_place_and_order(station: Station, host: Actor) -> None:
    statement = statements.add(host, station.id, id=new_id(), text="Räume zuerst.", round_position=3).row
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    change = changes.read(station.id, 0, "public")
    assert change["statements"] == [
        {
            "id": statement.id,
            "station": station.slug,
            "round": 3,
            "kind": "statement",
            "text": "Räume zuerst.",
            "translations": {},
            "position": 1,
            "revision": 1,
        }
    ]
    assert change["clusters"] == [
        {"id": cluster.id, "station": station.slug, "title": "Räume", "position": 1, "revision": 2}
    ]
