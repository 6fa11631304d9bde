"""Clusters: made, named, filled and dissolved by the station's host."""

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Station
from facilitation.services import clusters, contributions
from tests.conftest import Guests, new_id, refused, write


def test_contributions_move_together_in_one_revision(guest: Guests, station: Station, host: Actor) -> None:
    three = [write(guest(), station) for _ in range(3)]
    cluster = clusters.add(host, station, id=new_id(), title="Räume")
    revision = clusters.put(host, [one.id for one in three[:2]], cluster.id)
    moved = [db.session.get_one(Contribution, one.id) for one in three]
    assert revision == 5
    assert [(one.cluster_id, one.revision) for one in moved] == [(cluster.id, 5), (cluster.id, 5), (None, 3)]
    assert clusters.put(host, [three[0].id], cluster.id) == 5


def test_dissolving_brings_contributions_back_to_the_inbox(guest: Guests, station: Station, host: Actor) -> None:
    written = write(guest(), station)
    cluster = clusters.add(host, station, id=new_id(), title="Räume")
    clusters.put(host, [written.id], cluster.id)
    removed = clusters.remove(host, cluster.id)
    back = db.session.get_one(Contribution, written.id)
    assert (removed.removed, back.cluster_id, back.revision) == (True, None, removed.revision)
    with refused("unknown_cluster"):
        clusters.rename(host, cluster.id, title="Zu spät")


def test_positions_follow_each_other_and_titles_are_one_line(station: Station, host: Actor) -> None:
    first = clusters.add(host, station, id=new_id(), title=" Räume\nund Zeit ")
    second = clusters.add(host, station, id=new_id(), title="Geld")
    assert (first.title, first.position, second.position) == ("Räume und Zeit", 1, 2)
    assert clusters.add(host, station, id=first.id, title="Noch einmal").title == "Räume und Zeit"
    assert clusters.rename(host, first.id, title="Räume").title == "Räume"


def test_everything_stays_at_its_station(
    guest: Guests, station: Station, other_station: Station, host: Actor, other_host: Actor, organiser: Actor
) -> None:
    here, there = write(guest(), station), write(guest(), other_station)
    cluster = clusters.add(host, station, id=new_id(), title="Räume")
    elsewhere = clusters.add(other_host, other_station, id=new_id(), title="Termine")
    with refused("wrong_station"):
        clusters.put(organiser, [here.id, there.id], cluster.id)
    with refused("wrong_station"):
        clusters.put(organiser, [here.id], elsewhere.id)
    with refused("id_taken"):
        clusters.add(other_host, other_station, id=cluster.id, title="Räume")


def test_only_this_stations_host_sorts(guest: Guests, station: Station, host: Actor, other_host: Actor) -> None:
    author = guest()
    written = write(author, station)
    cluster = clusters.add(host, station, id=new_id(), title="Räume")
    for somebody in (author, other_host):
        with refused("not_allowed"):
            clusters.add(somebody, station, id=new_id(), title="Fremd")
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
