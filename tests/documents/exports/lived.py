"""An event on which everything happened that leaves something behind."""

import datetime as dt
import io
from typing import NamedTuple

from sqlalchemy import select

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Event, FeedbackAnswer, Participant, Photo
from facilitation.services import (
    clusters,
    common_themes,
    contributions,
    events,
    journal,
    measures,
    merging,
    moderation,
    paper_cards,
    participants,
    photos,
    recommendations,
    report_texts,
    rounds,
    statements,
    stations,
    suggestions,
    votes,
)
from facilitation.storage.transactions import writing
from tests import camera
from tests.conftest import new_id, write

FAR = dt.date(2999, 12, 31)
WITHDRAWN = "Das nehme ich zurück."
HIDDEN = "Das hat eine Gastgeberin ausgeblendet."
WAITING = "Das wartet noch."
NAME = "Oksana aus der Neustadt"


class Lived(NamedTuple):
    """What tests ask for."""

    event: Event
    host: Actor
    organiser: Actor
    photo: str


def lived() -> Lived:
    """The Dresden event, in its second round, with traces of everything at its first station."""
    event = events.find("dresden-2023")
    with writing() as session:
        session.get_one(Event, event.id).delete_on = FAR
    station = event.stations[0]
    host, organiser = Actor(event.id, hosts=frozenset({station.id})), Actor(event.id, organiser=True)
    one, two = (Actor(event.id, participants.join(event, language="de").id) for _ in range(2))
    with writing() as session:
        session.get_one(Participant, two.participant_id).name = NAME
    rounds.start(organiser, 1)
    first = write(one, station, "Mehr Räume! <b>&</b> =1+1")
    second = write(two, station, "نحتاج إلى مكان دائم.", language="ar", table=1)
    answer = write(two, station, "Ja,\ngenau.", reply_to=first.id)
    same = write(one, station, "Wir brauchen mehr Räume")
    hidden, withdrawn = write(one, station, HIDDEN), write(two, station, WITHDRAWN)
    for voted, actor in ((first, one), (first, two), (same, two), (withdrawn, one), (hidden, one)):
        votes.set(actor, voted.id, on=True)
    moderation.hide(host, hidden.id, reason="Name")
    moderation.reword(host, withdrawn.id, text=f"{WITHDRAWN} Wirklich.", was=WITHDRAWN)
    moderation.word_in_german(host, second.id, text="Wir brauchen einen festen Ort.", was=None)
    contributions.withdraw(two, withdrawn.id)
    theme = clusters.add(host, station.id, id=new_id(), title="Räume").row
    clusters.put(host, [first.id, second.id], theme.id)
    gone = clusters.add(host, station.id, id=new_id(), title="Geld").row
    clusters.remove(host, gone.id)
    merging.merge(host, first.id, [same.id])
    suggestions.dismiss(host, station.id, id=new_id(), ids=[second.id, answer.id])
    said = statements.add(
        host,
        station.id,
        id=new_id(),
        text="Räume zuerst.",
        round_position=1,
        behind={"clusters": [theme.id], "contributions": [first.id]},
    ).row
    statements.translate(host, said.id, language="en", text="Rooms first.")
    statements.add(host, station.id, id=new_id(), text="Wer zahlt?", round_position=None, kind="question")
    measures.add(host, station.id, id=new_id(), what="Raumliste schreiben", who="Stadt")
    photo = photos.add(host, station.id, id=new_id(), picture=io.BytesIO(camera.file()), table=1, round_position=1).row
    photos.edit(host, photo.id, caption="../../etc/Tisch <1>", table=1)
    removed = photos.add(
        host, station.id, id=new_id(), picture=io.BytesIO(camera.file()), table=None, round_position=None
    ).row
    photos.remove(host, removed.id)
    paper_cards.type_in(host, station.id, id=new_id(), text="Vom Tischtuch", kind="wish", language="de", photo=photo.id)
    undone = measures.add(host, station.id, id=new_id(), what="Doch nicht").row
    journal.undo(host, station.id, undone.revision)
    report_texts.write(organiser, name="summary", language="de", text="Räume fehlen.", known=0)
    report_texts.write(organiser, name="summary", language="en", text="Rooms are lacking.", known=0)
    recommendations.write(
        organiser, id=new_id(), what="Räume öffnen", why="", responsibility="Stadt", horizon="short", known=0
    )
    common_themes.write(organiser, id=new_id(), title="Orte", text="", clusters=[theme.id, gone.id], known=0)
    rounds.end(organiser)
    rounds.start(organiser, 2)
    stations.set_approve_first(organiser, station.id, on=True)
    write(one, station, WAITING)
    with writing() as session:
        session.add(
            FeedbackAnswer(id=new_id(), event_id=event.id, scale={"1": 5, "2": 4}, language="de", text="Danke!")
        )
    db.session.rollback()
    return lived_before()


def lived_before() -> Lived:
    """An event on which `lived` was called earlier."""
    event = events.find("dresden-2023")
    host, organiser = Actor(event.id, hosts=frozenset({event.stations[0].id})), Actor(event.id, organiser=True)
    photo = db.session.scalars(select(Photo).where(~Photo.removed)).one()
    db.session.rollback()
    return Lived(event, host, organiser, photo.id)
