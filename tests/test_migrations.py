"""The migrations make exactly what the models say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from facilitation.actor import Actor
from facilitation.extensions import db
from facilitation.models import Contribution, Station, Vote
from facilitation.services import moderation, stations, votes
from tests.conftest import Guests, write


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


def test_only_what_waits_is_known_not_to_have_been_public(guest: Guests, host: Actor, station: Station) -> None:
    shown, hidden = write(guest(), station).id, write(guest(), station).id
    moderation.hide(host, hidden)
    stations.set_approve_first(host, station, on=True)
    waits = write(guest(), station).id
    assert [db.session.get_one(Contribution, id).was_public for id in (shown, hidden, waits)] == [True, True, False]
    db.session.remove()
    downgrade(revision="0013")
    upgrade()
    assert [db.session.get_one(Contribution, id).was_public for id in (shown, hidden, waits)] == [True, True, False]
