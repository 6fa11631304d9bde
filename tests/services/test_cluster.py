"""Clusters: made, named, filled and dissolved by the station's host."""

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import UNNAMED, Contribution, Station
from facilitation.services import clusters, contributions, journal
from tests.conftest import Guests, new_id, refused, write
from tests.services import whole_board


def test_contributions_move_together_in_one_revision(guest: Guests, station: Station, host: Actor) -> None:
    three = [write(guest(), station) for _ in range(3)]
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    revision = clusters.put(host, [one.id for one in three[:2]], cluster.id).answer["revision"]
    moved = [db.session.get_one(Contribution, one.id) for one in three]
    assert revision == 5
    assert [(one.cluster_id, one.revision) for one in moved] == [(cluster.id, 5), (cluster.id, 5), (None, 3)]
    assert clusters.put(host, [three[0].id], cluster.id).answer["revision"] == 5


def test_dissolving_brings_contributions_back_to_the_inbox(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.put(host, [written.id], cluster.id)
    removed = clusters.remove(host, cluster.id).row
    back = db.session.get_one(Contribution, written.id)
    assert (removed.removed, back.cluster_id, back.revision) == (True, None, removed.revision)
    with refused("unknown_cluster"):
        clusters.rename(host, cluster.id, title="Zu spät")


def test_a_theme_that_was_filled_is_taken_back_like_one_that_is_dissolved(
    guest: Guests, station: Station, host: Actor
) -> None:
    """Cards that stayed in it were in the inbox on the board, and in no theme and not without one in every file."""
    first, second, third = (write(guest(), station) for _ in range(3))
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    made = cluster.revision
    clusters.put(host, [first.id, second.id], cluster.id)
    undone = journal.undo(host, station.id, made).answer
    assert (undone["stays"], in_themes(first, second)) == (0, [None, None])
    whole_board.check(station.id)
    again = journal.undo(host, station.id, undone["revision"]).answer
    assert (again["stays"], in_themes(first, second)) == (0, [cluster.id, cluster.id])
    clusters.put(host, [third.id], cluster.id)
    journal.undo(host, station.id, again["revision"])
    assert in_themes(first, second, third) == [None, None, None]


def test_nothing_is_put_back_into_a_theme_that_is_gone(guest: Guests, station: Station, host: Actor) -> None:
    moved, held = write(guest(), station), write(guest(), station)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.put(host, [moved.id, held.id], cluster.id)
    out = clusters.put(host, [moved.id], None).answer["revision"]
    dissolved = clusters.remove(host, cluster.id).row.revision
    with refused("changed_since"):
        journal.undo(host, station.id, out)
    assert in_themes(moved, held) == [None, None]
    journal.undo(host, station.id, dissolved)
    journal.undo(host, station.id, out)
    assert in_themes(moved, held) == [cluster.id, cluster.id]


def in_themes(*written: Contribution) -> list[str | None]:
    return [db.session.get_one(Contribution, one.id, populate_existing=True).cluster_id for one in written]


def test_positions_follow_each_other_and_titles_are_one_line(station: Station, host: Actor) -> None:
    first = clusters.add(host, station.id, id=new_id(), title=" Räume\nund Zeit ").row
    second = clusters.add(host, station.id, id=new_id(), title="Geld").row
    assert (first.title, first.position, second.position) == ("Räume und Zeit", 1, 2)
    assert clusters.add(host, station.id, id=first.id, title="Noch einmal").row.title == "Räume und Zeit"
    assert clusters.rename(host, first.id, title="Räume").row.title == "Räume"


def test_everything_stays_at_its_station(
    guest: Guests, station: Station, other_station: Station, host: Actor, other_host: Actor, organiser: Actor
) -> None:
    here, there = write(guest(), station), write(guest(), other_station)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    elsewhere = clusters.add(other_host, other_station.id, id=new_id(), title="Termine").row
    with refused("wrong_station"):
        clusters.put(organiser, [here.id, there.id], cluster.id)
    with refused("wrong_station"):
        clusters.put(organiser, [here.id], elsewhere.id)
    with refused("id_taken"):
        clusters.add(other_host, other_station.id, id=cluster.id, title="Räume")


def test_only_this_stations_host_sorts(guest: Guests, station: Station, host: Actor, other_host: Actor) -> None:
    author = guest()
    written = write(author, station)
    cluster = clusters.add(host, station.id, id=new_id(), title="Räume").row
    for somebody in (author, other_host):
        with refused("not_allowed"):
            clusters.add(somebody, station.id, id=new_id(), title="Fremd")
        with refused("not_allowed"):
            clusters.put(somebody, [written.id], cluster.id)
        with refused("not_allowed"):
            clusters.rename(somebody, cluster.id, title="Fremd")
        with refused("not_allowed"):
            clusters.remove(somebody, cluster.id)


def test_nothing_chosen_and_withdrawn_are_refused(guest: Guests, station: Station, host: Actor) -> None:
    author = guest()
    gone = write(author, station)
    contributions.withdraw(author, gone.id)
    with refused("malformed"):
        clusters.put(host, [], None)
    with refused("contribution_gone"):
        clusters.put(host, [gone.id], None)


def test_a_theme_may_have_no_name_yet_but_no_empty_one(station: Station, host: Actor) -> None:
    theme = clusters.add(host, station.id, id=new_id()).row
    assert theme.title == UNNAMED
    for nothing in ("", " \n"):
        with refused("text_empty"):
            clusters.add(host, station.id, id=new_id(), title=nothing)
        with refused("text_empty"):
            clusters.rename(host, theme.id, title=nothing)
