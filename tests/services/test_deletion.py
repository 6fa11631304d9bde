"""The promised deletion."""

import datetime as dt

from sqlalchemy import func, select

from facilitation import changes
from facilitation.access import Actor
from facilitation.extensions import db
from facilitation.models import Cluster, Contribution, Event, Measure, Participant, Statement, Station, Vote
from facilitation.services import clusters, deletion, events, measures, statements, votes
from tests.conftest import Guests, new_id, write

LEFT = (Contribution, Vote, Cluster, Statement, Measure, Participant)


def counts() -> list[int]:
    return [db.session.execute(select(func.count()).select_from(model)).scalar_one() for model in LEFT]


def test_on_the_promised_day_everything_people_left_is_gone(
    event: Event, station: Station, guest: Guests, host: Actor
) -> None:
    author = guest()
    parent = write(author, station, "Eltern")
    reply = write(author, station, "Antwort", reply_to=parent.id)
    votes.set(guest(), reply.id, on=True)
    cluster = clusters.add(host, station, id=new_id(), title="Räume")
    clusters.put(host, [parent.id], cluster.id)
    statements.add(host, station, id=new_id(), text="Räume zuerst.", round_position=None)
    measures.add(host, station, id=new_id(), what="Raumliste schreiben")
    day = event.delete_on
    assert deletion.delete_due(day - dt.timedelta(days=1)) == []
    assert counts() == [2, 1, 1, 1, 1, 2]
    assert deletion.delete_due(day) == ["dresden-2023"]
    assert counts() == [0, 0, 0, 0, 0, 0]
    assert events.find("dresden-2023").stations[0].question
    assert changes.read(station.id, 0, "hosts")["contributions"] == []
    assert deletion.delete_due(day) == []
