"""PostgreSQL and Redis for the tests of several processes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from facilitation import clock, create_app, memory, seed
from facilitation.actor import Actor
from facilitation.config import from_environment
from facilitation.extensions import db
from facilitation.models import Event
from facilitation.services import events, participants
from tests.browser.serving import ANYWHERE, Server, links_beside, serve_quickly
from tests.scale.services import Postgres, Redis, postgres_server, redis_server

SECRET = "k" * 40


@contextmanager
def house(folder: Path, database: str) -> Iterator[Flask]:
    """A café on PostgreSQL, within a request."""
    memory.forget_all()
    settings = {"DATA_DIR": str(folder), "DATABASE_URL": database, "SECRET_KEY": SECRET}
    with (app := create_app(from_environment(settings))).test_request_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def planted_there(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database with the Dresden event, for copies: to migrate and plant takes two seconds."""
    address = postgres.database()
    with house(tmp_path_factory.mktemp("planted-there"), address):
        upgrade()
        seed.plant(clock.now().astimezone().date())  # as a server does: one of long ago is over
    return address


@pytest.fixture(scope="session")
def its_links(planted_there: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server with its links: a server `like` it on a copy of its database need not ask for them."""
    folder = tmp_path_factory.mktemp("its-links") / "data"
    folder.mkdir()
    environment = {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": planted_there, "SECRET_KEY": SECRET}
    assert links_beside(folder, {**environment, "BASE_URL": ANYWHERE})
    return folder


@pytest.fixture
def database(postgres: Postgres, planted_there: str) -> str:
    """The address of a database of its own with the Dresden event."""
    return postgres.database(planted_there)


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis that the test may end."""
    with redis_server() as server:
        yield server


@pytest.fixture
def app(tmp_path: Path, database: str) -> Iterator[Flask]:
    """The café on PostgreSQL, with what `seed` plants."""
    with house(tmp_path / "data", database) as app:
        yield app


@pytest.fixture
def both(tmp_path: Path, database: str, redis: Redis, its_links: Path) -> Iterator[tuple[Server, Server]]:
    """Two processes of one café, which share its database and a Redis."""
    settings = {"REDIS_URL": redis.url, "DATABASE_URL": database, "SECRET_KEY": SECRET}
    with (
        serve_quickly(tmp_path / "one", its_links, **settings) as one,
        serve_quickly(tmp_path / "two", its_links, **settings) as two,
    ):
        yield one, two


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
