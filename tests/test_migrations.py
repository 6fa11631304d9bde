"""The migrations make exactly what the models say."""

import io
from dataclasses import replace
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text, update
from sqlalchemy.exc import IntegrityError

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, DoneOrder, Event, Measure, Photo, Station, Vote
from facilitation.queries import survey as figures
from facilitation.services import feedback, measures, moderation, photos, rounds, stations, survey, votes
from facilitation.storage.transactions import writing
from tests import camera
from tests.conftest import Guests, new_id, write


def test_migrations_and_models_agree(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_there_and_back_leads_to_the_same(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="0001")
        upgrade()
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_what_people_wrote_survives_there_and_back(guest: Guests, host: Actor, station: Station) -> None:
    written = write(guest(), station).id
    votes.set(guest(), written, on=True)
    db.session.remove()
    downgrade(revision="0003")
    upgrade()
    assert db.session.get_one(Contribution, written).votes == db.session.query(Vote).count() == 1


def test_next_steps_survive_there_and_back(host: Actor, station: Station) -> None:
    family = "👨‍👩‍👧‍👦"
    id = measures.add(host, station.id, id=new_id(), what="Fest", who=family * 300, by_when=family * 120).row.id
    db.session.remove()
    downgrade(revision="0024")
    upgrade()
    step = db.session.get_one(Measure, id)
    assert (step.what, step.who, step.by_when, step.station_id) == ("Fest", family * 300, family * 120, station.id)
    db.session.rollback()
    with pytest.raises(IntegrityError), writing() as session:
        session.execute(update(Measure).values(id="none"))


def test_orders_count_once_in_a_database_of_an_earlier_version(
    guest: Guests, host: Actor, organiser: Actor, station: Station
) -> None:
    author, station_id = replace(guest(), order=new_id()), station.id
    written = write(author, station).id
    votes.set(replace(author, order=new_id()), written, on=True)
    rounds.start(organiser, 1)
    assert db.session.query(DoneOrder).count() == 2
    db.session.remove()
    downgrade(revision="0017")
    assert "done_order" not in inspect(db.engine).get_table_names()
    upgrade()
    card = db.session.get_one(Contribution, written)
    assert (card.votes, card.station_id, db.session.query(DoneOrder).count()) == (1, station_id, 0)
    moderation.hide(replace(host, order=new_id()), written)
    assert db.session.query(DoneOrder).count() == 1


def test_photos_of_an_earlier_version_keep_their_pictures(app: Flask, host: Actor, station: Station) -> None:
    """Their files were called by the photos' ids."""
    given: dict[str, Any] = {"picture": io.BytesIO(camera.file()), "table": None, "round_position": None}
    photo = photos.add(host, station.id, id=new_id(), **given).row
    id, file = photo.id, photo.file_id
    db.session.remove()
    downgrade(revision="0021")
    for path in (app.extensions["config"].data_dir / "photos").iterdir():
        path.rename(path.with_name(path.name.replace(file, id)))
    upgrade()
    assert db.session.get_one(Photo, id).file_id == id
    assert photos.read(host, id, "-small").size > 0


def test_only_what_waits_is_known_not_to_have_been_public(guest: Guests, host: Actor, station: Station) -> None:
    shown, hidden = write(guest(), station).id, write(guest(), station).id
    moderation.hide(host, hidden)
    stations.set_approve_first(host, station.id, on=True)
    waits = write(guest(), station).id
    assert [db.session.get_one(Contribution, id).was_public for id in (shown, hidden, waits)] == [True, True, False]
    db.session.remove()
    downgrade(revision="0013")
    upgrade()
    assert [db.session.get_one(Contribution, id).was_public for id in (shown, hidden, waits)] == [True, True, False]


def test_answers_stay_with_their_questions_there_and_back(event: Event, organiser: Actor, guest: Guests) -> None:
    survey.remove(organiser, 2)
    survey.move(organiser, 4, to=1)
    feedback.begin(organiser)
    feedback.set(guest(), scale={"1": 5, "4": 2}, text="", language="de")
    event_id = event.id
    before = [(question.text, counts) for question, counts in figures.tally(event_id).questions]
    db.session.remove()
    downgrade(revision="0036")
    asked = "SELECT text FROM feedback_question WHERE position = :place"
    with db.engine.connect() as connection:
        earlier = [connection.execute(text(asked), {"place": place}).scalar_one() for place in (1, 4)]
    assert earlier == [before[1][0], before[0][0]]
    upgrade()
    assert sorted((question.text, counts) for question, counts in figures.tally(event_id).questions) == sorted(before)
