"""PostgreSQL and Redis for the tests of several processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from facilitation import create_app, memory, seed
from facilitation.actor import Actor
from facilitation.config import from_environment
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.services import events, participants
from tests.conftest import TODAY
from tests.scale.services import Postgres, Redis, postgres_server, redis_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def database(postgres: Postgres) -> str:
    """The address of an empty database."""
    return postgres.database()


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis that the test may end."""
    with redis_server() as server:
        yield server


@pytest.fixture
def app(tmp_path: Path, database: str) -> Iterator[Flask]:
    """The café on PostgreSQL, with what `seed` plants."""
    memory.forget_all()
    settings = {"DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": database, "SECRET_KEY": "k" * 40}
    app = create_app(from_environment(settings))
    with app.app_context():
        upgrade()
        seed.plant(TODAY)
        db.session.remove()
    with app.test_request_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def event(app: Flask) -> Event:
    """The seeded gathering."""
    return events.find("dresden-2023")


@pytest.fixture
def organiser(event: Event) -> Actor:
    """Who has the desk."""
    return Actor(event.id, organiser=True)


@pytest.fixture
def author(event: Event) -> Actor:
    """Somebody with a phone."""
    return Actor(event.id, participants.join(event, language="de").id)
