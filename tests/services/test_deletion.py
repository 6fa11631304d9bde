"""The promised deletion."""

import datetime as dt
import io

from flask import Flask
from sqlalchemy import func, select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import (
    Cluster,
    CommonTheme,
    Contribution,
    Edition,
    Event,
    Letterhead,
    Measure,
    Participant,
    Photo,
    Recommendation,
    ReportText,
    Statement,
    Station,
    Vote,
)
from facilitation.queries import changes
from facilitation.services import (
    clusters,
    common_themes,
    deletion,
    editions,
    events,
    letterheads,
    measures,
    paper_cards,
    photos,
    recommendations,
    report_texts,
    statements,
    votes,
)
from tests import camera
from tests.conftest import Guests, new_id, write

LEFT = (
    Contribution,
    Vote,
    Cluster,
    Statement,
    Measure,
    Participant,
    Photo,
    ReportText,
    Recommendation,
    CommonTheme,
    Edition,
    Letterhead,
)


def counts() -> list[int]:
    return [db.session.execute(select(func.count()).select_from(model)).scalar_one() for model in LEFT]


def test_on_the_promised_day_everything_people_left_is_gone(
    app: Flask, event: Event, station: Station, guest: Guests, host: Actor, organiser: Actor
) -> None:
    author, generation = guest(), event.generation
    parent = write(author, station, "Eltern")
    reply = write(author, station, "Antwort", reply_to=parent.id)
    votes.set(guest(), reply.id, on=True)
    cluster = clusters.add(host, station, id=new_id(), title="Räume")
    clusters.put(host, [parent.id], cluster.id)
    statements.add(host, station, id=new_id(), text="Räume zuerst.", round_position=None)
    measures.add(host, station, id=new_id(), what="Raumliste schreiben")
    photo = photos.add(
        host, station.id, id=new_id(), picture=io.BytesIO(camera.file()), table=None, round_position=None
    )
    typed = paper_cards.type_in(
        host, station, id=new_id(), text="Vom Tischtuch", kind="idea", language="de", photo=photo.id
    )
    report_texts.write(organiser, name="summary", language="de", text="Es fehlen Räume.", known=0)
    recommendations.write(organiser, id=new_id(), what="Räume öffnen", why="", responsibility="", horizon="", known=0)
    common_themes.write(organiser, id=new_id(), title="Orte", text="", clusters=[cluster.id], known=0)
    editions.add(organiser, number=1, language="de", document=b"Word", matter="", kept=b"{}")
    letterheads.put(organiser, "logo", name="logo.jpg", content=camera.file())
    folders = [app.extensions["config"].data_dir / name for name in ("photos", "reports", "letterheads")]
    assert [len(list(folder.iterdir())) for folder in folders] == [3, 2, 1]
    day = event.delete_on
    assert deletion.delete_due(day - dt.timedelta(days=1)) == []
    assert event.generation == generation
    assert (typed.photo_id, counts()) == (photo.id, [3, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1])
    assert deletion.delete_due(day) == ["dresden-2023"]
    assert event.generation != generation  # no cookie of before is anybody
    assert (counts(), [list(folder.iterdir()) for folder in folders]) == ([0] * len(LEFT), [[], [], []])
    assert events.find("dresden-2023").stations[0].question
    assert changes.read(station.id, 0, "hosts")["contributions"] == []
    assert deletion.delete_due(day) == []
